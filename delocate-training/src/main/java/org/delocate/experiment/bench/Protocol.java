package org.delocate.experiment.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.metrics.Bootstrap;
import org.delocate.network.model.Checkpoint;

/** What stands beside the numbers of every experiment. */
public final class Protocol {

  private Protocol() {}

  /** Data, sample and intervals of a measurement; an experiment adds its own lines. */
  public static Map<String, String> of(Workbench bench, List<FaceEntry> entries) {
    Map<String, String> protocol = new LinkedHashMap<>();
    long forged = entries.stream().filter(entry -> entry.label() == Label.FAKE).count();
    protocol.put(
        "data",
        String.format(
            Locale.ROOT,
            "store %s; splits %s; sources %s",
            bench.settings().store().getFileName(),
            distinct(entries.stream().map(FaceEntry::split).toList()),
            distinct(entries.stream().map(FaceEntry::source).toList())));
    protocol.put(
        "faces",
        String.format(
            Locale.ROOT,
            "%,d, of them %,d forged; whole videos drawn by chance (seed %d) where the budget does"
                + " not reach for all",
            entries.size(),
            forged,
            bench.settings().seed()));
    protocol.put("level", "video: mean of a person's frames, the most suspicious person");
    protocol.put(
        "interval",
        "95 % percentile bootstrap over original videos, "
            + Bootstrap.standard().resamples()
            + " draws");
    protocol.put(
        "skipped",
        bench.store().skipped().stream().filter(record -> !record.reason().partial()).count()
            + " records of the store gave no face (all splits)");
    return protocol;
  }

  public static void addModel(Map<String, String> protocol, Checkpoint model) {
    protocol.put("model", model.card().name() + ", weights " + model.weights().sha256());
    protocol.put("score", model.card().scoreInWords());
    protocol.put(
        "threshold", model.card().calibration().threshold() + " on the calibrated probability");
  }

  private static String distinct(List<String> names) {
    return names.stream().distinct().sorted().collect(Collectors.joining(", "));
  }
}
