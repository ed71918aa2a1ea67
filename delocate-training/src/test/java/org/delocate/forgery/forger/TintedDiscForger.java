package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

// tag::example[]
/** The example of docs/extending.md: a disc somewhere on the face, tinted, with a soft border. */
final class TintedDiscForger extends SeededForger {

  /** A change below this, in levels of 255 over the disc, is no forgery that one could find. */
  private static final double WEAKEST = 2;

  TintedDiscForger() {
    super("tinted-disc", WEAKEST);
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> tinted(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery tinted(Image face, Landmarks landmarks, RandomGenerator random) {
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    int centre = random.nextInt(Landmarks.COUNT);
    double radius = random.nextDouble(0.12, 0.5) * landmarks.bounds().width();
    ColourChange tint = ColourChange.random(1, random);

    int width = face.width();
    float[] mask = new float[width * face.height()];
    for (int y = 0; y < face.height(); y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.hypot(x - landmarks.x(centre), y - landmarks.y(centre));
        // 1 in the middle, 0 from the border on.
        mask[y * width + x] = (float) Math.max(0, Math.min(1, 4 * (1 - distance / radius)));
      }
    }
    return new Forgery(Pixels.blended(face, tint.of(face), mask, 1), mask);
  }
}
// end::example[]
