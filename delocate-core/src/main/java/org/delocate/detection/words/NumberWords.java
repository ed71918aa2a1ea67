package org.delocate.detection.words;

import java.util.Locale;

/** Numbers and times as a reader wants them: the same in messages and on the page. */
public final class NumberWords {

  private NumberWords() {}

  /**
   * A probability or share as a percentage. The ends of the scale are not claimed: no measurement
   * of ours supports 0 % or 100 %.
   */
  public static String percent(double share) {
    if (share < 0.01) {
      return "under 1\u00a0%";
    }
    if (share > 0.99) {
      return "over 99\u00a0%";
    }
    return Math.round(share * 100) + "\u00a0%";
  }

  /** A share that was counted, where 0 % and 100 % mean none and all. */
  public static String countedPercent(double share) {
    return share <= 0 || share >= 1 ? Math.round(share * 100) + "\u00a0%" : percent(share);
  }

  /** Such as {@code 0:07.4} or {@code 1:02:07.4}. */
  public static String time(double seconds) {
    long tenths = Math.round(Math.max(0, seconds) * 10);
    long minutes = tenths / 600;
    double rest = tenths % 600 / 10.0;
    return minutes < 60
        ? String.format(Locale.ROOT, "%d:%04.1f", minutes, rest)
        : String.format(Locale.ROOT, "%d:%02d:%04.1f", minutes / 60, minutes % 60, rest);
  }

  /** Such as {@code 1 face} or {@code 1,200 faces}. */
  public static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : many);
  }
}
