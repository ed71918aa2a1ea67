package org.delocate.media.sampling;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.delocate.media.container.FrameIndex;

/**
 * Decides, as frames come out of the decoder, which of them are delivered: a {@link FrameSampling}
 * is the wish, a {@link SamplePlan} its positions in one file, and this lets them pass. Frames are
 * told by their time, so that a frame that could not be decoded is replaced by the one after it and
 * does not shift all that follow; where times are missing or jump, they are told by their position.
 */
public final class DecodedFrameFilter {

  private final boolean byTime;
  private final int[] positions;
  private final long[] times;
  private int next;

  /**
   * @param positions of the frames that are wanted, ascending
   */
  public DecodedFrameFilter(FrameIndex index, int[] positions) {
    this.byTime = index.kind() == FrameIndex.Kind.BY_TIME;
    this.positions = positions;
    this.times = new long[positions.length];
    for (int i = 0; i < positions.length; i++) {
      times[i] = index.times()[positions[i]];
    }
  }

  /**
   * Whether the next frame is delivered; call it once for each frame, in the order of showing.
   *
   * @param position how many frames came before it
   * @param time its time stamp in ticks, or {@code AV_NOPTS_VALUE}
   */
  public boolean wants(long position, long time) {
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
