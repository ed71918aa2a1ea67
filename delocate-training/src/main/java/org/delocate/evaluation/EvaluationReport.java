package org.delocate.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.metrics.MaskSample;

/**
 * An evaluation with its protocol: what {@code metrics.json} and {@code scores.csv} hold.
 *
 * @param protocol what was done, by name: data, split, level, face choice, threshold, interval,
 *     seed, model, versions
 * @param metrics numbers of each set of faces, by the set's name
 * @param faces every score
 */
public record EvaluationReport(
    Map<String, String> protocol, Map<String, FaceMetrics> metrics, List<EvaluatedFace> faces) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes both files into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("metrics.json"), json());
      Files.writeString(folder.resolve("scores.csv"), scores());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  private String json() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode how = root.putObject("protocol");
    protocol.forEach(how::put);
    ObjectNode sets = root.putObject("metrics");
    metrics.forEach(
        (name, set) -> {
          ObjectNode node = sets.putObject(name);
          node.put("faces", set.faces());
          node.put("forged", set.forged());
          node.put("withTruth", set.withTruth());
          set.values()
              .forEach(
                  (metric, interval) -> {
                    // A number without meaning is absent, not zero.
                    if (Double.isFinite(interval.value())) {
                      ObjectNode value = node.putObject(metric);
                      value.put("value", rounded(interval.value()));
                      value.put("low", rounded(interval.low()));
                      value.put("high", rounded(interval.high()));
                    }
                  });
        });
    return JSON.writeValueAsString(root) + "\n";
  }

  private static Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e5) / 1e5 : null;
  }

  private String scores() {
    StringBuilder text =
        new StringBuilder("key,group,label,method,source,logit,eyes,cheekAndNose,lips,iou\n");
    for (EvaluatedFace face : faces) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%s,%.5f,%.6f,%.6f,%.6f,%s%n",
              face.key(),
              face.group(),
              face.label().key(),
              face.method(),
              face.source(),
              face.logit(),
              face.eyesError(),
              face.cheekAndNoseError(),
              face.lipsError(),
              face.mask()
                  .filter(MaskSample::forged)
                  .map(mask -> String.format(Locale.ROOT, "%.4f", mask.intersectionOverUnion()))
                  .orElse("")));
    }
    return text.toString();
  }

  /** The numbers as a table for people, with the protocol under it. */
  public String table() {
    StringBuilder text = new StringBuilder();
    metrics.forEach(
        (name, set) -> {
          text.append(
              String.format(
                  Locale.ROOT, "%n%s: %d faces, %d forged%n", name, set.faces(), set.forged()));
          set.values()
              .forEach(
                  (metric, interval) -> {
                    if (Double.isFinite(interval.value())) {
                      text.append(
                          String.format(Locale.ROOT, "  %-30s %s%n", metric, interval.format()));
                    }
                  });
        });
    text.append(String.format("%nProtocol%n"));
    protocol.forEach((key, value) -> text.append(String.format("  %-10s %s%n", key, value)));
    return text.toString();
  }
}
