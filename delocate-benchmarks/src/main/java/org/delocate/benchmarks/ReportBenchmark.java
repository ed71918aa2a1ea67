package org.delocate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.delocate.detection.Detector;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Report;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.detection.words.ModelSummary;
import org.delocate.media.read.MediaInfo;
import org.delocate.report.ReportFormat;
import org.delocate.report.ReportWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From what a scan says while it runs to {@code report.json} and {@code report.html}. */
@State(Scope.Benchmark)
public class ReportBenchmark extends ScanPart {

  private static final Set<ReportFormat> FORMATS = EnumSet.of(ReportFormat.JSON, ReportFormat.HTML);

  private Path clip;
  private Path folder;
  private ModelSummary model;
  private Heard heard;
  private Report report;

  /** Scans the clip once. */
  @Setup
  public void scan() throws IOException {
    clip = Samples.clip();
    folder = Files.createTempDirectory("delocate-benchmarks-");
    heard = new Heard();
    try (Detector detector = Detector.open(Samples.model(), DetectorOptions.defaults())) {
      model = ModelSummary.of(detector.card());
      report = detector.scan(clip, heard);
    }
  }

  /** Both files of a scan of 32 frames, with all pictures in them; returns the bytes written. */
  @Benchmark
  public long jsonAndHtml() throws IOException {
    try (ReportWriter writer = ReportWriter.open(clip, folder, FORMATS, model)) {
      heard.repeat(writer);
      writer.write(report);
    }
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Removes what was written. */
  @TearDown
  public void remove() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** What a scan said, to be said again. */
  private static final class Heard implements ScanListener {
    private MediaInfo info;
    private final List<ScoredFrame> frames = new ArrayList<>();
    private Map<Integer, Integer> people = Map.of();

    @Override
    public void started(MediaInfo started) {
      info = started;
    }

    @Override
    public void frameScored(ScoredFrame frame) {
      frames.add(frame);
    }

    @Override
    public void people(Map<Integer, Integer> personOfTrack) {
      people = Map.copyOf(personOfTrack);
    }

    void repeat(ScanListener listener) {
      listener.started(info);
      frames.forEach(listener::frameScored);
      listener.people(people);
    }
  }
}
