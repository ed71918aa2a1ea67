package org.delocate.forgery.degrade;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;

/** Several degradations, one after the other. */
record DegradationSequence(String name, int strength, List<Degradation> steps)
    implements Degradation {

  @Override
  public Image of(Image picture, RandomGenerator random) {
    Image degraded = picture;
    for (Degradation step : steps) {
      degraded = step.of(degraded, random);
    }
    return degraded;
  }

  @Override
  public List<Image> of(List<Image> frames, double framesPerSecond, RandomGenerator random) {
    List<Image> degraded = frames;
    for (Degradation step : steps) {
      degraded = step.of(degraded, framesPerSecond, random);
    }
    return degraded;
  }
}
