package org.delocate.forgery.forger;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SeamlessBlend;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.LabColours;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.FaceAspect;
import org.delocate.forgery.shape.FaceMesh;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.media.image.Image;

/**
 * Face swap by landmarks, of the kind of FaceSwap in FaceForensics++: another face is laid over
 * this one by a piecewise-affine warp along the mesh of landmarks, takes on its colours (mean and
 * deviation in L*a*b*, Reinhard et al. 2001) and a part of its light, and is blended in under a
 * soft hull, sometimes {@linkplain SeamlessBlend seamlessly}. The donor is the most alike in pose,
 * mouth and light of a handful drawn by chance.
 */
public final class FaceSwapForger implements Forger {

  /** Donors looked at for one forgery. [ours] */
  private static final int CANDIDATES = 32;

  private final DonorPool donors;

  /**
   * @param donors real faces to take, at least one; a face is never swapped for itself while there
   *     is another
   */
  public FaceSwapForger(List<StoredFace> donors) {
    this.donors = new DonorPool(donors);
  }

  @Override
  public String method() {
    return "face-swap";
  }

  @Override
  public ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random) {
    StoredFace donor = donors.likest(FaceAspect.of(face, landmarks), CANDIDATES, random);
    long seed = random.nextLong();
    return (frame, points, seconds) -> swapped(frame, points, donor, new SplittableRandom(seed));
  }

  private static Forgery swapped(
      Image face, Landmarks landmarks, StoredFace donor, RandomGenerator random) {
    FacePoints outline = random.nextDouble() < 0.55 ? FacePoints.FACE : FacePoints.FACE_BELOW_BROWS;
    double growth = random.nextDouble(-0.03, 0.03);
    SoftMask softness = SoftMask.random(random);
    double colours = random.nextDouble(0.75, 1.0);
    double light = Math.max(0, random.nextDouble(-0.3, 0.9));
    DetailChange detail = DetailChange.random(random);
    boolean detailed = random.nextDouble() < 0.4;
    boolean seamless = random.nextDouble() < SeamlessBlend.SHARE;

    double width = landmarks.bounds().width();
    FaceMesh.Rendering laid = FaceMesh.render(donor.crop(), donor.landmarks(), landmarks, face);
    Region hull = Region.hull(outline.of(landmarks), face.width(), face.height());
    Region region = growth >= 0 ? hull.dilated(growth * width) : hull.eroded(-growth * width);
    float[] weights = softness.within(laid.covered().intersection(region), width);
    float[] known = laid.covered().toPlane().values();
    Image swapped = LabColours.transferred(laid.image(), face, known, colours);
    swapped = Pixels.lit(swapped, face, 0.15 * width, light);
    swapped = detailed ? detail.of(swapped) : swapped;
    swapped = seamless ? SeamlessBlend.adapted(swapped, face, weights) : swapped;
    return new Forgery(Pixels.blended(face, swapped, weights, 1), weights);
  }
}
