package org.delocate.training.group;

import java.io.Serial;

/** The workers of a run have lost each other; the last checkpoint is good. */
public final class WorkerLostException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  WorkerLostException(int rank, String what, RuntimeException cause) {
    super(
        "worker "
            + rank
            + " has lost the others "
            + what
            + " ("
            + reason(cause)
            + "); the last checkpoint is good: start all workers again with --resume",
        cause);
  }

  /** The engine's messages begin with a place in its source and end with its native stack. */
  private static String reason(RuntimeException cause) {
    return String.valueOf(cause.getMessage())
        .lines()
        .findFirst()
        .orElse("no reason given")
        .replaceFirst("^\\[[^]]*] *", "");
  }
}
