package org.delocate.dataset.frame;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Frames as single pictures: their order, and which of them are taken. */
final class FrameOrder {

  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");

  /** By the last number in the name, so that 10 comes after 9; then by the name. */
  static final Comparator<String> BY_NUMBER =
      Comparator.comparingLong(FrameOrder::number).thenComparing(Comparator.naturalOrder());

  private FrameOrder() {}

  private static long number(String name) {
    Matcher matcher = LAST_NUMBER.matcher(name.substring(name.lastIndexOf('/') + 1));
    if (!matcher.find() || matcher.group(1).length() > 18) {
      return Long.MAX_VALUE;
    }
    return Long.parseLong(matcher.group(1));
  }

  /** The middle of each of so many equal spans; all if there are no more. As for videos. */
  static List<Integer> even(int frames, int wanted) {
    if (frames <= wanted) {
      return IntStream.range(0, frames).boxed().toList();
    }
    return IntStream.range(0, wanted)
        .map(i -> (int) ((2L * i + 1) * frames / (2L * wanted)))
        .boxed()
        .toList();
  }
}
