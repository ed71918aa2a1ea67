package org.delocate.cli.display;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on a terminal that is drawn over and over. */
final class ProgressBar implements Progress {
  private static final int CELLS = 24;
  private static final int COLUMNS = 78;
  private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000;

  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private long start;
  private double doneAtStart;
  private long lastDrawing;
  private boolean drawn;

  ProgressBar(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.lastDrawing = start - NANOS_BETWEEN_DRAWINGS;
  }

  @Override
  public void startAt(double fraction) {
    start = nanoClock.getAsLong();
    doneAtStart = fraction;
  }

  @Override
  public void report(double fraction, String doing) {
    long now = nanoClock.getAsLong();
    if (now - lastDrawing < NANOS_BETWEEN_DRAWINGS) {
      return;
    }
    lastDrawing = now;
    int full = (int) Math.round(Math.min(1, Math.max(0, fraction)) * CELLS);
    String bar = "#".repeat(full) + "-".repeat(CELLS - full);
    String left =
        TimeLeft.guess((fraction - doneAtStart) / (1 - doneAtStart), (now - start) / 1e9)
            .map(words -> "  " + words)
            .orElse("");
    String line =
        String.format(Locale.ROOT, "[%s] %3.0f %%%s  %s", bar, fraction * 100, left, doing);
    // \r to the start of the line, ESC[K clears what an earlier, longer drawing left there.
    out.print("\r" + (line.length() > COLUMNS ? line.substring(0, COLUMNS) : line) + "\u001b[K");
    out.flush();
    drawn = true;
  }

  @Override
  public void clear() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
      drawn = false;
    }
  }
}
