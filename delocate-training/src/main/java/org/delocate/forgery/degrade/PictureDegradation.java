package org.delocate.forgery.degrade;

import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;

/** A degradation of each picture by itself. */
record PictureDegradation(String name, int strength, Change change) implements Degradation {

  /** What is done to a picture. */
  @FunctionalInterface
  interface Change {
    Image of(Image picture, RandomGenerator random);
  }

  @Override
  public Image of(Image picture, RandomGenerator random) {
    return change.of(picture, random);
  }
}
