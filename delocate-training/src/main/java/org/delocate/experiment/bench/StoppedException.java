package org.delocate.experiment.bench;

/** An experiment was told to stop before its end. The same command goes on with it. */
public final class StoppedException extends RuntimeException {

  /** With what was being done. */
  public StoppedException(String message) {
    super(message);
  }
}
