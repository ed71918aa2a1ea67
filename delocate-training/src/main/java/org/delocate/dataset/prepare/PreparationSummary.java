package org.delocate.dataset.prepare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;

/**
 * What a preparation left behind, earlier runs included.
 *
 * @param records records that were planned
 * @param faces faces in the store
 * @param masks how many of them have a mask
 * @param groups faces by {@code split label method source}, sorted
 * @param skipped records that gave no face, by reason
 * @param problems what the reader could not use, by kind
 * @param resumedRecords records that an earlier run had done
 * @param seconds time of this run
 */
public record PreparationSummary(
    long records,
    long faces,
    long masks,
    Map<String, Long> groups,
    Map<SkippedRecord.Reason, Long> skipped,
    Map<DatasetProblem.Kind, Long> problems,
    long resumedRecords,
    double seconds) {

  static PreparationSummary of(
      FaceStore store, DatasetListing listing, long resumedRecords, double seconds) {
    Map<String, Long> groups = new TreeMap<>();
    for (FaceEntry entry : store.entries()) {
      groups.merge(
          String.join(" ", entry.split(), entry.label().key(), entry.method(), entry.source()),
          1L,
          Long::sum);
    }
    Map<SkippedRecord.Reason, Long> skipped = new EnumMap<>(SkippedRecord.Reason.class);
    store.skipped().forEach(record -> skipped.merge(record.reason(), 1L, Long::sum));
    return new PreparationSummary(
        store.description().plan().records(),
        store.entries().size(),
        store.entries().stream().filter(entry -> entry.mask().isPresent()).count(),
        groups,
        skipped,
        listing.problemCounts(),
        resumedRecords,
        seconds);
  }

  /** The summary as lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d records gave %,d faces, %,d with a mask, in %.0f s%s",
            records,
            faces,
            masks,
            seconds,
            resumedRecords == 0
                ? ""
                : String.format(Locale.ROOT, " (%,d records were done before)", resumedRecords)));
    groups.forEach(
        (group, count) -> lines.add(String.format(Locale.ROOT, "  %,9d  %s", count, group)));
    skipped.forEach(
        (reason, count) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  %,9d  %s: %s",
                    count,
                    reason.partial() ? "partly stored" : "skipped",
                    reason.code())));
    problems.forEach(
        (kind, count) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  %,9d  not usable in the dataset: %s",
                    count,
                    kind.name().toLowerCase(Locale.ROOT))));
    return lines;
  }
}
