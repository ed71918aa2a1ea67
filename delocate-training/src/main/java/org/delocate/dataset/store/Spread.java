package org.delocate.dataset.store;

import java.util.List;
import java.util.stream.IntStream;

/** Some of many, such as moments of a clip, which are much alike. */
public final class Spread {

  private Spread() {}

  /**
   * Evenly over the whole length, beginning with the first.
   *
   * @param most at least 1; all where there are no more
   */
  public static <T> List<T> over(List<T> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * all.size() / most)))
            .toList();
  }
}
