package org.delocate.report.output;

import java.util.Arrays;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFrame;

/** Remembers which frames were looked at, so that "no face here" differs from "not looked at". */
public final class SampledFrames implements ScanListener {

  private long[] indices = new long[64];
  private int count;
  private double lastTime;

  @Override
  public void frameScored(ScoredFrame frame) {
    if (count == indices.length) {
      indices = Arrays.copyOf(indices, 2 * count);
    }
    indices[count++] = frame.frame().index();
    lastTime = frame.frame().timeSeconds();
  }

  public int count() {
    return count;
  }

  /** Time of the last sampled frame in seconds; 0 if there is none. */
  public double lastTime() {
    return lastTime;
  }

  /** Whether a frame between two others was looked at. */
  public boolean anyBetween(long earlier, long later) {
    int next = Arrays.binarySearch(indices, 0, count, earlier + 1);
    int position = next >= 0 ? next : -next - 1;
    return position < count && indices[position] < later;
  }
}
