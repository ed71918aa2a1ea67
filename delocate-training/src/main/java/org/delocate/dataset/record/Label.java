package org.delocate.dataset.record;

import java.util.Locale;

/**
 * Whether a picture shows what the camera saw. Every dataset numbers its labels in its own way; its
 * reader translates, and the rest of the program knows only these two.
 */
public enum Label {
  REAL,
  FAKE;

  /** The name in files: {@code real} or {@code fake}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The label of a name in a file.
   *
   * @throws IllegalArgumentException if it is neither {@code real} nor {@code fake}
   */
  public static Label of(String key) {
    return switch (key.strip().toLowerCase(Locale.ROOT)) {
      case "real" -> REAL;
      case "fake" -> FAKE;
      default ->
          throw new IllegalArgumentException("the label '" + key + "' is neither real nor fake");
    };
  }
}
