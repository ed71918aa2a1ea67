package org.delocate.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.delocate.media.read.ImageFiles;

/**
 * What a run tells of itself while it goes on: {@code log.csv} and {@code validation.csv}, event
 * files for TensorBoard, and a page.
 */
public final class RunJournal {

  /** What the log holds of every line beside the losses. */
  private static final List<String> PACE =
      List.of("gradientNorm", "learningRate", "facesPerSecond", "waitedShare");

  private final RunFolder run;
  private final RunLog log;
  private final RunLog validationLog;
  private final RunPage page;
  private EventFile events;
  private long bestStep = -1;

  public RunJournal(
      RunFolder run,
      RunPage.Subject subject,
      List<String> lossNames,
      List<String> validationNames) {
    this.run = run;
    this.page = new RunPage(run, subject, PACE);
    List<String> columns = new ArrayList<>(lossNames);
    columns.addAll(PACE);
    this.log = new RunLog(run.file("log.csv"), columns);
    this.validationLog = new RunLog(run.file("validation.csv"), validationNames);
  }

  /**
   * Begins, or goes on after what is known of a resumed run: what was written of later steps is
   * void.
   *
   * @param done steps done
   * @param best steps done at the best validation so far; below 0 if there was none
   */
  public void startAt(long done, long best) {
    log.startAt(done + 1);
    validationLog.startAt(done + 1);
    events = EventFile.start(run.folder(), done + 1);
    bestStep = best;
    write(RunStatus.RUNNING, "", done);
  }

  /**
   * Writes means over the last few steps.
   *
   * @param done steps done
   * @param line losses, and how the run goes
   */
  public void progress(long done, Map<String, Double> line) {
    log.add(done, line);
    events.scalars(done, "training", line);
  }

  /**
   * Writes what a validation measured, and keeps the pictures that it drew.
   *
   * @param done steps done
   * @param best whether it is the best so far
   */
  public void validated(long done, Map<String, Double> values, boolean best) {
    validationLog.add(done, values);
    events.scalars(done, "validation", values);
    for (Path picture : run.pictures()) {
      String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
      events.picture(done, "pictures/" + name, ImageFiles.read(picture));
    }
    if (best) {
      bestStep = done;
    }
    write(RunStatus.RUNNING, "", done);
  }

  /**
   * Says how the run ended.
   *
   * @param remark why, in a sentence; may be empty
   * @param done steps done
   */
  public void ended(RunStatus status, String remark, long done) {
    write(status, remark, done);
  }

  /** Says that the run failed; that this cannot be written either adds to the failure. */
  public void failed(RuntimeException failure, long done) {
    try {
      write(RunStatus.FAILED, String.valueOf(failure.getMessage()), done);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void write(RunStatus status, String remark, long done) {
    page.write(status, remark, done, bestStep, log, validationLog);
  }
}
