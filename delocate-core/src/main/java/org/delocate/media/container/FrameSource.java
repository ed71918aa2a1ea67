package org.delocate.media.container;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Where decoded frames come from, in the order of showing. What was counted is still there when it
 * is closed.
 */
public interface FrameSource extends AutoCloseable {

  /**
   * Decodes the next frame, which {@link #frame()} then holds until the next call.
   *
   * @return false after the last frame
   */
  boolean decode();

  /** The frame that was decoded last. */
  AVFrame frame();

  /** The frame before {@link #frame()}, or null if there is none. */
  default AVFrame previous() {
    return null;
  }

  /** The frame after {@link #frame()}, without going on to it, or null if there is none. */
  default AVFrame following() {
    return null;
  }

  /** Whether errors were concealed in the frame that was decoded last. */
  boolean frameDamaged();

  /** Frames that came out so far. */
  long decoded();

  /** How many frames of the video come before the one that was decoded last, decoded or not. */
  default long position() {
    return decoded() - 1;
  }

  /** Frames of the video that were passed over so far, without decoding them. */
  default long skipped() {
    return 0;
  }

  /** Frames with concealed errors and packets that gave no frame. */
  long damaged();

  /** By how much the sides of the frames were divided in decoding: 1, 2, 4 or 8. */
  default int reduction() {
    return 1;
  }

  /** Width that {@link #frame()} would have if it had not been reduced. */
  default int wholeWidth() {
    return frame().width() * reduction();
  }

  /** Height that {@link #frame()} would have if it had not been reduced. */
  default int wholeHeight() {
    return frame().height() * reduction();
  }

  @Override
  void close();
}
