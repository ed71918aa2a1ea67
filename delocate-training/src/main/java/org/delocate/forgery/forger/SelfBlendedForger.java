package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SeamlessBlend;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.ForgedRegion;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/**
 * Self-blended faces (Shiohara and Yamasaki, "Detecting Deepfakes with Self-Blended Images", CVPR
 * 2022): a face blended with a slightly changed copy of itself. It leaves what every blending
 * forger leaves (a border, a difference of colour, of detail, of geometry) and nothing that belongs
 * to one forger alone.
 *
 * <p>Two changes to the paper [ours]: only the copy is changed, never the picture around it, so
 * that the mask is exact; some copies are laid {@linkplain SeamlessBlend seamlessly}; and the
 * region may be a part of the face, so that a localizer has something to learn.
 */
public final class SelfBlendedForger extends SeededForger {

  /** The paper's ratios: half of the forgeries replace the region wholly. */
  private static final float[] RATIOS = {0.25f, 0.5f, 0.75f, 1f, 1f, 1f};

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 2;

  public SelfBlendedForger() {
    super("self-blended", WEAKEST);
  }

  @Override
  public ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> blended(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery blended(Image face, Landmarks landmarks, RandomGenerator random) {
    Box bounds = landmarks.bounds();
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    ForgedRegion place = ForgedRegion.random(random);
    Warp outline = Warp.random(bounds, 0.04, 0.02, 0.03, 0.012, random);
    SoftMask softness = SoftMask.random(random);
    ColourChange colour = ColourChange.random(1, random);
    boolean coloured = random.nextDouble() < 0.85;
    DetailChange detail = DetailChange.random(random);
    Warp shape = Warp.random(bounds, 0.05, 0.03, 0.035, 0.006, random);
    boolean reshaped = random.nextDouble() < 0.8;
    float ratio = RATIOS[random.nextInt(RATIOS.length)];
    boolean seamless = random.nextDouble() < SeamlessBlend.SHARE;

    Region region = outline.of(place.of(landmarks, face.width(), face.height()));
    float[] mask = softness.of(region, bounds.width());
    Image copy = reshaped ? shape.of(face) : face;
    copy = detail.of(coloured ? colour.of(copy) : copy);
    copy = seamless ? SeamlessBlend.adapted(copy, face, mask) : copy;
    return new Forgery(Pixels.blended(face, copy, mask, ratio), mask);
  }
}
