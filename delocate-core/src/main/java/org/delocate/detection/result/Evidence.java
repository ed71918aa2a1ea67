package org.delocate.detection.result;

import java.util.Locale;

/**
 * How firmly a forgery shows. Unlike a probability, each step has a meaning that was measured: the
 * share of real clips, unseen by the model, in which as much shows ({@link FalseAlarms}). The model
 * card says where the steps begin ({@link org.delocate.network.evidence.EvidenceLevels}).
 */
public enum Evidence {
  /** Nothing that real clips do not show as well. */
  NONE,
  /** Too many real clips show as much: nothing is said. */
  WEAK,
  /** From here on a person is called forged. */
  MODERATE,
  /** Next to no real clip shows as much. */
  STRONG;

  /** The name in reports: {@code none}, {@code weak}, {@code moderate} or {@code strong}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this is that step or a firmer one. */
  public boolean reaches(Evidence other) {
    return compareTo(other) >= 0;
  }
}
