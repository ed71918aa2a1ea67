package org.delocate.detection.verdict;

import java.util.List;
import java.util.function.DoublePredicate;
import org.delocate.detection.verdict.Windows.Window;

/**
 * Finds the passages of a person's track that are forged, by a scan statistic: the mean logit of
 * every window is compared with what a whole track must reach, after a correction for the number of
 * windows and for how few frames one has.
 *
 * <p><b>The promise.</b> A model card promises that of real clips only a share reaches a threshold
 * with the mean over the whole track. Of {@code N} windows one may reach it by chance alone.
 * Therefore a window counts for less than its mean:
 *
 * <pre>{@code
 * corrected = mean(window) − z · s / √e,   P(Z > z) = falseRate / (N · series)
 * }</pre>
 *
 * with {@code s} the spread of a real person's logits about their mean and {@code e} the
 * independent frames of the window. If logits of a real person scatter about the clip's mean like a
 * normal variable, the mean of a window exceeds that of the clip by more than the correction with a
 * probability of at most {@code falseRate / (N · series)}, and any of all windows of all people of
 * a video (the sum of their probabilities, Bonferroni: right however windows overlap) with at most
 * {@code falseRate}. In all other real videos no corrected window exceeds the mean of its whole
 * track, which the promise holds for. So windows call at most {@code falseRate} of all real videos
 * forged beyond those that the card has promised. For {@code P(Z > z)} stands its upper bound
 * {@code φ(z) / z}.
 *
 * <p>Two things keep it on the safe side. Frames are not independent: all that lie within {@link
 * #INDEPENDENT_SECONDS} count as one, so {@code e = min(frames, 1 + seconds)}. And where a track
 * scatters more than the card's spread, by the median of its steps from frame to frame (which a
 * forged passage changes in two steps only), its own scatter counts.
 *
 * <p><b>The windows</b> have 3, 4, 6, 8, 12 … frames (each about √2 times the one before), begin at
 * every frame or, the longer ones, at every eighth of their length, and never reach across a gap in
 * which the person was not scored. Once a window has been found, its ends are moved to where the
 * frames are nearer to the rest of the track than to it; this changes where, not whether.
 */
public final class SegmentFinder {

  /** Fewer scored frames say nothing of a passage. [ours] */
  public static final int FEWEST_FRAMES = 3;

  /** Of videos of real people, at most one in a thousand is called by a window alone. [ours] */
  public static final double FALSE_RATE = 0.001;

  /** Frames of so many seconds are no more worth than one: pose and light change slowly. [ours] */
  public static final double INDEPENDENT_SECONDS = 1;

  /**
   * The spread where a card has none, in units of the calibrated logit (that is, times the
   * temperature): three times that of the one real clip it was measured on, the sample of this
   * project under {@code delocate-tiny-160-r15} (0.51), since one clip does not stand for others.
   * [ours]
   */
  public static final double USUAL_SPREAD = 1.5;

  private final double spread;
  private final double falseRate;

  /**
   * A finder.
   *
   * @param spread of a real person's logits about their mean, above 0
   * @param falseRate share of real videos that windows may call forged, above 0, at most 0.1
   */
  public SegmentFinder(double spread, double falseRate) {
    if (!(spread > 0 && Double.isFinite(spread)) || !(falseRate > 0 && falseRate <= 0.1)) {
      throw new IllegalArgumentException(
          "segments with a spread of " + spread + " and a false rate of " + falseRate);
    }
    this.spread = spread;
    this.falseRate = falseRate;
  }

  /**
   * A passage.
   *
   * @param fromSeconds time of its first frame
   * @param toSeconds time of its last frame
   * @param logit its corrected mean
   */
  public record Passage(double fromSeconds, double toSeconds, double logit) {}

  /**
   * The highest corrected mean of any window, or the mean of the whole if that is higher: what the
   * person counts as.
   *
   * @param times of the frames, seconds, ascending; at least one
   * @param logits of the frames, as many
   * @param series how many people of the video are looked at so, at least 1
   */
  public double highest(double[] times, double[] logits, int series) {
    Windows windows = new Windows(times, logits);
    return corrected(windows, series).stream()
        .mapToDouble(Window::value)
        .reduce(windows.mean(), Math::max);
  }

  /**
   * The passages that reach a threshold, in the order of time; touching ones are one.
   *
   * @param times of the frames, seconds, ascending; at least one
   * @param logits of the frames, as many
   * @param series how many people of the video are looked at so, at least 1
   * @param reaches whether the mean logit of a whole track reaches the threshold; must hold for all
   *     higher ones, too
   */
  public List<Passage> find(double[] times, double[] logits, int series, DoublePredicate reaches) {
    Windows windows = new Windows(times, logits);
    List<Window> candidates =
        corrected(windows, series).stream().filter(one -> reaches.test(one.value())).toList();
    double whole = windows.mean();
    if (reaches.test(whole) && candidates.stream().allMatch(one -> one.value() <= whole)) {
      return List.of(new Passage(times[0], times[times.length - 1], whole));
    }
    return windows.passages(candidates).stream()
        .map(window -> new Passage(times[window.from()], times[window.to() - 1], window.value()))
        .toList();
  }

  private List<Window> corrected(Windows windows, int series) {
    if (series < 1) {
      throw new IllegalArgumentException(series + " series");
    }
    List<Window> places = windows.all();
    if (places.isEmpty()) {
      return places;
    }
    double deviates = upperQuantile(falseRate / ((double) places.size() * series));
    double scatter = Math.max(spread, windows.ownSpread());
    return places.stream()
        .map(
            place -> {
              double independent =
                  Math.min(place.frames(), 1 + windows.seconds(place) / INDEPENDENT_SECONDS);
              return place.with(windows.mean(place) - deviates * scatter / Math.sqrt(independent));
            })
        .toList();
  }

  /** A value that a normal deviate exceeds with no more than this probability, up to 0.1. */
  private static double upperQuantile(double probability) {
    double deviates = 3;
    for (int i = 0; i < 50; i++) {
      deviates =
          Math.sqrt(Math.max(1, -2 * Math.log(probability * deviates * Math.sqrt(2 * Math.PI))));
    }
    return deviates;
  }
}
