package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * Seconds from the first frame, from the frames' own time stamps. They never go back: where time
 * stamps are missing or start anew (joined broadcasts), time goes on by one frame's length.
 */
final class FrameClock {

  private final double secondsPerTick;
  private final double secondsPerFrame;
  private boolean started;
  private double origin;
  private double last;

  FrameClock(double secondsPerTick, double secondsPerFrame) {
    this.secondsPerTick = secondsPerTick;
    this.secondsPerFrame = secondsPerFrame;
  }

  /**
   * The time of the next frame, in the order of showing.
   *
   * @param time its time stamp in ticks, or {@code AV_NOPTS_VALUE}
   */
  double secondsOf(long time) {
    boolean known = time != AV_NOPTS_VALUE;
    if (!started) {
      started = true;
      origin = known ? time * secondsPerTick : 0;
      return last;
    }
    double seconds = known ? time * secondsPerTick - origin : last + secondsPerFrame;
    if (seconds < last) {
      seconds = last + secondsPerFrame;
      origin = time * secondsPerTick - seconds;
    }
    last = seconds;
    return seconds;
  }
}
