package org.delocate.media.image;

import java.util.Objects;

/**
 * A piece of sound, of {@value #RATE} samples a second on two channels, -1 to 1.
 *
 * @param timeSeconds of the first sample, as a player shows it; NaN right behind the piece before
 * @param left samples; not copied, never changed
 * @param right as many
 */
public record Sound(double timeSeconds, float[] left, float[] right) {

  public static final int RATE = 48_000;
  public static final int CHANNELS = 2;

  public Sound {
    Objects.requireNonNull(left, "left");
    if (left.length != right.length) {
      throw new IllegalArgumentException(left.length + " samples left, " + right.length + " right");
    }
  }
}
