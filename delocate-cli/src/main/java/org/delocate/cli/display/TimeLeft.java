package org.delocate.cli.display;

import java.util.Locale;
import java.util.Optional;

/** Guesses the time left from the share of the work that is done. */
final class TimeLeft {
  /** The first moments go into loading, and would make a guess too large. */
  private static final double SECONDS_BEFORE_A_GUESS = 2;

  private TimeLeft() {}

  /**
   * The time left in words, or nothing while it is too early to say.
   *
   * @param fraction share of the work that is done, 0..1
   * @param elapsedSeconds time since it began
   */
  static Optional<String> guess(double fraction, double elapsedSeconds) {
    if (elapsedSeconds < SECONDS_BEFORE_A_GUESS || fraction <= 0.01 || fraction >= 1) {
      return Optional.empty();
    }
    return Optional.of(inWords(elapsedSeconds * (1 - fraction) / fraction) + " left");
  }

  /** 42 s, 3 min 05 s, 2 h 10 min. */
  static String inWords(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
