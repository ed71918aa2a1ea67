package org.delocate.cli.option;

/** How a command ends, as the shell sees it. */
public final class ExitCode {
  /** All inputs were processed, whatever the verdict. */
  public static final int PROCESSED = 0;

  /** A fault of the program itself. */
  public static final int INTERNAL_ERROR = 1;

  /** The command line, a configuration or a checkpoint cannot be used as given. */
  public static final int WRONG_USAGE = 2;

  /** At least one input failed; the others were processed. */
  public static final int INPUT_FAILED = 3;

  private ExitCode() {}
}
