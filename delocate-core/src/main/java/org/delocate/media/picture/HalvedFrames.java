package org.delocate.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.colour.Scaler;
import org.delocate.media.container.FrameSource;

/**
 * A picture of more pixels than can be looked at, in half its width and height: it is made smaller
 * in its own format, before any copy of it is made. The decoder, which would hold the whole of it,
 * is closed then.
 */
final class HalvedFrames implements FrameSource {

  private static final int REDUCTION = 2;

  private final FrameSource whole;
  private final AVFrame frame = av_frame_alloc();
  private boolean over;
  private boolean closed;

  HalvedFrames(FrameSource whole) {
    this.whole = whole;
  }

  @Override
  public boolean decode() {
    if (over) {
      return false;
    }
    over = true;
    boolean any = whole.decode();
    if (any) {
      halve(whole.frame(), frame);
    }
    closeWhole();
    return any;
  }

  /**
   * Makes a frame of half the width and height, in the same format.
   *
   * @param target an empty frame
   */
  static void halve(AVFrame picture, AVFrame target) {
    boolean fullRange = picture.color_range() == AVCOL_RANGE_JPEG;
    // From a format to itself, with one matrix on both sides, nothing changes but the size.
    try (Scaler scaler =
        new Scaler(
            picture.format(), picture.colorspace(), fullRange, SWS_AREA | SWS_ACCURATE_RND)) {
      int width = Math.max(1, picture.width() / REDUCTION);
      int height = Math.max(1, picture.height() / REDUCTION);
      AVFrame smaller = scaler.scale(picture, width, height, picture.colorspace(), fullRange);
      av_frame_copy_props(smaller, picture);
      av_frame_move_ref(target, smaller);
    }
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  @Override
  public boolean frameDamaged() {
    return whole.frameDamaged();
  }

  @Override
  public long decoded() {
    return whole.decoded();
  }

  @Override
  public long damaged() {
    return whole.damaged();
  }

  @Override
  public int reduction() {
    return REDUCTION;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    closeWhole();
  }

  private void closeWhole() {
    if (!closed) {
      closed = true;
      whole.close();
    }
  }
}
