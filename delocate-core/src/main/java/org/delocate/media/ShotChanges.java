package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Watches all frames of a video, a few hundred samples of each, and remembers whether the shot
 * changed since it was last asked. Only hard cuts count: dissolves have no moment.
 */
final class ShotChanges implements AutoCloseable {

  private final Scaler scaler = new Scaler(AV_PIX_FMT_GRAY8, SWS_POINT);
  private final CutDetector detector = new CutDetector();

  /** Looks at the next frame in the order of showing; damaged ones are better left out. */
  void watch(AVFrame frame) {
    AVFrame grid =
        scaler.scale(
            frame, CutDetector.SAMPLES_ACROSS, CutDetector.SAMPLES_DOWN, AVCOL_SPC_BT709, false);
    detector.accept(Scaler.rows(grid, CutDetector.SAMPLES_ACROSS));
  }

  /** Whether there was a cut since the last call. */
  boolean cutSinceLastCall() {
    return detector.takeCut();
  }

  @Override
  public void close() {
    scaler.close();
  }
}
