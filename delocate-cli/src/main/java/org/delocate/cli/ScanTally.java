package org.delocate.cli;

import java.util.ArrayList;
import java.util.List;
import org.delocate.detection.Verdict;

/** Counts how the inputs of a run ended. */
final class ScanTally {
  private int forged;
  private int authentic;
  private int abstained;
  private int failed;
  private int internalErrors;

  void add(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      if (scored.label() == Verdict.Label.FORGED) {
        forged++;
      } else {
        authentic++;
      }
    } else if (verdict instanceof Verdict.Abstained) {
      abstained++;
    } else {
      failed++;
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
    return inputs() + " inputs: " + String.join(", ", parts);
  }

  private static void addTo(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
