package org.delocate.cli.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.delocate.network.analysis.NetworkBenchmark;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.training.measure.TrainingBenchmark;

/**
 * How long a step of training takes, in both stages and precisions.
 *
 * @param configuration of the networks
 * @param steps that were measured, after some that warmed up
 * @param results one for each stage and precision
 */
record TrainingTimes(
    NetworkConfiguration configuration,
    int threads,
    int steps,
    List<TrainingBenchmark.Result> results) {

  static TrainingTimes measure(
      NetworkConfiguration configuration, int threads, int faces, int steps) {
    return new TrainingTimes(
        configuration, threads, steps, TrainingBenchmark.run(configuration, threads, faces, steps));
  }

  String asText() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "a step of training, networks of size %s, %d threads, fastest of %d",
                configuration.size(),
                threads,
                steps));
    for (TrainingBenchmark.Result result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-12s %-4s %8.1f ms, %d faces",
              result.stage(),
              name(result),
              result.milliseconds(),
              result.faces()));
    }
    return text.toString();
  }

  /** With all that another program needs to measure the same steps. */
  String asJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("threads", threads);
    json.put("steps", steps);
    ObjectNode times = json.putObject("millisecondsPerStep");
    ObjectNode faces = json.putObject("faces");
    for (TrainingBenchmark.Result result : results) {
      faces.put(result.stage(), result.faces());
      times.withObjectProperty(result.stage()).put(name(result), result.milliseconds());
    }
    json.put("maskedPatches", NetworkBenchmark.maskedPatches(configuration));
    json.set("configuration", mapper.valueToTree(configuration));
    return json.toString();
  }

  private static String name(TrainingBenchmark.Result result) {
    return result.precision().name().toLowerCase(Locale.ROOT);
  }
}
