package org.delocate.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * False alarms group by group: a rate over all may hide one place whose people are all called
 * forged.
 *
 * @param group as {@link ScoredSample#group()}
 * @param real samples of it
 * @param alarms those of them that lie above a threshold
 */
public record GroupAlarms(String group, long real, long alarms) {

  /** Share of the group's real samples that raise an alarm. */
  public double share() {
    return (double) alarms / real;
  }

  /** Every group that has real samples, the worst first, of equal ones the larger. */
  public static List<GroupAlarms> of(List<ScoredSample> samples, AlarmThreshold threshold) {
    Map<String, List<ScoredSample>> groups = new TreeMap<>();
    for (ScoredSample sample : samples) {
      if (!sample.forged()) {
        groups.computeIfAbsent(sample.group(), key -> new ArrayList<>()).add(sample);
      }
    }
    return groups.entrySet().stream()
        .map(
            entry ->
                new GroupAlarms(
                    entry.getKey(),
                    entry.getValue().size(),
                    entry.getValue().stream().filter(s -> threshold.isBelow(s.score())).count()))
        .sorted(
            Comparator.comparingDouble(GroupAlarms::share)
                .thenComparingLong(GroupAlarms::real)
                .reversed())
        .toList();
  }

  /** The worst of the groups that are large enough to say anything. */
  public static Optional<GroupAlarms> worst(List<GroupAlarms> groups, int fewest) {
    return groups.stream()
        .filter(group -> group.real() >= fewest)
        .max(Comparator.comparingDouble(GroupAlarms::share).thenComparingLong(GroupAlarms::real));
  }
}
