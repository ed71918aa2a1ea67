package org.delocate.network.analysis;

import java.util.Objects;
import org.delocate.network.engine.Precision;

/**
 * How inference uses the machine.
 *
 * @param threads faces analysed side by side, at least 1; best is one for each core
 * @param precision in what numbers the networks calculate
 */
public record AnalyzerOptions(int threads, Precision precision) {

  public AnalyzerOptions {
    Objects.requireNonNull(precision, "precision");
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /** One thread for each core; bf16 where it is faster. */
  public static AnalyzerOptions defaults() {
    return new AnalyzerOptions(Runtime.getRuntime().availableProcessors(), Precision.AUTO);
  }
}
