package org.delocate.dataset.record;

/**
 * Frames that follow each other.
 *
 * @param start number of the first, from 0
 * @param count how many, at least 1
 */
public record FrameSpan(long start, long count) {

  public FrameSpan {
    if (start < 0 || count < 1) {
      throw new IllegalArgumentException(count + " frames from frame " + start);
    }
  }

  boolean contains(long frame) {
    return frame >= start && frame < start + count;
  }
}
