package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.SeamlessBlend;
import org.delocate.forgery.blend.SoftMask;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.GeneratorTrace;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.ForgedRegion;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/**
 * A face, or a part of it, put in its own place as a generator would have painted it: with the
 * {@linkplain GeneratorTrace traces} of learnt up-sampling, slightly moved and tinted, blended in
 * softly [ours]. It stands for swaps whose face comes from a generative network and is so well
 * blended that no border tells: what remains is that its pixels were never a camera's.
 */
public final class ResynthesisForger extends SeededForger {

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 2;

  public ResynthesisForger() {
    super("resynthesis", WEAKEST);
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> painted(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery painted(Image face, Landmarks landmarks, RandomGenerator random) {
    Box bounds = landmarks.bounds();
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    ForgedRegion place = ForgedRegion.random(random);
    Warp outline = Warp.random(bounds, 0.04, 0.02, 0.03, 0.012, random);
    SoftMask softness = SoftMask.random(random);
    Warp shape = Warp.random(bounds, 0.03, 0.02, 0.02, 0.006, random);
    boolean reshaped = random.nextDouble() < 0.6;
    ColourChange colour = ColourChange.random(0.6, random);
    boolean coloured = random.nextDouble() < 0.6;
    GeneratorTrace trace = GeneratorTrace.random(random);
    boolean seamless = random.nextDouble() < SeamlessBlend.SHARE;

    Region region = outline.of(place.of(landmarks, face.width(), face.height()));
    float[] mask = softness.of(region, bounds.width());
    Image copy = reshaped ? shape.of(face) : face;
    copy = trace.of(coloured ? colour.of(copy) : copy);
    copy = seamless ? SeamlessBlend.adapted(copy, face, mask) : copy;
    return new Forgery(Pixels.blended(face, copy, mask, 1), mask);
  }
}
