package org.delocate.forgery.shape;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;

/**
 * Which region of a face a forgery replaces: the whole of it, most of it, or single parts.
 *
 * <p>Whole faces are what swaps leave; parts are what lip-sync, reenactment and retouching leave,
 * and without them a localizer learns nothing but "the middle of the face". [ours]
 *
 * @param parts whose hulls together make the region
 * @param growth how far beyond the hulls it goes, as a fraction of the face's width
 */
public record ForgedRegion(Set<FacePoints> parts, double growth) {

  private static final List<FacePoints> SMALL =
      List.of(
          FacePoints.RIGHT_EYE,
          FacePoints.LEFT_EYE,
          FacePoints.NOSE,
          FacePoints.LIPS,
          FacePoints.RIGHT_CHEEK,
          FacePoints.LEFT_CHEEK);

  /** A region by chance: a little over half of them whole faces or nearly. */
  public static ForgedRegion random(RandomGenerator random) {
    double kind = random.nextDouble();
    double grow = random.nextDouble(-0.02, 0.05);
    double growPart = random.nextDouble(0.01, 0.06);
    FacePoints first = SMALL.get(random.nextInt(SMALL.size()));
    FacePoints second = SMALL.get(random.nextInt(SMALL.size()));
    if (kind < 0.22) {
      return new ForgedRegion(EnumSet.of(FacePoints.FACE), Math.min(grow, 0.02));
    } else if (kind < 0.42) {
      return new ForgedRegion(EnumSet.of(FacePoints.FACE_BELOW_BROWS), grow);
    } else if (kind < 0.60) {
      return new ForgedRegion(EnumSet.of(FacePoints.INNER_FACE), grow);
    } else if (kind < 0.72) {
      return new ForgedRegion(EnumSet.of(FacePoints.LOWER_FACE), grow);
    } else if (kind < 0.80) {
      return new ForgedRegion(EnumSet.of(FacePoints.RIGHT_EYE, FacePoints.LEFT_EYE), growPart);
    } else if (kind < 0.87) {
      return new ForgedRegion(EnumSet.of(FacePoints.LIPS), growPart);
    }
    return new ForgedRegion(EnumSet.of(first, second), growPart);
  }

  /**
   * The region's pixels in a picture; both eyes are joined over the nose root only if they touch.
   */
  public Region of(Landmarks landmarks, int width, int height) {
    double amount = growth * landmarks.bounds().width();
    Region region = new Region(width, height, new boolean[width * height]);
    for (FacePoints part : parts) {
      Region hull = Region.hull(part.of(landmarks), width, height);
      region = region.union(amount >= 0 ? hull.dilated(amount) : hull.eroded(-amount));
    }
    return region;
  }
}
