package org.delocate.spark;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what became of files. */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  void add(Outcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  void add(Tally other) {
    other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
  }

  long of(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** All that are counted. */
  long files() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    return counts.entrySet().stream().map(Tally::words).collect(Collectors.joining(", "));
  }

  private static String words(Map.Entry<Outcome, Long> count) {
    return count.getValue() + " " + count.getKey().words();
  }
}
