package org.delocate.media.shot;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.colour.Scaler;

/** Watches all frames of a video for cuts and dissolves, a few thousand samples of each. */
final class ShotChanges implements AutoCloseable {

  private final Scaler scaler = new Scaler(AV_PIX_FMT_GRAY8, SWS_POINT);
  private final ShotTimeline timeline = new ShotTimeline();

  /**
   * Looks at the next frame in the order of showing.
   *
   * @param damaged such a frame says nothing about shots
   * @return what will be known of it after some more frames
   */
  ShotTimeline.Moment watch(AVFrame frame, boolean damaged, double seconds) {
    if (damaged) {
      return timeline.skip(seconds);
    }
    AVFrame grid =
        scaler.scale(
            frame, CutDetector.SAMPLES_ACROSS, CutDetector.SAMPLES_DOWN, AVCOL_SPC_BT709, false);
    return timeline.add(Scaler.rows(grid, CutDetector.SAMPLES_ACROSS), seconds);
  }

  /** Whether more frames can change nothing of what is known of this one. */
  boolean isSettled(ShotTimeline.Moment moment) {
    return timeline.isSettled(moment);
  }

  @Override
  public void close() {
    scaler.close();
  }
}
