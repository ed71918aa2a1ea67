package org.delocate.forgery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.Region;
import org.delocate.face.AffineTransform;
import org.delocate.face.AlignedFace;
import org.delocate.face.CropConvention;
import org.delocate.face.FaceAligner;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;
import org.delocate.network.FaceAnalyzer;

/**
 * A part of the face repainted by a network of ours, of the kind of NeuralTextures and lip-sync
 * methods: the recovering network paints the mouth (or the lower face, or the eyes) from what it
 * sees around it, and the paint is blended in. How good it looks depends on the checkpoint.
 */
public final class RepaintForger implements Forger {

  /** Its name; it is not in {@link Forgers}, as it needs a checkpoint. */
  public static final String METHOD = "lip-rendering";

  /** Levels of 255 from which a pixel counts as painted. */
  private static final int PAINTED = 2;

  private final FaceAnalyzer analyzer;
  private final CropConvention convention;

  /**
   * @param analyzer stays the caller's, who closes it when the forger is no longer used
   * @param convention of the analyzer's checkpoint
   */
  public RepaintForger(FaceAnalyzer analyzer, CropConvention convention) {
    this.analyzer = analyzer;
    this.convention = convention;
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

    double width = landmarks.bounds().width();
    AlignedFace aligned = FaceAligner.align(face, landmarks, convention);
    Image recovered = analyzer.analyze(List.of(aligned)).get(0).recovered();
    AffineTransform frameToCrop = aligned.cropToFrame().inverse();
    Warp back = Warp.affine(frameToCrop);
    Image painted = back.of(recovered, face.width(), face.height());
    Image plain = back.of(aligned.crop(), face.width(), face.height());
    Region region =
        place
            .of(landmarks, face.width(), face.height())
            .intersection(painted(plain, painted, width));
    float[] weights = softness.within(region, width);
    Image lit = Pixels.lit(painted, face, 0.08 * width, 0.8);
    return new Forgery(Pixels.blended(face, Pixels.noisy(lit, grain, random), weights, 1), weights);
  }

  /** Where the network painted, without the pixels that it happened to hit exactly. */
  private static Region painted(Image plain, Image painted, double faceWidth) {
    boolean[] inside = new boolean[plain.width() * plain.height()];
    for (int i = 0; i < inside.length; i++) {
      for (int k = 3 * i; k < 3 * i + 3; k++) {
        int change = Math.abs((plain.rgb()[k] & 0xFF) - (painted.rgb()[k] & 0xFF));
        inside[i] |= change >= PAINTED;
      }
    }
    return new Region(plain.width(), plain.height(), inside).closed(0.03 * faceWidth);
  }
}
