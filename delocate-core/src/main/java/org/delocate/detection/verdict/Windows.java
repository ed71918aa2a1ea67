package org.delocate.detection.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The windows of a track that are judged, and the passages that those come to which are found.
 *
 * <p>They have 3, 4, 6, 8, 12 … frames (each about √2 times the one before), begin at every frame
 * or, the longer ones, at every eighth of their length, and never reach across a gap in which the
 * person was not scored.
 */
final class Windows {

  /** Times the median step between frames: from there on it is a gap. [ours] */
  private static final double GAP = 4;

  private static final int STARTS_PER_WINDOW = 8;

  /** From the median of absolute normal deviates to their standard deviation. */
  private static final double MEDIAN_TO_DEVIATION = 1.4826;

  private final double[] times;
  private final double[] values;
  private final double[] sums;

  /**
   * @param times of the frames, seconds, ascending; at least one
   * @param values of the frames, as many
   */
  Windows(double[] times, double[] values) {
    if (times.length != values.length || times.length == 0) {
      throw new IllegalArgumentException(times.length + " times, " + values.length + " values");
    }
    this.times = times;
    this.values = values;
    sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
  }

  /** Frames from one, to before another, and what they come to. */
  record Window(int from, int to, double value) {

    int frames() {
      return to - from;
    }

    Window with(double other) {
      return new Window(from, to, other);
    }

    private boolean overlaps(Window other) {
      return from < other.to && other.from < to;
    }
  }

  /** All of them, none as long as the whole. */
  List<Window> all() {
    List<Window> all = new ArrayList<>();
    for (Window run : runs()) {
      for (double length = SegmentFinder.FEWEST_FRAMES;
          length < values.length;
          length *= Math.sqrt(2)) {
        int frames = (int) Math.round(length);
        int step = Math.max(1, frames / STARTS_PER_WINDOW);
        for (int from = run.from(); from + frames <= run.to(); from += step) {
          all.add(new Window(from, from + frames, 0));
        }
      }
    }
    return all;
  }

  int frames() {
    return values.length;
  }

  /** Mean over all frames. */
  double mean() {
    return sums[values.length] / values.length;
  }

  /** Mean over a window. */
  double mean(Window window) {
    return (sums[window.to()] - sums[window.from()]) / window.frames();
  }

  /** Mean over all frames that are not in a window; not a number if there are none. */
  double meanOfOthers(Window window) {
    double others = sums[values.length] - sums[window.to()] + sums[window.from()];
    return others / (values.length - window.frames());
  }

  /** From the first frame of all to the last. */
  double seconds() {
    return times[times.length - 1] - times[0];
  }

  /** From the first frame of a window to its last. */
  double seconds(Window window) {
    return times[window.to() - 1] - times[window.from()];
  }

  /**
   * How values scatter from frame to frame: by the median step, so that a change of level does not
   * count.
   */
  double ownSpread() {
    double[] steps = steps(values);
    return MEDIAN_TO_DEVIATION
        * median(Arrays.stream(steps).map(Math::abs).toArray())
        / Math.sqrt(2);
  }

  /**
   * What windows come to that were found: the highest first, then those that it does not overlap,
   * each with its ends moved to where the frames are nearer to the rest of the track than to it;
   * touching ones are one.
   *
   * @return in the order of time
   */
  List<Window> passages(List<Window> candidates) {
    List<Window> order = new ArrayList<>(candidates);
    order.sort(Comparator.comparingDouble(Window::value).reversed());
    List<Window> found = new ArrayList<>();
    for (Window candidate : order) {
      if (found.stream().noneMatch(candidate::overlaps)) {
        found.add(refined(candidate, found));
      }
    }
    found.sort(Comparator.comparingInt(Window::from));
    return merged(found);
  }

  private double gap() {
    return Math.max(SegmentFinder.INDEPENDENT_SECONDS, GAP * median(steps(times)));
  }

  /** Frames in a row without a gap. */
  private List<Window> runs() {
    double gap = gap();
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
  private Window refined(Window window, List<Window> taken) {
    int low = 0;
    int high = values.length;
    for (Window run : runs()) {
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
    double parting = (mean(window) + meanOfOthers(window)) / 2;
    int from = middle;
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = middle; i >= Math.max(low, window.from() - window.frames()); i--) {
      sum += values[i] - parting;
      if (sum > best) {
        best = sum;
        from = i;
      }
    }
    int to = middle + 1;
    sum = 0;
    best = Double.NEGATIVE_INFINITY;
    for (int i = middle; i < Math.min(high, window.to() + window.frames()); i++) {
      sum += values[i] - parting;
      if (sum > best) {
        best = sum;
        to = i + 1;
      }
    }
    return to - from < SegmentFinder.FEWEST_FRAMES ? window : new Window(from, to, window.value());
  }

  /** Too few frames between two passages to be one of their own are no end of a forgery. */
  private List<Window> merged(List<Window> windows) {
    double gap = gap();
    List<Window> merged = new ArrayList<>();
    for (Window window : windows) {
      Window last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null
          && window.from() - last.to() < SegmentFinder.FEWEST_FRAMES
          && times[window.from()] - times[last.to() - 1] <= gap) {
        merged.set(
            merged.size() - 1,
            new Window(last.from(), window.to(), Math.max(last.value(), window.value())));
      } else {
        merged.add(window);
      }
    }
    return merged;
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
}
