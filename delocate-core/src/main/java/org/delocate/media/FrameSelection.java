package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * Decides, as frames come out of the decoder, which of them are delivered. Frames are told by their
 * time, so that a frame that could not be decoded is replaced by the one after it and does not
 * shift all that follow; where times are missing or jump, they are told by their position.
 */
final class FrameSelection {

  private final boolean all;
  private final boolean byTime;
  private final long[] positions;
  private final long[] times;
  private int next;

  FrameSelection(FrameIndex index, FrameSampling sampling) {
    int frames = index.frames();
    int wanted = sampling instanceof FrameSampling.Even even ? even.frames() : frames;
    all = wanted >= frames;
    byTime = index.timesReliable();
    int targets = all ? 0 : wanted;
    positions = new long[targets];
    times = new long[targets];
    for (int i = 0; i < targets; i++) {
      int middle = (int) ((2L * i + 1) * frames / (2L * targets));
      positions[i] = middle;
      times[i] = index.times()[middle];
    }
  }

  /**
   * Whether the next frame is delivered; call it once for each frame, in the order of showing.
   *
   * @param position how many frames came before it
   * @param time its time stamp in ticks, or {@code AV_NOPTS_VALUE}
   */
  boolean wants(long position, long time) {
    if (all) {
      return true;
    }
    boolean wanted = false;
    while (next < positions.length && reached(position, time)) {
      next++;
      wanted = true;
    }
    return wanted;
  }

  private boolean reached(long position, long time) {
    return (byTime && time != AV_NOPTS_VALUE) ? time >= times[next] : position >= positions[next];
  }
}
