package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.FeatheredMask;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.GeneratorChain;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * A picture that went {@linkplain GeneratorChain through a generator's sizes} as a whole, as those
 * of talking heads do [ours]: nothing is moved and nothing has a border; what tells is that its
 * finest detail is a generator's. Half of them are remade from edge to edge; of the others the face
 * alone is, and blended in, as methods do that paste their face back into the video.
 */
public final class WholeResampledForger extends SeededForger {

  /** A change below this, in levels of 255 over the face, is no forgery that one could find. */
  private static final double WEAKEST = 1;

  public WholeResampledForger() {
    super("whole-resampled", WEAKEST);
  }

  @Override
  public boolean remakesWholePicture() {
    return true;
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> remade(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery remade(Image face, Landmarks landmarks, RandomGenerator random) {
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    boolean everywhere = random.nextBoolean();
    GeneratorChain chain = GeneratorChain.random(1.15, 2.4, random);
    ColourChange colour = ColourChange.random(0.35, random);
    boolean tinted = random.nextDouble() < 0.4;
    FeatheredMask softness = FeatheredMask.random(random);

    Region hull = Region.hull(landmarks, face.width(), face.height());
    Image made = chain.of(FloatImage.of(tinted ? colour.of(face) : face)).toImage();
    if (everywhere) {
      return new Forgery(made, hull.toPlane().values());
    }
    float[] mask = softness.of(hull, landmarks.bounds().width());
    return new Forgery(Pixels.blended(face, made, mask, 1), mask);
  }
}
