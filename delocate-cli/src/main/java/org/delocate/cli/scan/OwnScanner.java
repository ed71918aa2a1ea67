package org.delocate.cli.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.delocate.detection.Detector;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Report;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.words.ModelSummary;
import org.delocate.detection.words.VerdictWords;
import org.delocate.media.file.FolderContents;
import org.delocate.media.file.MediaFiles;
import org.delocate.media.file.VideoStream;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.network.model.Checkpoint;
import org.delocate.report.JsonReport;
import org.delocate.report.ReportFormat;
import org.delocate.report.ReportWriter;

/** Scans in this process. */
final class OwnScanner implements Scanner {
  private final Set<ReportFormat> formats;
  private final Detector detector;
  private final ModelSummary model;

  OwnScanner(Checkpoint checkpoint, DetectorOptions options, Set<ReportFormat> formats) {
    this.formats = formats;
    this.detector = Detector.opening(checkpoint, options);
    this.model = ModelSummary.of(detector.card());
  }

  @Override
  public FolderContents search(Path folder) {
    return MediaFiles.search(folder);
  }

  @Override
  public List<Integer> streamsOf(Path input) {
    return MediaReader.streamsOf(input, MediaLimits.defaults()).stream()
        .map(VideoStream::index)
        .toList();
  }

  @Override
  public Outcome scan(Path input, OptionalInt stream, Path folder, ScanListener progress) {
    try (ReportWriter writer = ReportWriter.open(input, folder, formats, model)) {
      ScanListener listener = progress.and(writer);
      Report report =
          stream.isPresent()
              ? detector.scanStream(input, stream.getAsInt(), listener)
              : detector.scan(input, listener);
      writer.write(report);
      return new Outcome(
          JsonReport.header(report), JsonReport.provenance(report), VerdictWords.line(report));
    }
  }

  @Override
  public void close() {
    detector.close();
  }
}
