package org.delocate.forgery.swap;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.ForgeryPlan;
import org.delocate.forgery.pixel.LabColours;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/**
 * The original Deepfakes: the face goes through an autoencoder's shared encoder and the donor's
 * decoder, takes on the colours of its surroundings, and is blended in. See {@link SwapTraining}.
 *
 * <p>An autoencoder this small paints no teeth. An open mouth is therefore left as it was, as the
 * "mouth mask" of common tools does; the mask says so.
 */
public final class AutoencoderSwapForger implements Forger {

  /**
   * Its name; it is not in {@link org.delocate.forgery.forger.Forgers}, as it needs a network
   * trained on two people.
   */
  public static final String METHOD = "autoencoder-swap";

  /** How faces are cropped for the network. */
  public static final CropConvention CROP = CropConvention.standard(SwapNetwork.SIDE);

  /** Standard deviation of the lips' edge, of the face's width. [ours] */
  private static final double EDGE = 0.008;

  private final SwapNetwork network;

  /**
   * @param network trained; must not be trained on meanwhile
   */
  public AutoencoderSwapForger(SwapNetwork network) {
    this.network = network;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random) {
    long seed = random.nextLong();
    return (frame, points, seconds) -> swapped(frame, points, new SplittableRandom(seed));
  }

  private Forgery swapped(Image face, Landmarks landmarks, RandomGenerator random) {
    double growth = random.nextDouble(-0.02, 0.02);
    // Soft at any rate: the painted forehead seldom has the light of the one around it.
    SoftMask softness =
        new SoftMask(random.nextDouble(0.015, 0.03), random.nextDouble(0.025, 0.05));
    double colours = random.nextDouble(0.6, 1.0);

    double width = landmarks.bounds().width();
    AlignedFace aligned = FaceAligner.align(face, landmarks, CROP);
    SwapFace seen = SwapFace.of(aligned.crop(), aligned.landmarks());
    Image painted = network.paint(seen.face(), SwapNetwork.Person.SECOND);
    AffineTransform toCrop = aligned.cropToFrame().inverse();
    Image swapped = Warp.affine(toCrop).of(painted, face.width(), face.height());
    // With the brows: the donor's sit elsewhere, and below them would be a second pair.
    Region hull = Region.hull(FacePoints.FACE.of(landmarks), face.width(), face.height());
    Region grown = growth >= 0 ? hull.dilated(growth * width) : hull.eroded(-growth * width);
    Region region = grown.intersection(inside(toCrop, face));
    float[] weights = softness.within(region, width);
    swapped = LabColours.transferred(swapped, face, region.toPlane().values(), colours);
    leaveOut(FacePoints.MOUTH_OPENING, landmarks, face, weights);
    return new Forgery(Pixels.blended(face, swapped, weights, 1), weights);
  }

  /** Takes a part out of the weights; lips that are closed enclose next to nothing. */
  private static void leaveOut(FacePoints part, Landmarks landmarks, Image face, float[] weights) {
    float[] left =
        Region.hull(part.of(landmarks), face.width(), face.height())
            .toPlane()
            .blurred(EDGE * landmarks.bounds().width())
            .values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 1 - Math.min(1f, left[i]);
    }
  }

  /** Where the crop is. */
  private static Region inside(AffineTransform toCrop, Image face) {
    boolean[] inside = new boolean[face.width() * face.height()];
    double most = SwapNetwork.SIDE - 1.0;
    for (int y = 0; y < face.height(); y++) {
      for (int x = 0; x < face.width(); x++) {
        double u = toCrop.applyX(x, y);
        double v = toCrop.applyY(x, y);
        inside[y * face.width() + x] = u >= 0 && v >= 0 && u <= most && v <= most;
      }
    }
    return new Region(face.width(), face.height(), inside);
  }
}
