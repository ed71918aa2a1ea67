package org.delocate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.delocate.detection.Detector;
import org.delocate.detection.Report;
import org.delocate.detection.ScanListener;
import org.delocate.detection.Verdict;
import org.delocate.media.MediaException;
import org.delocate.media.MediaLimits;
import org.delocate.media.MediaReader;
import org.delocate.media.VideoStream;
import org.delocate.network.CheckpointException;
import org.delocate.report.FolderSummary;
import org.delocate.report.ModelSummary;
import org.delocate.report.ReportFormat;
import org.delocate.report.ReportWriter;
import picocli.CommandLine;

/** Scans the inputs of one run, one after the other; one that fails does not stop the others. */
final class ScanRun {
  private final Detector detector;
  private final ModelSummary model;
  private final Set<ReportFormat> formats;
  private final Path out;
  private final boolean allStreams;
  private final PrintWriter results;
  private final PrintWriter messages;
  private final Complaints complaints;

  /**
   * @param allStreams whether every video of a file gets a report of its own
   */
  ScanRun(
      Detector detector,
      Set<ReportFormat> formats,
      Path out,
      boolean allStreams,
      CommandLine command) {
    this.detector = detector;
    this.model = ModelSummary.of(detector.card());
    this.formats = formats;
    this.out = out;
    this.allStreams = allStreams;
    this.results = command.getOut();
    this.messages = command.getErr();
    this.complaints = (Complaints) command.getExecutionExceptionHandler();
  }

  /** Scans all inputs, and adds how each ended to the tally. */
  void scan(ScanInputs inputs, ScanTally tally) {
    double bytes = inputs.bytes();
    long bytesDone = 0;
    int number = 0;
    try (ScanSummary summary = new ScanSummary(out, inputs.areSeveral(), messages);
        Progress progress = Displays.progress(messages);
        CurrentReport unfinished = new CurrentReport()) {
      for (ScanInputs.Input input : inputs.inputs()) {
        number++;
        InputProgress share =
            new InputProgress(
                progress,
                bytesDone / bytes,
                input.bytes() / bytes,
                number + "/" + inputs.inputs().size() + " " + input.path().getFileName());
        share.begin();
        for (Scanned video : videosOf(input)) {
          scan(video, share, unfinished, tally, progress, summary);
        }
        bytesDone += input.bytes();
      }
    }
  }

  /**
   * One report to make.
   *
   * @param name of its folder
   * @param stream the video, if each of several gets a report; empty for the usual one
   */
  private record Scanned(Path path, String name, OptionalInt stream) {

    String label() {
      return stream.isPresent() ? path + ", stream " + stream.getAsInt() : path.toString();
    }
  }

  private List<Scanned> videosOf(ScanInputs.Input input) {
    Scanned usual = new Scanned(input.path(), input.reportName(), OptionalInt.empty());
    if (!allStreams) {
      return List.of(usual);
    }
    List<VideoStream> streams;
    try {
      streams = MediaReader.streamsOf(input.path(), MediaLimits.defaults());
    } catch (MediaException e) {
      return List.of(usual); // the scan will say why it cannot be read
    }
    if (streams.size() < 2) {
      return List.of(usual);
    }
    return streams.stream()
        .map(
            stream ->
                new Scanned(
                    input.path(),
                    input.reportName() + "-stream-" + stream.index(),
                    OptionalInt.of(stream.index())))
        .toList();
  }

  private void scan(
      Scanned input,
      InputProgress share,
      CurrentReport unfinished,
      ScanTally tally,
      Progress progress,
      ScanSummary summary) {
    try (ReportFolder folder = ReportFolder.start(out, input.name())) {
      unfinished.is(folder);
      Report report = writeReport(input, folder, share);
      Path finished = folder.finish();
      unfinished.none();
      progress.clear();
      tally.add(report.verdict());
      summary.add(input.name(), report, finished);
      PrintWriter stream = report.verdict() instanceof Verdict.Failed ? messages : results;
      String page = FolderSummary.fileToOpen(finished).orElse(input.name());
      stream.println(VerdictLine.of(input.label(), input.path(), report, out.resolve(page)));
      stream.flush();
    } catch (MediaException | IOException e) {
      progress.clear();
      summary.addFailure(input.name(), input.path(), MediaException.Reason.WRITE_FAILED.code());
      messages.println(
          "delocate: "
              + input.label()
              + ": "
              + VerdictLine.withoutName(input.path(), String.valueOf(e.getMessage())));
      tally.addFailure();
    } catch (CheckpointException e) {
      progress.clear();
      throw e; // no other input would fare better
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.clear();
      summary.addFailure(input.name(), input.path(), "internal_error");
      messages.println("delocate: " + input.label() + ":");
      complaints.complain(e, messages);
      tally.addInternalError();
    }
  }

  private Report writeReport(Scanned input, ReportFolder folder, ScanListener share) {
    try (ReportWriter writer = ReportWriter.open(input.path(), folder.partial(), formats, model)) {
      ScanListener listener = share.and(writer);
      Report report =
          input.stream().isPresent()
              ? detector.scanStream(input.path(), input.stream().getAsInt(), listener)
              : detector.scan(input.path(), listener);
      writer.write(report);
      return report;
    }
  }
}
