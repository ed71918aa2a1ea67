package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.delocate.detection.Detector;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.words.ModelSummary;
import org.delocate.detection.words.VerdictWords;
import org.delocate.media.file.FolderContents;
import org.delocate.media.file.MediaFiles;
import org.delocate.media.file.VideoStream;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.report.JsonReport;
import org.delocate.report.ReportWriter;

/** Scans with a detector that stays open from task to task. */
final class DetectionRunner implements TaskRunner {

  private static final ObjectMapper MAPPER = WorkerChannel.mapper();

  private final Detector detector;
  private final ModelSummary model;
  private final int threads;

  private DetectionRunner(Detector detector, int threads) {
    this.detector = detector;
    this.model = ModelSummary.of(detector.card());
    this.threads = threads;
  }

  /**
   * Loads the networks.
   *
   * @throws org.delocate.network.weights.CheckpointException if the checkpoint cannot be used
   */
  static DetectionRunner open(WorkerOptions options) {
    return new DetectionRunner(
        Detector.open(options.checkpoint(), options.detectorOptions()), options.threads());
  }

  @Override
  public JsonNode run(WorkerTask task, Progress progress) {
    if (task instanceof WorkerTask.Scan scan) {
      return MAPPER.valueToTree(scan(scan, progress));
    }
    if (task instanceof WorkerTask.Preview preview) {
      return MAPPER.valueToTree(
          new Preview(Path.of(preview.input()), Path.of(preview.folder()), threads)
              .write(progress));
    }
    if (task instanceof WorkerTask.Streams streams) {
      List<VideoStream> found =
          MediaReader.streamsOf(Path.of(streams.input()), MediaLimits.defaults());
      return MAPPER.valueToTree(found.stream().map(VideoStream::index).toList());
    }
    FolderContents contents = MediaFiles.search(Path.of(((WorkerTask.Search) task).folder()));
    ObjectNode found = MAPPER.createObjectNode();
    contents.media().forEach(file -> found.withArray("media").add(file.toString()));
    return found
        .put("appleDoubles", contents.appleDoubles())
        .put("others", contents.others())
        .put("unreadable", contents.unreadable());
  }

  private ScanResult scan(WorkerTask.Scan task, Progress progress) {
    Path input = Path.of(task.input());
    Path folder = Path.of(task.folder());
    try (ReportWriter writer = ReportWriter.open(input, folder, task.formats(), model);
        Glimpses glimpses = task.pictures() ? new Glimpses(folder) : Glimpses.none()) {
      ScanListener listener = new Signs(progress).and(writer).and(glimpses);
      Report report =
          task.stream() >= 0
              ? detector.scanStream(input, task.stream(), listener)
              : detector.scan(input, listener);
      Report named = named(report, input, task.shownName());
      writer.write(named);
      glimpses.write();
      return new ScanResult(
          JsonReport.header(named),
          JsonReport.provenance(named),
          VerdictWords.line(named),
          named.verdict().message(),
          (int) named.tracks().stream().filter(track -> !track.frames().isEmpty()).count(),
          named.input().media().map(MediaInfo::picture).orElse(false),
          named.provenance().seconds());
    }
  }

  /** Passes frames on as signs of life. */
  private record Signs(Progress progress) implements ScanListener {
    @Override
    public void progress(long framesDone, long framesTotal) {
      progress.report(framesDone, framesTotal);
    }
  }

  /**
   * The report under the name that the user knows: a stored upload is called by its digest, which
   * says nothing to anybody.
   */
  private static Report named(Report report, Path input, String shownName) {
    if (shownName.equals(input.toString())) {
      return report;
    }
    InputFacts facts = report.input();
    List<TrackFinding> tracks = report.tracks();
    String message =
        report
            .verdict()
            .message()
            .replace(input.toString(), shownName)
            .replace(String.valueOf(input.getFileName()), shownName);
    return new Report(
        new InputFacts(
            shownName,
            facts.sha256(),
            facts.media(),
            facts.framesDecoded(),
            facts.framesSkipped(),
            facts.framesDamaged(),
            facts.framesMissing(),
            facts.streams()),
        report.verdict().withMessage(message),
        tracks,
        report.provenance());
  }
}
