package org.delocate.cli.scan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.Complaints;
import org.delocate.cli.option.UsageException;
import org.delocate.detection.words.VerdictWords;
import org.delocate.media.library.MediaException;
import org.delocate.network.weights.CheckpointException;
import org.delocate.report.FolderSummary;
import org.delocate.report.SummaryRow;
import org.delocate.worker.WorkerFailure;
import picocli.CommandLine;

/** Scans the inputs of one run, one after the other; one that fails does not stop the others. */
final class ScanRun {
  private final Scanner scanner;
  private final Path out;
  private final boolean allStreams;
  private final PrintWriter results;
  private final PrintWriter messages;
  private final Complaints complaints;

  /**
   * @param allStreams whether every video of a file gets a report of its own
   */
  ScanRun(Scanner scanner, Path out, boolean allStreams, CommandLine command) {
    this.scanner = scanner;
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
    List<Integer> streams;
    try {
      streams = scanner.streamsOf(input.path());
    } catch (MediaException | WorkerFailure e) {
      return List.of(usual); // the scan will say why it cannot be read
    }
    if (streams.size() < 2) {
      return List.of(usual);
    }
    return streams.stream()
        .map(
            stream ->
                new Scanned(
                    input.path(), input.reportName() + "-stream-" + stream, OptionalInt.of(stream)))
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
      Scanner.Outcome outcome = scanner.scan(input.path(), input.stream(), folder.partial(), share);
      Path finished = folder.finish();
      unfinished.none();
      progress.clear();
      SummaryRow row =
          SummaryRow.of(outcome.header(), outcome.provenance(), FolderSummary.fileToOpen(finished));
      tally.add(row.outcome());
      summary.add(input.name(), row);
      PrintWriter stream = row.outcome() == SummaryRow.Outcome.FAILED ? messages : results;
      String page = FolderSummary.fileToOpen(finished).orElse(input.name());
      stream.println(input.label() + ": " + outcome.line() + " (" + out.resolve(page) + ")");
      stream.flush();
    } catch (WorkerFailure e) {
      progress.clear();
      failed(input, e, tally, summary);
    } catch (MediaException | IOException e) {
      progress.clear();
      summary.addFailure(input.name(), input.path(), MediaException.Reason.WRITE_FAILED.code());
      messages.println(
          "delocate: "
              + input.label()
              + ": "
              + VerdictWords.withoutName(input.path().toString(), String.valueOf(e.getMessage())));
      tally.addFailure();
    } catch (CheckpointException e) {
      progress.clear();
      throw e; // no other input would fare better
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.clear();
      summary.addFailure(input.name(), input.path(), "internal_error");
      messages.println("delocate: " + input.label() + ":");
      complaints.complain(e, messages);
      tally.addInternalError();
    }
  }

  private void failed(Scanned input, WorkerFailure failure, ScanTally tally, ScanSummary summary) {
    if (failure.reason() == WorkerFailure.Reason.WORKER_UNAVAILABLE) {
      throw new UsageException(failure.getMessage(), failure);
    }
    summary.addFailure(input.name(), input.path(), failure.code());
    messages.println(
        "delocate: " + input.label() + ": failed, " + failure.code() + ": " + failure.getMessage());
    if (failure.reason() == WorkerFailure.Reason.INTERNAL_ERROR) {
      tally.addInternalError();
    } else {
      tally.addFailure();
    }
  }
}
