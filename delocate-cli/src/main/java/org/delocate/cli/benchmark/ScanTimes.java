package org.delocate.cli.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;

/**
 * How long a scan takes, and what takes the time.
 *
 * @param threads of the networks and of the decoder
 * @param precision that the networks calculated in
 * @param runs that were measured, after one that warmed up
 * @param engineSeconds until the engine was there, once
 * @param openSeconds until the model was read from its file, checked and ready, once, from there on
 * @param median the run of median length
 */
record ScanTimes(
    int threads,
    Precision precision,
    int runs,
    double engineSeconds,
    double openSeconds,
    StageTimes median) {

  static ScanTimes measure(
      Path video, Supplier<Checkpoint> model, DetectorOptions options, int runs) {
    long start = System.nanoTime();
    if (!FaceAnalyzer.isForOnnx(options.precision())) { // which asking loads
      Engine.start();
    }
    long started = System.nanoTime();
    Checkpoint checkpoint = model.get();
    NetworkConfiguration networks = checkpoint.card().networks();
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(
            checkpoint, new AnalyzerOptions(options.threads(), options.precision()))) {
      double openSeconds = (System.nanoTime() - started) / 1e9;
      StageTimes.measure(video, analyzer, networks, options);
      List<StageTimes> measured = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        measured.add(StageTimes.measure(video, analyzer, networks, options));
      }
      measured.sort(Comparator.comparingDouble(StageTimes::totalSeconds));
      return new ScanTimes(
          options.threads(),
          analyzer.precision(),
          runs,
          (started - start) / 1e9,
          openSeconds,
          measured.get(runs / 2));
    }
  }

  private String numbers() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private double millisecondsPerFace() {
    return median.faces() == 0 ? 0 : median.networkSeconds() * 1000 / median.faces();
  }

  String asText() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d threads, %s, median of %d runs after a warm-up",
            threads,
            numbers(),
            runs));
    lines.add(once("engine", engineSeconds));
    lines.add(once("open model", openSeconds));
    lines.add(stage("decode", median.decodeSeconds()));
    lines.add(stage("faces", median.faceSeconds()));
    lines.add(stage("networks", median.networkSeconds()));
    lines.add(stage("whole scan", median.totalSeconds()));
    lines.add(
        String.format(
            Locale.ROOT,
            "networks: %.1f ms a face, %d faces",
            millisecondsPerFace(),
            median.faces()));
    if (median.videoSeconds() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%.1f times real time (a video of %.1f s)",
              median.videoSeconds() / median.totalSeconds(),
              median.videoSeconds()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String once(String name, double seconds) {
    return String.format(Locale.ROOT, "%-11s %7.3f s, once", name, seconds);
  }

  private String stage(String name, double seconds) {
    double share = 100 * seconds / median.totalSeconds();
    return String.format(Locale.ROOT, "%-11s %7.3f s %5.1f %%", name, seconds, share);
  }

  String asJson() {
    return String.format(
        Locale.ROOT,
        "{\"threads\": %d, \"precision\": \"%s\", \"runs\": %d,"
            + " \"engineSeconds\": %.3f, \"openSeconds\": %.3f,"
            + " \"videoSeconds\": %.3f, \"totalSeconds\": %.3f,"
            + " \"decodeSeconds\": %.3f, \"faceSeconds\": %.3f, \"networkSeconds\": %.3f, \"faces\": %d,"
            + " \"networkMillisecondsPerFace\": %.2f}",
        threads,
        numbers(),
        runs,
        engineSeconds,
        openSeconds,
        median.videoSeconds(),
        median.totalSeconds(),
        median.decodeSeconds(),
        median.faceSeconds(),
        median.networkSeconds(),
        median.faces(),
        millisecondsPerFace());
  }
}
