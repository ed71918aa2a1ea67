package org.delocate.dataset.record;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the keys of one record's faces differ: {@code _f000012} for the frame, an {@code n} behind it
 * for the frame a moment later, {@code _t2} for the second person.
 */
public final class FrameKeys {

  private static final String LATER = "n";
  private static final Pattern FRAME = Pattern.compile("(_f\\d+)(n?)((?:_t\\d+)?)$");

  private FrameKeys() {}

  /** What the key of a frame's first person ends with. */
  public static String frame(long index) {
    return String.format(Locale.ROOT, "_f%06d", index);
  }

  /** The same for the frame a moment after it. */
  public static String later(String frame) {
    return frame + LATER;
  }

  public static boolean isNeighbour(String key) {
    var frame = FRAME.matcher(key);
    return frame.find() && !frame.group(2).isEmpty();
  }

  /**
   * The number of the frame.
   *
   * @throws IllegalArgumentException if the key is no frame's
   */
  public static long indexOf(String key) {
    var frame = FRAME.matcher(key);
    if (!frame.find()) {
      throw new IllegalArgumentException(key + " is the key of no frame");
    }
    return Long.parseLong(frame.group(1).substring(2));
  }

  /** What all frames of one person of a record share. */
  public static String personOf(String key) {
    return FRAME.matcher(key).replaceFirst("$3");
  }

  /** The key of the face a moment later; of a picture or a neighbour, one that no neighbour has. */
  public static String neighbourOf(String key) {
    return FRAME.matcher(key).replaceFirst("$1$2" + LATER + "$3");
  }
}
