package org.delocate.media.sampling;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * Seconds as a player shows them, from the frames' own time stamps. They never go back: where time
 * stamps are missing or start anew (joined broadcasts), time goes on by one frame's length.
 */
public final class FrameClock {

  private final double secondsPerTick;
  private final double secondsPerFrame;
  private double origin;
  private boolean started;
  private double last;

  /**
   * @param originSeconds what a player calls second 0, in the seconds of the time stamps; NaN for
   *     the first frame, whatever its time stamp
   */
  public FrameClock(double secondsPerTick, double secondsPerFrame, double originSeconds) {
    this.secondsPerTick = secondsPerTick;
    this.secondsPerFrame = secondsPerFrame;
    this.origin = originSeconds;
  }

  public double secondsPerTick() {
    return secondsPerTick;
  }

  double secondsPerFrame() {
    return secondsPerFrame;
  }

  /** Second 0 in the seconds of the time stamps, as far as no time stamp has started anew. */
  public double originSeconds() {
    return origin;
  }

  /**
   * The time of the next frame, in the order of showing.
   *
   * @param time its time stamp in ticks, or {@code AV_NOPTS_VALUE}
   */
  public double secondsOf(long time) {
    boolean known = time != AV_NOPTS_VALUE;
    if (!started && Double.isNaN(origin)) {
      origin = known ? time * secondsPerTick : 0;
    }
    double seconds = known ? time * secondsPerTick - origin : last + secondsPerFrame;
    if (!started) {
      started = true;
      seconds = known ? seconds : 0;
      if (seconds < 0) {
        origin += seconds;
        seconds = 0;
      }
    } else if (seconds < last) {
      seconds = last + secondsPerFrame;
      origin = time * secondsPerTick - seconds;
    }
    last = seconds;
    return seconds;
  }
}
