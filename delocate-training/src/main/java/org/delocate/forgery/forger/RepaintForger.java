package org.delocate.forgery.forger;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.forgery.shape.ForgedRegion;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;
import org.delocate.network.analysis.PatchPainter;

/**
 * A part of the face repainted by a network of ours, of the kind of NeuralTextures and lip-sync
 * methods: the recovering network paints the mouth (or the lower face, or the eyes) from what it
 * sees around it, and the paint is blended in. How good it looks depends on the checkpoint.
 *
 * <p>The network paints softly and knows nothing of teeth. A share of the face's own finest detail
 * is therefore kept, as methods do that render from a texture of the person [ours].
 */
public final class RepaintForger implements Forger {

  /** Its name; it is not in {@link Forgers}, as it needs a checkpoint. */
  public static final String METHOD = "lip-rendering";

  private final PatchPainter painter;

  /**
   * @param painter of a trained checkpoint
   */
  public RepaintForger(PatchPainter painter) {
    this.painter = painter;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random) {
    long seed = random.nextLong();
    return (frame, points, seconds) -> repainted(frame, points, new SplittableRandom(seed));
  }

  private Forgery repainted(Image face, Landmarks landmarks, RandomGenerator random) {
    double chosen = random.nextDouble();
    Set<FacePoints> parts =
        chosen < 0.55
            ? EnumSet.of(FacePoints.LIPS)
            : chosen < 0.85
                ? EnumSet.of(FacePoints.LOWER_FACE)
                : EnumSet.of(FacePoints.RIGHT_EYE, FacePoints.LEFT_EYE);
    ForgedRegion place = new ForgedRegion(parts, random.nextDouble(0.03, 0.07));
    SoftMask softness = SoftMask.random(random);
    double grain = random.nextDouble(0, 2.5);
    double finest = random.nextDouble(0.02, 0.05);
    double kept = random.nextDouble(0.3, 0.9);

    double width = landmarks.bounds().width();
    AlignedFace aligned = FaceAligner.align(face, landmarks, painter.crop());
    int side = painter.crop().size();
    int[] patches = patches(place.of(aligned.landmarks(), side, side));
    if (patches.length == 0 || patches.length >= painter.grid() * painter.grid()) {
      return new Forgery(face, new float[face.width() * face.height()]);
    }
    Image crop = painter.paint(aligned.crop(), patches);
    Image painted =
        Warp.affine(aligned.cropToFrame().inverse()).of(crop, face.width(), face.height());
    Region region = place.of(landmarks, face.width(), face.height());
    float[] weights = softness.within(region, width);
    Image lit = Pixels.lit(painted, face, 0.15 * width, 0.6);
    Image detailed = Pixels.detailed(lit, face, finest * width, kept);
    return new Forgery(
        Pixels.blended(face, Pixels.noisy(detailed, grain, random), weights, 1), weights);
  }

  /** The patches that the region touches. */
  private int[] patches(Region region) {
    int grid = painter.grid();
    BitSet touched = new BitSet(grid * grid);
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        if (region.contains(x, y)) {
          touched.set(y * grid / region.height() * grid + x * grid / region.width());
        }
      }
    }
    return touched.stream().toArray();
  }
}
