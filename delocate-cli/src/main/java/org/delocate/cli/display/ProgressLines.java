package org.delocate.cli.display;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A plain line now and then, for logs and pipes: one whenever something new begins, and one every
 * ten seconds.
 */
final class ProgressLines implements Progress {
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private long start;
  private double doneAtStart;
  private long lastLine;
  private String lastDoing = "";

  ProgressLines(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.lastLine = start;
  }

  @Override
  public void startAt(double fraction) {
    start = nanoClock.getAsLong();
    doneAtStart = fraction;
  }

  @Override
  public void report(double fraction, String doing) {
    long now = nanoClock.getAsLong();
    boolean somethingNew = !doing.equals(lastDoing);
    if (!somethingNew && now - lastLine < NANOS_BETWEEN_LINES) {
      return;
    }
    lastLine = now;
    lastDoing = doing;
    String left =
        TimeLeft.guess((fraction - doneAtStart) / (1 - doneAtStart), (now - start) / 1e9)
            .map(words -> ", " + words)
            .orElse("");
    out.println(String.format(Locale.ROOT, "%3.0f %%  %s%s", fraction * 100, doing, left));
    out.flush();
  }

  @Override
  public void clear() {
    // Lines stay.
  }
}
