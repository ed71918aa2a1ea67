package org.delocate.cli;

/** How a command ends, as the shell sees it. */
final class ExitCode {
  /** All inputs were processed, whatever the verdict. */
  static final int PROCESSED = 0;

  /** A fault of the program itself. */
  static final int INTERNAL_ERROR = 1;

  /** The command line, a configuration or a checkpoint cannot be used as given. */
  static final int WRONG_USAGE = 2;

  /** At least one input failed; the others were processed. */
  static final int INPUT_FAILED = 3;

  private ExitCode() {}
}
