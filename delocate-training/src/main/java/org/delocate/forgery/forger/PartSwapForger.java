package org.delocate.forgery.forger;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SeamlessBlend;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.FaceAspect;
import org.delocate.forgery.shape.FaceMesh;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/**
 * Replaces parts of a face (eyes, nose, lips, cheeks, the lower or the inner face) by those of
 * another: fitted by a similarity transform of the part's landmarks or along the mesh, matched in
 * mean and spread of colour, and blended in softly. The traces lie at random places, as the
 * method's name says.
 */
public final class PartSwapForger implements Forger {

  private static final List<List<FacePoints>> CHOICES =
      List.of(
          List.of(FacePoints.RIGHT_EYE, FacePoints.LEFT_EYE),
          List.of(FacePoints.RIGHT_EYE),
          List.of(FacePoints.LEFT_EYE),
          List.of(FacePoints.NOSE),
          List.of(FacePoints.LIPS),
          List.of(FacePoints.LIPS, FacePoints.NOSE),
          List.of(FacePoints.LOWER_FACE),
          List.of(FacePoints.INNER_FACE),
          List.of(FacePoints.FACE_BELOW_BROWS),
          List.of(FacePoints.RIGHT_EYE, FacePoints.LEFT_EYE, FacePoints.LIPS));

  /** Parts so wide that a similarity transform would show a second mouth under the first. */
  private static final Set<FacePoints> WIDE =
      EnumSet.of(FacePoints.LOWER_FACE, FacePoints.INNER_FACE, FacePoints.FACE_BELOW_BROWS);

  /** Donors looked at for one forgery: a few, so that parts also come from faces less alike. */
  private static final int CANDIDATES = 6;

  private final DonorPool donors;
  private final boolean wandering;

  /**
   * Parts that stay the same over the frames of a clip.
   *
   * @param donors real faces to take parts from, at least one
   */
  public PartSwapForger(List<StoredFace> donors) {
    this(donors, false);
  }

  private PartSwapForger(List<StoredFace> donors, boolean wandering) {
    this.donors = new DonorPool(donors);
    this.wandering = wandering;
  }

  /** Other parts in every frame of a clip, from one donor: traces at random places. */
  public static PartSwapForger wandering(List<StoredFace> donors) {
    return new PartSwapForger(donors, true);
  }

  @Override
  public String method() {
    return wandering ? "wandering-parts" : "part-swap";
  }

  @Override
  public ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random) {
    StoredFace donor = donors.likest(FaceAspect.of(face, landmarks), CANDIDATES, random);
    long seed = random.nextLong();
    return (frame, points, seconds) -> {
      long moment = wandering ? Math.round(seconds * 1000) * 0x9E3779B97F4A7C15L : 0;
      return swapped(frame, points, donor, new SplittableRandom(seed ^ moment));
    };
  }

  private static Forgery swapped(
      Image face, Landmarks landmarks, StoredFace donor, RandomGenerator random) {
    List<FacePoints> parts = CHOICES.get(random.nextInt(CHOICES.size()));
    double growth = random.nextDouble(0.01, 0.05) * landmarks.bounds().width();
    SoftMask softness = SoftMask.random(random);
    double match = random.nextDouble(0.7, 1.0);
    DetailChange detail = DetailChange.random(random);
    boolean detailed = random.nextDouble() < 0.5;
    boolean seamless = random.nextDouble() < SeamlessBlend.SHARE;
    boolean meshed = random.nextBoolean();

    Image forged = face;
    float[] mask = new float[face.width() * face.height()];
    for (FacePoints part : parts) {
      float[] target = part.of(landmarks);
      AffineTransform backward = similarity(target, part.of(donor.landmarks()));
      Image moved = Warp.affine(backward).of(donor.crop(), face.width(), face.height());
      if (meshed || WIDE.contains(part)) {
        moved = FaceMesh.render(donor.crop(), donor.landmarks(), landmarks, moved).image();
      }
      Region region = Region.hull(target, face.width(), face.height()).dilated(growth);
      float[] weights = softness.of(region, landmarks.bounds().width());
      moved = matched(moved, face, weights, match);
      moved = detailed ? detail.of(moved) : moved;
      moved = seamless ? SeamlessBlend.adapted(moved, face, weights) : moved;
      forged = Pixels.blended(forged, moved, weights, 1);
      for (int i = 0; i < mask.length; i++) {
        mask[i] = Math.max(mask[i], weights[i]);
      }
    }
    return new Forgery(forged, mask);
  }

  /** The least-squares similarity that sends the first points to the second. */
  static AffineTransform similarity(float[] from, float[] to) {
    int count = from.length / 2;
    double[] means = new double[4];
    for (int i = 0; i < count; i++) {
      means[0] += from[2 * i] / (double) count;
      means[1] += from[2 * i + 1] / (double) count;
      means[2] += to[2 * i] / (double) count;
      means[3] += to[2 * i + 1] / (double) count;
    }
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < count; i++) {
      double x = from[2 * i] - means[0];
      double y = from[2 * i + 1] - means[1];
      double u = to[2 * i] - means[2];
      double v = to[2 * i + 1] - means[3];
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    double a = along / Math.max(1e-9, spread);
    double d = across / Math.max(1e-9, spread);
    return new AffineTransform(
        a,
        -d,
        means[2] - a * means[0] + d * means[1],
        d,
        a,
        means[3] - d * means[0] - a * means[1]);
  }

  /** The picture with the mean and spread of colour that the other has under the weights. */
  private static Image matched(Image image, Image other, float[] weights, double share) {
    float[] slopes = new float[3];
    float[] offsets = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      double[] here = moments(image, channel, weights);
      double[] there = moments(other, channel, weights);
      double slope = Math.max(0.5, Math.min(2, there[1] / Math.max(1, here[1])));
      slopes[channel] = (float) (1 + share * (slope - 1));
      double mean = here[0] + share * (there[0] - here[0]);
      offsets[channel] = (float) (mean - slopes[channel] * here[0]);
    }
    return new ColourChange(
            new float[] {slopes[0], 0, 0, 0, slopes[1], 0, 0, 0, slopes[2]}, offsets)
        .of(image);
  }

  private static double[] moments(Image image, int channel, float[] weights) {
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        int value = image.rgb()[3 * i + channel] & 0xFF;
        total += weights[i];
        sum += weights[i] * value;
        squares += (double) weights[i] * value * value;
      }
    }
    double mean = total == 0 ? 0 : sum / total;
    double variance = total == 0 ? 0 : Math.max(0, squares / total - mean * mean);
    return new double[] {mean, Math.sqrt(variance)};
  }
}
