package org.delocate.network.texture;

import java.util.Optional;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.input.NetworkConfiguration.Texture;

/**
 * What the texture of a person's frames tells together that no frame tells by itself: how it
 * wanders. Generated faces do so more, or less, than faces before a camera [ours].
 *
 * <p>Only frames whose next frame is known, and in which something moves, count. Not for several
 * threads at once.
 */
public final class TrackTexture {

  /** A deviation of fewer frames is no deviation. [ours] */
  public static final int LEAST_FRAMES = 3;

  /** From so many frames on, how they wander counts in full. [ours] */
  public static final int ENOUGH_FRAMES = 8;

  /** The larger, the less few frames count. [ours] */
  private static final double DOUBT = 4;

  private final Texture scales;
  private final StatisticsWeights moving;
  private final StatisticsWeights track;
  private final Optional<StatisticsWeights> passage;

  // Made with the first frame: most people of a crowd, and all pictures, never need them.
  private double[] sums = {};
  private double[] squares = {};
  private double alone;
  private int frames;

  /**
   * Nothing yet of a person.
   *
   * @param scales of the networks' configuration
   * @param moving {@link TextureSizes#movingOf} weights
   * @param track {@link TextureSizes#trackOf} weights
   * @param passage {@link TextureSizes#movingOf} weights, where passages are told
   */
  public TrackTexture(
      Texture scales,
      StatisticsWeights moving,
      StatisticsWeights track,
      Optional<StatisticsWeights> passage) {
    this.scales = scales;
    this.moving = moving;
    this.track = track;
    this.passage = passage;
  }

  /** Nothing yet of another person. */
  public TrackTexture other() {
    return new TrackTexture(scales, moving, track, passage);
  }

  /** Adds what a frame tells, if it tells anything of this. */
  public void add(FaceEvidence evidence) {
    float[] statistics = evidence.texture();
    if (statistics.length == 0) {
      return;
    }
    begin();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += statistics[i];
      squares[i] += (double) statistics[i] * statistics[i];
      alone += moving.weights()[i] * moving.within(i, statistics[i]);
    }
    frames++;
  }

  /**
   * What tells a frame from others of its shot: compared with theirs it says whether it parts from
   * them as forged frames do; by itself it says nothing.
   *
   * @return in deviations of the frames of a real clip; not a number where a frame tells nothing of
   *     this, or passages are not told
   */
  public double passage(FaceEvidence evidence) {
    float[] statistics = evidence.texture();
    if (statistics.length == 0 || passage.isEmpty()) {
      return Double.NaN;
    }
    StatisticsWeights own = passage.get();
    double sum = 0;
    for (int i = 0; i < statistics.length; i++) {
      sum += own.weights()[i] * own.within(i, statistics[i]);
    }
    return scales.passages().gain() * sum;
  }

  /** Adds what other frames of the same person told. */
  public void add(TrackTexture other) {
    if (other.frames == 0) {
      return;
    }
    begin();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      squares[i] += other.squares[i];
    }
    alone += other.alone;
    frames += other.frames;
  }

  /**
   * What a person's frames together count beside what they tell alone. The deviation of few frames
   * is smaller, and scatters more, than that of the many that the discriminant learnt from: in full
   * it would call twice as many people of four frames forged as of eight.
   *
   * @param frames in which something moves
   * @return 0 below {@link #LEAST_FRAMES}, 1 from {@link #ENOUGH_FRAMES} on
   */
  public static double share(int frames) {
    if (frames < LEAST_FRAMES) {
      return 0;
    }
    return Math.min(1, certainty(frames) / certainty(ENOUGH_FRAMES));
  }

  private static double certainty(int frames) {
    return (frames - 1) / (frames - 1 + DOUBT);
  }

  private void begin() {
    if (frames == 0) {
      sums = new double[moving.weights().length];
      squares = new double[moving.weights().length];
    }
  }

  /**
   * What is to be added to the mean logit of the frames: the discriminant of the person's frames
   * together, less the mean of those of the single frames, times their {@link #share}. 0 where
   * there are too few.
   *
   * @param scoredFrames all frames that the mean is over; those that tell nothing of this count as
   *     if they told the mean
   */
  public double correction(int scoredFrames) {
    if (frames < LEAST_FRAMES || scales.track().gain() == 0) {
      return 0;
    }
    double together = 0;
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / frames;
      double deviation = Math.sqrt(Math.max(0, squares[i] / frames - mean * mean));
      int wandering = sums.length + i;
      together += track.weights()[i] * track.within(i, mean);
      together += track.weights()[wandering] * track.within(wandering, deviation);
    }
    double single = alone / frames * scales.moving().gain() + scales.moving().bias();
    double joint = together * scales.track().gain() + scales.track().bias();
    return share(frames) * (joint - single) * Math.min(1, (double) frames / scoredFrames);
  }
}
