package org.delocate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfoCommandTest {
  @TempDir private Path model;
  private final CommandRun run = new CommandRun();

  @Test
  void showsVersionsAndWhatTheModelSaysOfItself() {
    SmallModel.writeTo(model);
    assertThat(run.execute("info", "--model", model.toString())).isZero();
    assertThat(run.out())
        .containsPattern("LibTorch \\d")
        .containsPattern("FFmpeg \\d")
        .contains("untrained", "trained on nothing")
        .doesNotContain("unknown");
  }

  @Test
  void showsWhatEachNetworkCosts() {
    SmallModel.writeTo(model);
    assertThat(run.execute("info", "--model", model.toString())).isZero();
    Map<String, Long> parameters = new LinkedHashMap<>();
    Matcher line =
        Pattern.compile(
                "(?m)^Networks? +(\\w+(?: \\w+)?) +([\\d,]+) parameters, +([\\d,.]+) million.*")
            .matcher(run.out());
    while (line.find()) {
      parameters.put(line.group(1), Long.parseLong(line.group(2).replace(",", "")));
      assertThat(Double.parseDouble(line.group(3).replace(",", ""))).isPositive();
    }
    assertThat(parameters)
        .containsOnlyKeys("recovering", "mapping", "localization", "classifier", "in all");
    long total = parameters.remove("in all");
    assertThat(parameters.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
  }

  @Test
  void theCardIsJsonAndNothingElse() throws IOException {
    SmallModel.writeTo(model);
    assertThat(run.execute("info", "--card", "--model", model.toString())).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).get("name").asText()).isEqualTo("untrained");
  }

  @Test
  void theNetworksAreMeasuredAloneInBothPrecisions() throws IOException {
    SmallModel.writeTo(model);
    String[] arguments = {"benchmark", "--networks", "--faces", "2", "--runs", "1", "--json"};
    String[] withModel = Arrays.copyOf(arguments, arguments.length + 2);
    withModel[arguments.length] = "--model";
    withModel[arguments.length + 1] = model.toString();
    assertThat(run.execute(withModel)).isZero();
    JsonNode times = new ObjectMapper().readTree(run.out());
    assertThat(times.at("/millisecondsPerFace/fp32").asDouble()).isPositive();
    assertThat(times.at("/millisecondsPerFace/bf16").asDouble()).isPositive();
    assertThat(times.at("/configuration/recovering/encoderWidth").asInt()).isEqualTo(32);
    assertThat(times.at("/maskedPatches").asInt()).isPositive();
  }

  @Test
  void aBenchmarkNeedsAVideoOrTheNetworks() {
    assertThat(run.execute("benchmark")).isEqualTo(2);
    assertThat(new CommandRun().execute("benchmark", "--networks", "--size", "giant")).isEqualTo(2);
    assertThat(run.err()).contains("name a video");
    assertThat(new CommandRun().execute("benchmark", "one.mp4", "another.mp4")).isEqualTo(2);
  }

  @Test
  void memoryIsMeasuredOverManyScansOfSeveralInputs() throws IOException {
    SmallModel.writeTo(model);
    assertThat(
            run.execute(
                "benchmark",
                "../samples/astronaut-real.mp4",
                "../samples/source/astronaut.jpg",
                "pom.xml",
                "--frames",
                "1",
                "--scans",
                "10",
                "--json",
                "--model",
                model.toString()))
        .isZero();
    JsonNode memory = new ObjectMapper().readTree(run.out());
    assertThat(memory.get("scans").asInt()).isEqualTo(10);
    assertThat(memory.get("earlyMegabytes").asDouble()).isPositive();
    assertThat(memory.get("mostMegabytes").asDouble())
        .isGreaterThanOrEqualTo(memory.get("lateMegabytes").asDouble());
    assertThat(new CommandRun().execute("benchmark", "pom.xml", "--scans", "9")).isEqualTo(2);
  }

  @Test
  void theBenchmarkSharesOutTheWholeTime() throws IOException {
    SmallModel.writeTo(model);
    assertThat(
            run.execute(
                "benchmark",
                "../samples/astronaut-real.mp4",
                "--frames",
                "2",
                "--runs",
                "1",
                "--json",
                "--model",
                model.toString()))
        .isZero();
    JsonNode times = new ObjectMapper().readTree(run.out());
    assertThat(times.at("/openSeconds").asDouble()).isPositive();
    double parts = 0;
    for (String stage : new String[] {"decodeSeconds", "faceSeconds", "networkSeconds"}) {
      assertThat(times.get(stage).asDouble()).isPositive();
      parts += times.get(stage).asDouble();
    }
    assertThat(times.get("faces").asInt()).isEqualTo(2);
    assertThat(times.get("totalSeconds").asDouble()).isCloseTo(parts, within(0.01));
  }
}
