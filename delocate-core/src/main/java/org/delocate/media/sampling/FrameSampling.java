package org.delocate.media.sampling;

/**
 * Which of the frames of any video are wanted: a caller's wish. {@link SamplePlan} finds their
 * positions in one file, {@link DecodedFrameFilter} lets them pass.
 */
public sealed interface FrameSampling {

  /**
   * The video is cut into {@code frames} spans of equal time, and the frame that is on screen in
   * the middle of each span is delivered. A frame that is on screen in several of these moments is
   * delivered once, and the samples that this leaves over are spread evenly over the frames that
   * were not chosen; all frames if there are no more than {@code frames}.
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

  /**
   * The frame on screen at the start, and again each time so many seconds have passed.
   *
   * @param seconds above 0
   */
  record Every(double seconds) implements FrameSampling {
    public Every {
      if (!(seconds > 0) || !Double.isFinite(seconds)) {
        throw new IllegalArgumentException("a frame every " + seconds + " seconds");
      }
    }
  }

  /**
   * What a scan does unless it is told otherwise [ours]: {@value #LEAST} frames, spread as by
   * {@link Even}; of videos longer than {@value #LEAST} times {@value #SECONDS_APART} seconds one
   * frame for each {@value #SECONDS_APART} seconds, but no more than {@value #MOST}. A shot that
   * gets fewer than {@value #PER_SHOT} of these is given more from its own frames, spread over it,
   * up to {@value #PER_SHOT}: no person could be judged in it otherwise. All shots together get at
   * most {@value #MOST_EXTRA_AT_ONCE} more, and {@value #MOST_EXTRA_PER_SECOND} for each second of
   * video.
   */
  record Standard() implements FrameSampling {
    public static final int LEAST = 32;
    public static final int SECONDS_APART = 2;
    public static final int MOST = 1800;
    public static final int PER_SHOT = 4;
    public static final int MOST_EXTRA_AT_ONCE = 128;
    public static final int MOST_EXTRA_PER_SECOND = 2;
  }

  /** Every frame. */
  record All() implements FrameSampling {}

  /**
   * A part of the video, sampled as the whole would be if it were nothing else. Frames before it
   * are not delivered; decoding ends with it.
   *
   * @param sampling of the part; not a part itself
   * @param from seconds, at least 0; frames that begin before are left out
   * @param to seconds, above {@code from}, may be infinite; frames that begin later are left out
   */
  record Part(FrameSampling sampling, double from, double to) implements FrameSampling {
    public Part {
      if (sampling instanceof Part) {
        throw new IllegalArgumentException("a part of a part");
      }
      if (!(from >= 0) || !(to > from)) {
        throw new IllegalArgumentException("a part from " + from + " s to " + to + " s");
      }
    }
  }

  static FrameSampling even(int frames) {
    return new Even(frames);
  }

  static FrameSampling every(double seconds) {
    return new Every(seconds);
  }

  static FrameSampling standard() {
    return new Standard();
  }

  static FrameSampling all() {
    return new All();
  }

  /**
   * Reads a number of frames, or {@code all}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static FrameSampling parse(String value) {
    if (value.equals("all")) {
      return all();
    }
    try {
      return even(Integer.parseInt(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is neither 'all' nor a number of at least 1", e);
    }
  }
}
