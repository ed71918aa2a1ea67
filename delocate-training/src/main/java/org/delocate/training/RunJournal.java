package org.delocate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.delocate.media.ImageFiles;

/**
 * What a run tells of itself while it goes on: {@code log.csv} and {@code validation.csv}, and
 * event files for TensorBoard.
 */
final class RunJournal {

  /** What the log holds of every line beside the losses. */
  private static final List<String> PACE =
      List.of("gradientNorm", "learningRate", "facesPerSecond", "waitedShare");

  private final RunFolder run;
  private final RunLog log;
  private final RunLog validationLog;
  private EventFile events;

  RunJournal(RunFolder run, List<String> lossNames, List<String> validationNames) {
    this.run = run;
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
   */
  void startAt(long done) {
    log.startAt(done + 1);
    validationLog.startAt(done + 1);
    events = EventFile.start(run.folder(), done + 1);
  }

  /**
   * Writes means over the last few steps.
   *
   * @param done steps done
   * @param line losses, and how the run goes
   */
  void progress(long done, Map<String, Double> line) {
    log.add(done, line);
    events.scalars(done, "training", line);
  }

  /**
   * Writes what a validation measured, and keeps the pictures that it drew.
   *
   * @param done steps done
   */
  void validated(long done, Map<String, Double> values) {
    validationLog.add(done, values);
    events.scalars(done, "validation", values);
    for (Path picture : run.pictures()) {
      String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
      events.picture(done, "pictures/" + name, ImageFiles.read(picture));
    }
  }
}
