package org.delocate.forgery.degrade;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;

/**
 * A degradation of each picture by itself.
 *
 * @param steady whether all frames of a clip get what chance gives the first, as a filter that
 *     somebody chose; or each what chance gives it, as noise
 */
record PictureDegradation(String name, int strength, boolean steady, Change change)
    implements Degradation {

  /** What is done to a picture. */
  @FunctionalInterface
  interface Change {
    Image of(Image picture, RandomGenerator random);
  }

  @Override
  public Image of(Image picture, RandomGenerator random) {
    return change.of(picture, random);
  }

  @Override
  public List<Image> of(List<Image> frames, double framesPerSecond, RandomGenerator random) {
    if (!steady) {
      return Degradation.super.of(frames, framesPerSecond, random);
    }
    long seed = random.nextLong();
    return frames.stream().map(frame -> of(frame, new SplittableRandom(seed))).toList();
  }
}
