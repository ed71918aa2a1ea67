package org.delocate.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.delocate.metrics.Interval;

/** {@code metrics.json}: protocol, counts and numbers, for programs. */
final class MetricsJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MetricsJson() {}

  static String of(EvaluationReport report) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode how = root.putObject("protocol");
    report.protocol().forEach(how::put);
    ObjectNode decision = root.putObject("decision");
    decision.put("threshold", report.decision().threshold());
    decision.put("authenticBelow", report.decision().authenticBelow());
    decision.put("temperature", report.decision().calibrator().temperature());
    decision.put("bias", report.decision().calibrator().bias());
    ObjectNode skipped = root.putObject("skippedRecordsOfStore");
    report.skipped().forEach(skipped::put);
    ObjectNode sets = root.putObject("metrics");
    report
        .metrics()
        .forEach(
            (name, set) -> {
              ObjectNode node = sets.putObject(name);
              ObjectNode counts = node.putObject("counts");
              set.counts().byName().forEach(counts::put);
              put(node.putObject("frame"), set.frame());
              put(node.putObject("video"), set.video());
              put(node.putObject("recoveryErrorAreaUnderRoc"), set.recovery());
              put(node.putObject("mappingDiscrepancyAreaUnderRoc"), set.discrepancy());
              set.masks()
                  .forEach(
                      (truth, painters) -> {
                        ObjectNode against = node.withObject("/masks").putObject(truth.key());
                        painters.forEach(
                            (painter, values) -> put(against.putObject(painter.key()), values));
                      });
            });
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /** A number without meaning is absent, not zero. */
  private static void put(ObjectNode node, Map<String, Interval> values) {
    values.forEach(
        (metric, interval) -> {
          if (Double.isFinite(interval.value())) {
            ObjectNode value = node.putObject(metric);
            value.put("value", rounded(interval.value()));
            value.put("low", rounded(interval.low()));
            value.put("high", rounded(interval.high()));
          }
        });
  }

  private static Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e5) / 1e5 : null;
  }
}
