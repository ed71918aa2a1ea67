package org.delocate.cli.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.delocate.network.analysis.NetworkBenchmark;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;

/**
 * How fast the networks alone are, in each precision.
 *
 * @param configuration of the networks
 * @param calls that were measured, after one that warmed up
 * @param results one for each precision
 */
record NetworkTimes(
    NetworkConfiguration configuration, int calls, List<NetworkBenchmark.Result> results) {

  static NetworkTimes measure(Checkpoint checkpoint, int threads, int faces, int calls) {
    return new NetworkTimes(
        checkpoint.card().networks(),
        calls,
        NetworkBenchmark.run(checkpoint, threads, faces, calls));
  }

  static NetworkTimes measure(
      NetworkConfiguration configuration, int threads, int faces, int calls) {
    return new NetworkTimes(
        configuration, calls, NetworkBenchmark.run(configuration, threads, faces, calls));
  }

  String asText() {
    NetworkBenchmark.Result any = results.get(0);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "networks of size %s, %d threads, %d faces a call, fastest of %d calls",
                configuration.size(),
                any.threads(),
                any.faces(),
                calls));
    for (NetworkBenchmark.Result result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-5s %7.2f ms a face in %s",
              name(result),
              result.millisecondsPerFace(),
              result.library()));
    }
    return text.toString();
  }

  /** With all that another program needs to measure the same networks. */
  String asJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("threads", results.get(0).threads());
    json.put("faces", results.get(0).faces());
    json.put("calls", calls);
    ObjectNode times = json.putObject("millisecondsPerFace");
    results.forEach(result -> times.put(name(result), result.millisecondsPerFace()));
    json.put("maskedPatches", NetworkBenchmark.maskedPatches(configuration));
    json.set("configuration", mapper.valueToTree(configuration));
    return json.toString();
  }

  private static String name(NetworkBenchmark.Result result) {
    return result.precision().name().toLowerCase(Locale.ROOT);
  }
}
