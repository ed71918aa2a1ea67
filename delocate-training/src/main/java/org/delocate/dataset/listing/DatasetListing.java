package org.delocate.dataset.listing;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.delocate.dataset.record.FaceRecord;

/**
 * What a reader found in a dataset.
 *
 * @param layout the layout's name
 * @param root the folder that was read
 * @param records in a fixed order, each id once
 * @param problems everything that was left out or is incomplete, in the order it was met
 * @param notes what a person should know of how the folder was read, one sentence each
 */
public record DatasetListing(
    String layout,
    Path root,
    List<FaceRecord> records,
    List<DatasetProblem> problems,
    List<String> notes) {

  public DatasetListing {
    records = List.copyOf(records);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** How often each kind of problem occurs; kinds that do not occur are absent. */
  public Map<DatasetProblem.Kind, Long> problemCounts() {
    Map<DatasetProblem.Kind, Long> counts = new EnumMap<>(DatasetProblem.Kind.class);
    problems.forEach(problem -> counts.merge(problem.kind(), 1L, Long::sum));
    return counts;
  }
}
