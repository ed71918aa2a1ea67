package org.delocate.media;

/** Which of the frames of a video are delivered. All are decoded, whatever is delivered. */
public sealed interface FrameSampling {

  /**
   * The video is cut into {@code frames} spans with equally many frames each, and the middle frame
   * of each span is delivered; all frames if there are no more than {@code frames}.
   *
   * @param frames at least 1
   */
  record Even(int frames) implements FrameSampling {
    public Even {
      if (frames < 1) {
        throw new IllegalArgumentException("a sample of " + frames + " frames");
      }
    }
  }

  /** Every frame. */
  record All() implements FrameSampling {}

  static FrameSampling even(int frames) {
    return new Even(frames);
  }

  static FrameSampling all() {
    return new All();
  }
}
