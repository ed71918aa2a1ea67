package org.delocate.cli.scan;

import java.util.ArrayList;
import java.util.List;
import org.delocate.cli.option.ExitCode;
import org.delocate.report.SummaryRow;

/** Counts how the inputs of a run ended. */
final class ScanTally {
  private int forged;
  private int authentic;
  private int abstained;
  private int failed;
  private int internalErrors;
  private int appleDoubles;
  private int others;

  void add(SummaryRow.Outcome outcome) {
    switch (outcome) {
      case FORGED -> forged++;
      case AUTHENTIC -> authentic++;
      case NO_VERDICT -> abstained++;
      case FAILED -> failed++;
    }
  }

  /** An input that could not be read, or whose report could not be written. */
  void addFailure() {
    failed++;
  }

  /** An input at which the program itself failed. */
  void addInternalError() {
    failed++;
    internalErrors++;
  }

  /** Files of folders that were not looked at: no inputs, but not to be passed over in silence. */
  void leaveOut(int appleDoubleFiles, int otherFiles) {
    appleDoubles += appleDoubleFiles;
    others += otherFiles;
  }

  /** Whether there is more to say than the line of a single input does. */
  boolean isWorthSaying() {
    return inputs() > 1 || appleDoubles + others > 0;
  }

  int exitCode() {
    if (internalErrors > 0) {
      return ExitCode.INTERNAL_ERROR;
    }
    return failed > 0 ? ExitCode.INPUT_FAILED : ExitCode.PROCESSED;
  }

  int inputs() {
    return forged + authentic + abstained + failed;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    addTo(parts, forged, "forged");
    addTo(parts, authentic, "authentic");
    addTo(parts, abstained, "without a verdict");
    addTo(parts, failed, "failed");
    String summary =
        inputs() + (inputs() == 1 ? " input: " : " inputs: ") + String.join(", ", parts);
    List<String> leftOut = new ArrayList<>();
    addTo(leftOut, appleDoubles, "AppleDouble");
    addTo(leftOut, others, others == 1 ? "other file" : "other files");
    return leftOut.isEmpty() ? summary : summary + "; left out: " + String.join(", ", leftOut);
  }

  private static void addTo(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
