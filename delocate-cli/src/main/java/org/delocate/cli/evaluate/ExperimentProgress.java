package org.delocate.cli.evaluate;

import java.io.PrintWriter;
import org.delocate.cli.display.Progress;
import org.delocate.experiment.bench.ExperimentListener;

/**
 * The current part of an experiment as a display line, finished ones as lines that stay. Parts
 * differ in what they do, so the time left is that of the part, counted from its own beginning.
 */
public final class ExperimentProgress implements ExperimentListener {

  private final Progress display;
  private final PrintWriter err;
  private String current = "";

  public ExperimentProgress(Progress display, PrintWriter err) {
    this.display = display;
    this.err = err;
  }

  @Override
  public void progress(String part, double share) {
    if (!part.equals(current)) {
      current = part;
      // A training that goes on begins where it was stopped.
      display.startAt(share);
    }
    display.report(share, "of '" + part + "'");
  }

  @Override
  public void finished(String part) {
    display.clear();
    err.println(part + ": done");
  }
}
