package org.delocate.media.shot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the shots of a video apart, by hard cuts ({@link CutDetector}) and by dissolves.
 *
 * <p>In a dissolve every frame is a mixture of one before it and one after it, whatever the two
 * show: what is left of it after the best mixture is taken away is small beside the difference of
 * the two. Nothing that moves is such a mixture for long. Frames are compared over several spans,
 * since dissolves are short and long. Where the scene stays and only a part of the picture goes
 * over into another, that part is found ({@link PartialMixture}). [ours]
 */
final class ShotTimeline {

  /** Seconds to each side. */
  private static final double[] SPANS = {0.25, 0.5, 1.0};

  /** A frame further away than this many spans says nothing about what lies between. */
  private static final double MOST_SPANS = 2;

  /** Frames that correlate more than this show the same scene. */
  private static final double SAME_SCENE = 0.75;

  /** A mixture of less than this of either picture is not told from motion. */
  private static final double LEAST_SHARE = 0.1;

  /**
   * Seconds before and after a mixture that belong to the dissolve: so long the share of the one
   * picture stays below {@link #LEAST_SHARE}, if the dissolve lasts a second or more.
   */
  private static final double FRINGE = 0.12;

  /** What no mixture explains, in squares, as a share of the squared difference of the two. */
  private static final double MOST_UNEXPLAINED = 0.1;

  /** Motion looks like a mixture in a part of the picture, but not for so many seconds. */
  private static final double LEAST_PARTIAL_SECONDS = 0.28;

  private static final int ACROSS = PartialMixture.ACROSS;
  private static final int DOWN = PartialMixture.DOWN;

  /** One frame of the video. */
  static final class Moment {
    private final long number;
    private final double seconds;
    private final double[] structure;
    private final float[] luma;
    private int shot;
    private boolean mixed;
    private long seeminglyMixedWindows;
    private long mixedWindows;

    private Moment(long number, double seconds, double[] structure, float[] luma) {
      this.number = number;
      this.seconds = seconds;
      this.structure = structure;
      this.luma = luma;
    }

    /** Number of the shot by hard cuts alone. */
    int shot() {
      return shot;
    }

    /** Whether two shots are seen at once. */
    boolean mixed() {
      return mixed;
    }

    /** The {@linkplain PartialMixture windows} in which two pictures are seen at once. */
    long mixedWindows() {
      return mixedWindows;
    }
  }

  private final CutDetector cuts = new CutDetector();
  private final List<Moment> moments = new ArrayList<>();
  private final int[] next = new int[SPANS.length];
  private final double[] mixedSince = new double[PartialMixture.WINDOWS];
  private long count;
  private double latest = Double.NEGATIVE_INFINITY;

  ShotTimeline() {
    Arrays.fill(mixedSince, Double.NaN);
  }

  /** Takes the next frame, as {@link CutDetector#structure} does. */
  Moment add(byte[] luma, double seconds) {
    double[] structure = CutDetector.structure(luma);
    Moment moment = new Moment(count++, seconds, structure, reduced(luma));
    latest = seconds;
    int before = moments.isEmpty() ? 0 : moments.get(moments.size() - 1).shot();
    moment.shot = cuts.accept(structure);
    moments.add(moment);
    for (int i = moments.size() - 2; moment.shot < before && i >= 0; i--) {
      if (moments.get(i).shot <= moment.shot) {
        break;
      }
      moments.get(i).shot = moment.shot;
    }
    for (int span = 0; span < SPANS.length; span++) {
      compare(span, moment);
    }
    forget();
    return moment;
  }

  /** Takes the next frame, of which nothing can be seen. */
  Moment skip(double seconds) {
    Moment moment = new Moment(count++, seconds, null, null);
    latest = seconds;
    moment.shot = moments.isEmpty() ? 0 : moments.get(moments.size() - 1).shot();
    return moment;
  }

  boolean isSettled(Moment moment) {
    return count - moment.number > CutDetector.LONGEST_FLASH
        && latest - moment.seconds >= SPANS[SPANS.length - 1] + LEAST_PARTIAL_SECONDS;
  }

  /** Judges all frames for which the newest one lies a span ahead. */
  private void compare(int span, Moment newest) {
    double seconds = SPANS[span];
    int before = 0;
    while (moments.get(next[span]).seconds + seconds <= newest.seconds) {
      Moment moment = moments.get(next[span]);
      double earliest = moment.seconds - MOST_SPANS * seconds;
      while (before + 1 < next[span]
          && moments.get(before + 1).seconds <= moment.seconds - seconds) {
        before++;
      }
      Moment past = moments.get(before);
      if (past.seconds <= moment.seconds - seconds
          && past.seconds >= earliest
          && newest.seconds <= moment.seconds + MOST_SPANS * seconds) {
        if (isMixture(past, moment, newest)) {
          markAround(next[span]);
        }
        boolean oneShot = past.shot == moment.shot && newest.shot == moment.shot;
        if (oneShot && !moment.mixed) {
          moment.seeminglyMixedWindows |=
              PartialMixture.between(past.luma, moment.luma, newest.luma);
        }
      }
      if (span == SPANS.length - 1) {
        followWindows(next[span]);
      }
      next[span]++;
    }
  }

  /** Windows are believed to be mixtures once they have been for long enough. */
  private void followWindows(int at) {
    Moment moment = moments.get(at);
    for (int window = 0; window < PartialMixture.WINDOWS; window++) {
      long bit = 1L << window;
      if ((moment.seeminglyMixedWindows & bit) == 0) {
        mixedSince[window] = Double.NaN;
        continue;
      }
      if (Double.isNaN(mixedSince[window])) {
        mixedSince[window] = moment.seconds;
      }
      if (moment.seconds - mixedSince[window] >= LEAST_PARTIAL_SECONDS) {
        for (int i = at; i >= 0 && moments.get(i).seconds >= mixedSince[window]; i--) {
          moments.get(i).mixedWindows |= bit;
        }
      }
    }
  }

  /** A frame and those around it, which show too little of the other picture to be found. */
  private void markAround(int at) {
    Moment middle = moments.get(at);
    middle.mixed = true;
    for (int step : new int[] {-1, 1}) {
      for (int i = at + step; i >= 0 && i < moments.size(); i += step) {
        Moment other = moments.get(i);
        if (other.shot != middle.shot || Math.abs(other.seconds - middle.seconds) > FRINGE) {
          break;
        }
        other.mixed = true;
      }
    }
  }

  private static boolean isMixture(Moment past, Moment moment, Moment future) {
    if (past.structure == null
        || future.structure == null
        || CutDetector.correlation(past.structure, future.structure) > SAME_SCENE) {
      return false;
    }
    double whole = 0;
    double along = 0;
    double distance = 0;
    for (int i = 0; i < moment.luma.length; i++) {
      double change = future.luma[i] - past.luma[i];
      double here = moment.luma[i] - past.luma[i];
      whole += change * change;
      along += change * here;
      distance += here * here;
    }
    double share = along / whole;
    return share >= LEAST_SHARE
        && share <= 1 - LEAST_SHARE
        && distance - share * along <= MOST_UNEXPLAINED * whole;
  }

  /** Drops what no comparison will look back to. */
  private void forget() {
    double needed = latest - (1 + MOST_SPANS) * SPANS[SPANS.length - 1];
    int old = 0;
    while (old < next[SPANS.length - 1] && moments.get(old).seconds < needed) {
      old++;
    }
    // In larger portions: each moves all that is kept.
    if (old > moments.size() / 2) {
      moments.subList(0, old).clear();
      for (int span = 0; span < SPANS.length; span++) {
        next[span] -= old;
      }
    }
  }

  /** Means of two by two samples. */
  static float[] reduced(byte[] luma) {
    float[] means = new float[ACROSS * DOWN];
    for (int y = 0; y < DOWN; y++) {
      for (int x = 0; x < ACROSS; x++) {
        int at = 2 * y * CutDetector.SAMPLES_ACROSS + 2 * x;
        int below = at + CutDetector.SAMPLES_ACROSS;
        means[y * ACROSS + x] =
            ((luma[at] & 0xFF)
                    + (luma[at + 1] & 0xFF)
                    + (luma[below] & 0xFF)
                    + (luma[below + 1] & 0xFF))
                / 4f;
      }
    }
    return means;
  }
}
