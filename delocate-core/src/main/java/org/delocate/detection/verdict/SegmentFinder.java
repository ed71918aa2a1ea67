package org.delocate.detection.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;

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

  /** Times the median step between frames: from there on it is a gap. [ours] */
  private static final double GAP = 4;

  private static final int STARTS_PER_WINDOW = 8;

  /** From the median of absolute normal deviates to their standard deviation. */
  private static final double MEDIAN_TO_DEVIATION = 1.4826;

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

  /** Frames from one, to before another, and the corrected mean of those that were tried. */
  private record Window(int from, int to, double logit) {

    int frames() {
      return to - from;
    }

    boolean overlaps(Window other) {
      return from < other.to && other.from < to;
    }
  }

  /**
   * The highest corrected mean of any window, or the mean of the whole if that is higher: what the
   * person counts as.
   *
   * @param times of the frames, seconds, ascending; at least one
   * @param logits of the frames, as many
   * @param series how many people of the video are looked at so, at least 1
   */
  public double highest(double[] times, double[] logits, int series) {
    return windows(times, logits, series).stream()
        .mapToDouble(Window::logit)
        .reduce(mean(logits, 0, logits.length), Math::max);
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
    double whole = mean(logits, 0, logits.length);
    List<Window> candidates = new ArrayList<>(windows(times, logits, series));
    candidates.removeIf(window -> !reaches.test(window.logit()));
    candidates.sort(Comparator.comparingDouble(Window::logit).reversed());
    if (reaches.test(whole) && (candidates.isEmpty() || candidates.get(0).logit() <= whole)) {
      return List.of(new Passage(times[0], times[times.length - 1], whole));
    }
    List<Window> found = new ArrayList<>();
    for (Window candidate : candidates) {
      if (found.stream().noneMatch(candidate::overlaps)) {
        found.add(refined(candidate, found, times, logits));
      }
    }
    found.sort(Comparator.comparingInt(Window::from));
    return merged(found, times).stream()
        .map(window -> new Passage(times[window.from()], times[window.to() - 1], window.logit()))
        .toList();
  }

  private List<Window> windows(double[] times, double[] logits, int series) {
    if (times.length != logits.length || times.length == 0 || series < 1) {
      throw new IllegalArgumentException(
          times.length + " times, " + logits.length + " logits, " + series + " series");
    }
    List<Window> places = new ArrayList<>();
    for (Window run : runs(times)) {
      for (double length = FEWEST_FRAMES; length < logits.length; length *= Math.sqrt(2)) {
        int frames = (int) Math.round(length);
        int step = Math.max(1, frames / STARTS_PER_WINDOW);
        for (int from = run.from(); from + frames <= run.to(); from += step) {
          places.add(new Window(from, from + frames, 0));
        }
      }
    }
    if (places.isEmpty()) {
      return List.of();
    }
    double deviates = upperQuantile(falseRate / ((double) places.size() * series));
    double scatter = Math.max(spread, ownSpread(logits));
    double[] sums = sums(logits);
    places.replaceAll(
        place -> {
          double mean = (sums[place.to()] - sums[place.from()]) / place.frames();
          double independent =
              Math.min(
                  place.frames(),
                  1 + (times[place.to() - 1] - times[place.from()]) / INDEPENDENT_SECONDS);
          return new Window(
              place.from(), place.to(), mean - deviates * scatter / Math.sqrt(independent));
        });
    return places;
  }

  private static double gap(double[] times) {
    return Math.max(INDEPENDENT_SECONDS, GAP * median(steps(times)));
  }

  /** Frames in a row without a gap. */
  private static List<Window> runs(double[] times) {
    double gap = gap(times);
    List<Window> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= times.length; i++) {
      if (i == times.length || times[i] - times[i - 1] > gap) {
        runs.add(new Window(from, i, 0));
        from = i;
      }
    }
    return runs;
  }

  /** Each end moved, by at most the window's length, to where its frames part from the others. */
  private static Window refined(
      Window window, List<Window> taken, double[] times, double[] logits) {
    int low = 0;
    int high = logits.length;
    for (Window run : runs(times)) {
      if (run.from() <= window.from() && window.to() <= run.to()) {
        low = run.from();
        high = run.to();
      }
    }
    for (Window other : taken) {
      low = other.to() <= window.from() ? Math.max(low, other.to()) : low;
      high = other.from() >= window.to() ? Math.min(high, other.from()) : high;
    }
    int middle = (window.from() + window.to()) / 2;
    double parting = parting(window, logits);
    int from = middle;
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = middle; i >= Math.max(low, window.from() - window.frames()); i--) {
      sum += logits[i] - parting;
      if (sum > best) {
        best = sum;
        from = i;
      }
    }
    int to = middle + 1;
    sum = 0;
    best = Double.NEGATIVE_INFINITY;
    for (int i = middle; i < Math.min(high, window.to() + window.frames()); i++) {
      sum += logits[i] - parting;
      if (sum > best) {
        best = sum;
        to = i + 1;
      }
    }
    return to - from < FEWEST_FRAMES ? window : new Window(from, to, window.logit());
  }

  /** Half way between the mean of a window and that of all other frames. */
  private static double parting(Window window, double[] logits) {
    double within = mean(logits, window.from(), window.to());
    int others = logits.length - window.frames();
    double without =
        (mean(logits, 0, logits.length) * logits.length - within * window.frames()) / others;
    return (within + without) / 2;
  }

  /** Too few frames between two passages to be one of their own are no end of a forgery. */
  private static List<Window> merged(List<Window> windows, double[] times) {
    double gap = gap(times);
    List<Window> merged = new ArrayList<>();
    for (Window window : windows) {
      Window last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null
          && window.from() - last.to() < FEWEST_FRAMES
          && times[window.from()] - times[last.to() - 1] <= gap) {
        merged.set(
            merged.size() - 1,
            new Window(last.from(), window.to(), Math.max(last.logit(), window.logit())));
      } else {
        merged.add(window);
      }
    }
    return merged;
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

  /** By the median of steps from frame to frame, so that a change of level does not count. */
  private static double ownSpread(double[] logits) {
    double[] steps = steps(logits);
    return MEDIAN_TO_DEVIATION
        * median(Arrays.stream(steps).map(Math::abs).toArray())
        / Math.sqrt(2);
  }

  private static double[] steps(double[] values) {
    double[] steps = new double[values.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = values[i + 1] - values[i];
    }
    return steps;
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  private static double[] sums(double[] values) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    return sums;
  }
}
