package org.delocate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import org.delocate.detection.Detector;
import org.delocate.detection.Report;
import org.delocate.detection.ScanListener;
import org.delocate.detection.Verdict;
import org.delocate.media.MediaException;
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
  private final PrintWriter results;
  private final PrintWriter messages;
  private final Complaints complaints;

  ScanRun(Detector detector, Set<ReportFormat> formats, Path out, CommandLine command) {
    this.detector = detector;
    this.model = ModelSummary.of(detector.card());
    this.formats = formats;
    this.out = out;
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
        scan(input, share, unfinished, tally, progress, summary);
        bytesDone += input.bytes();
      }
    }
  }

  private void scan(
      ScanInputs.Input input,
      InputProgress share,
      CurrentReport unfinished,
      ScanTally tally,
      Progress progress,
      ScanSummary summary) {
    try (ReportFolder folder = ReportFolder.start(out, input.reportName())) {
      unfinished.is(folder);
      Report report = writeReport(input, folder, share);
      Path finished = folder.finish();
      unfinished.none();
      progress.clear();
      tally.add(report.verdict());
      summary.add(input.reportName(), report, finished);
      PrintWriter stream = report.verdict() instanceof Verdict.Failed ? messages : results;
      String page = FolderSummary.fileToOpen(finished).orElse(input.reportName());
      stream.println(VerdictLine.of(input.path(), report, out.resolve(page)));
      stream.flush();
    } catch (MediaException | IOException e) {
      progress.clear();
      summary.addFailure(
          input.reportName(), input.path(), MediaException.Reason.WRITE_FAILED.code());
      messages.println(
          "delocate: "
              + input.path()
              + ": "
              + VerdictLine.withoutName(input.path(), String.valueOf(e.getMessage())));
      tally.addFailure();
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.clear();
      summary.addFailure(input.reportName(), input.path(), "internal_error");
      messages.println("delocate: " + input.path() + ":");
      complaints.complain(e, messages);
      tally.addInternalError();
    }
  }

  private Report writeReport(ScanInputs.Input input, ReportFolder folder, ScanListener share) {
    try (ReportWriter writer = ReportWriter.open(input.path(), folder.partial(), formats, model)) {
      Report report = detector.scan(input.path(), share.and(writer));
      writer.write(report);
      return report;
    }
  }
}
