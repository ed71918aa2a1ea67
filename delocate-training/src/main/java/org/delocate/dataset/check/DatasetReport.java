package org.delocate.dataset.check;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.record.FaceRecord;

/**
 * What a check of a dataset found. As JSON, its parts stand side by side.
 *
 * @param contents what there is
 * @param findings what is odd about it
 * @param notes how the folder was read
 * @param examples the first problems of each kind
 */
public record DatasetReport(
    @JsonUnwrapped Contents contents,
    @JsonUnwrapped Findings findings,
    List<String> notes,
    List<DatasetProblem> examples) {

  private static final int EXAMPLES = 3;

  /**
   * What a dataset holds.
   *
   * @param layout the layout's name
   * @param root the folder
   * @param opened whether the files were opened, and not only listed
   * @param records how many there are
   * @param groups records by split, label, method and compression, sorted
   */
  public record Contents(
      String layout, String root, boolean opened, long records, List<Group> groups) {}

  /**
   * What is odd about a dataset.
   *
   * @param problems what the reader could not use, by the code of its kind
   * @param unreadable files that cannot be decoded or have damaged frames, with the reason, by id
   * @param maskLengths masks of another length than their video, by id
   * @param sharedIdentities people who are in more than one split, with these splits
   */
  public record Findings(
      Map<String, Long> problems,
      Map<String, String> unreadable,
      Map<String, String> maskLengths,
      Map<String, List<String>> sharedIdentities) {}

  /**
   * Records that are alike.
   *
   * @param withMask fakes whose mask the dataset has
   * @param derivableMask fakes without one whose mask can be derived from an aligned original
   */
  public record Group(
      String split,
      String label,
      String method,
      String compression,
      long records,
      long withMask,
      long derivableMask) {}

  static DatasetReport of(DatasetListing listing, List<DatasetCheck.Opened> opened, boolean quick) {
    Map<String, String> unreadable = new TreeMap<>();
    Map<String, String> maskLengths = new TreeMap<>();
    for (int i = 0; i < opened.size(); i++) {
      String id = listing.records().get(i).id();
      opened.get(i).unreadable().ifPresent(message -> unreadable.put(id, message));
      opened.get(i).maskLength().ifPresent(message -> maskLengths.put(id, message));
    }
    Map<String, Long> problems = new LinkedHashMap<>();
    listing.problemCounts().forEach((kind, count) -> problems.put(kind.code(), count));
    Map<DatasetProblem.Kind, Integer> shown = new java.util.EnumMap<>(DatasetProblem.Kind.class);
    List<DatasetProblem> examples =
        listing.problems().stream()
            .filter(problem -> shown.merge(problem.kind(), 1, Integer::sum) <= EXAMPLES)
            .sorted(java.util.Comparator.comparing(DatasetProblem::kind))
            .toList();
    return new DatasetReport(
        new Contents(
            listing.layout(),
            String.valueOf(listing.root()),
            !quick,
            listing.records().size(),
            groups(listing.records())),
        new Findings(problems, unreadable, maskLengths, shared(listing.records())),
        listing.notes(),
        examples);
  }

  private static List<Group> groups(List<FaceRecord> records) {
    Map<List<String>, long[]> counts =
        new TreeMap<>(java.util.Comparator.comparing(key -> String.join("\t", key)));
    for (FaceRecord record : records) {
      long[] count =
          counts.computeIfAbsent(
              List.of(
                  record.split(),
                  record.label().key(),
                  record.method(),
                  record.compression().orElse("")),
              key -> new long[3]);
      count[0]++;
      count[1] += record.hasMask() ? 1 : 0;
      count[2] += !record.hasMask() && record.aligned() ? 1 : 0;
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            groups.add(
                new Group(
                    key.get(0), key.get(1), key.get(2), key.get(3), count[0], count[1], count[2])));
    return groups;
  }

  private static Map<String, List<String>> shared(List<FaceRecord> records) {
    Map<String, TreeSet<String>> splits = new TreeMap<>();
    for (FaceRecord record : records) {
      for (String person : record.identities()) {
        splits.computeIfAbsent(person, name -> new TreeSet<>()).add(record.split());
      }
    }
    Map<String, List<String>> shared = new TreeMap<>();
    splits.forEach(
        (person, in) -> {
          if (in.size() > 1) {
            shared.put(person, List.copyOf(in));
          }
        });
    return shared;
  }

  /** Whether something is missing, contradictory or unreadable. */
  public boolean isFaulty() {
    return !findings.unreadable().isEmpty()
        || findings.problems().keySet().stream()
            .anyMatch(code -> !code.equals(DatasetProblem.Kind.UNKNOWN_FILE.code()));
  }

  /** Whether there is something that many datasets have by nature, and some uses cannot bear. */
  public boolean isDoubtful() {
    return !findings.maskLengths().isEmpty()
        || !findings.sharedIdentities().isEmpty()
        || findings.problems().containsKey(DatasetProblem.Kind.UNKNOWN_FILE.code());
  }

  /** The report as lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s at %s: %,d records",
            contents.layout(),
            contents.root(),
            contents.records()));
    notes.forEach(note -> lines.add("  " + note));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %-5s %-24s %-20s %9s %9s %9s",
            "split",
            "label",
            "method",
            "compression",
            "records",
            "masks",
            "derivable"));
    for (Group group : contents.groups()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %-5s %-24s %-20s %,9d %,9d %,9d",
              group.split(),
              group.label(),
              group.method(),
              group.compression(),
              group.records(),
              group.withMask(),
              group.derivableMask()));
    }
    lines.add("");
    findings
        .problems()
        .forEach((code, count) -> lines.add(String.format(Locale.ROOT, "%,9d  %s", count, code)));
    examples.forEach(
        problem ->
            lines.add(
                "           "
                    + problem.kind().code()
                    + ": "
                    + problem.where()
                    + ": "
                    + problem.message()));
    listed(lines, findings.unreadable(), "unreadable");
    listed(lines, findings.maskLengths(), "mask of another length");
    Map<String, String> people = new TreeMap<>();
    findings
        .sharedIdentities()
        .forEach((person, splits) -> people.put(person, String.join(", ", splits)));
    listed(lines, people, "people in more than one split");
    if (!contents.opened()) {
      lines.add("no file was opened (--quick)");
    }
    lines.add(
        isFaulty() ? "something is wrong" : isDoubtful() ? "usable, see above" : "all is well");
    return lines;
  }

  private static void listed(List<String> lines, Map<String, String> found, String what) {
    if (!found.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%,9d  %s", found.size(), what));
      found.entrySet().stream()
          .limit(EXAMPLES)
          .forEach(entry -> lines.add("           " + entry.getKey() + ": " + entry.getValue()));
    }
  }
}
