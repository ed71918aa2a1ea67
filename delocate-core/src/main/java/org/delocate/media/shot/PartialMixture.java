package org.delocate.media.shot;

import java.util.Arrays;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;

/**
 * Finds the parts of a picture in which one picture goes over into another while the rest stays, as
 * where portraits dissolve within a page: windows of a few cells, in each of which a mixture of
 * what was there before and what is there after explains what is seen.
 *
 * <p>Windows overlap by half. In few cells motion looks more like a mixture than in a whole
 * picture; so the two have to differ more, and the mixture has to explain more. [ours]
 */
final class PartialMixture {

  /** The grid: means of two by two samples of what cuts are found by. */
  static final int ACROSS = CutDetector.SAMPLES_ACROSS / 2;

  static final int DOWN = CutDetector.SAMPLES_DOWN / 2;

  private static final int WIDTH = 6;
  private static final int HEIGHT = 6;
  private static final int STEP = 3;
  private static final int WINDOWS_DOWN = (DOWN - HEIGHT) / STEP + 1;
  private static final int WINDOWS_ACROSS = (ACROSS - WIDTH) / STEP + 1;

  /** How many windows there are; each has a bit. */
  static final int WINDOWS = WINDOWS_DOWN * WINDOWS_ACROSS;

  /** Grey levels, root mean square, by which the two pictures differ. */
  private static final double LEAST_CHANGE = 20;

  private static final double LEAST_SQUARES = LEAST_CHANGE * LEAST_CHANGE * WIDTH * HEIGHT;

  /** Windows that correlate more than this show the same. */
  private static final double SAME = 0.5;

  private static final double LEAST_SHARE = 0.15;
  private static final double MOST_UNEXPLAINED = 0.04;

  private PartialMixture() {}

  /** One bit for each window in which a frame is a mixture of a past and a future one. */
  static long between(float[] past, float[] here, float[] future) {
    long found = 0;
    for (int row = 0; row < WINDOWS_DOWN; row++) {
      for (int column = 0; column < WINDOWS_ACROSS; column++) {
        if (isMixture(past, here, future, row * STEP * ACROSS + column * STEP)) {
          found |= 1L << (row * WINDOWS_ACROSS + column);
        }
      }
    }
    return found;
  }

  /**
   * Whether there is a window that shows something else from some picture on, and the same before
   * and after: what moves does not stand still on both sides of its motion.
   *
   * @param before a picture before {@code past}; null where there is none
   * @param after a picture after {@code future}; null where there is none
   */
  static boolean isStep(float[] before, float[] past, float[] future, float[] after) {
    for (int row = 0; row < WINDOWS_DOWN; row++) {
      for (int column = 0; column < WINDOWS_ACROSS; column++) {
        int corner = row * STEP * ACROSS + column * STEP;
        if (differ(past, future, corner)
            && (before == null || change(before, past, corner) < LEAST_SQUARES)
            && (after == null || change(future, after, corner) < LEAST_SQUARES)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean differ(float[] one, float[] other, int corner) {
    return change(one, other, corner) >= LEAST_SQUARES && correlation(one, other, corner) <= SAME;
  }

  private static double change(float[] past, float[] future, int corner) {
    double whole = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = corner + y * ACROSS; i < corner + y * ACROSS + WIDTH; i++) {
        whole += (future[i] - past[i]) * (future[i] - past[i]);
      }
    }
    return whole;
  }

  /**
   * A map of the picture, with a pixel for each cell: {@link VideoFrame#MIXED} in windows in which
   * two pictures are seen at once, {@link VideoFrame#WAS_MIXED} where they were.
   */
  static Image map(long windows, long earlier) {
    byte[] rgb = new byte[3 * ACROSS * DOWN];
    paint(rgb, earlier, VideoFrame.WAS_MIXED);
    paint(rgb, windows, VideoFrame.MIXED);
    return new Image(ACROSS, DOWN, rgb);
  }

  private static void paint(byte[] rgb, long windows, int value) {
    for (int i = 0; i < WINDOWS; i++) {
      if ((windows >> i & 1) != 0) {
        int corner = i / WINDOWS_ACROSS * STEP * ACROSS + i % WINDOWS_ACROSS * STEP;
        for (int y = 0; y < HEIGHT; y++) {
          int from = 3 * (corner + y * ACROSS);
          Arrays.fill(rgb, from, from + 3 * WIDTH, (byte) value);
        }
      }
    }
  }

  private static boolean isMixture(float[] past, float[] here, float[] future, int corner) {
    double whole = 0;
    double along = 0;
    double distance = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = corner + y * ACROSS; i < corner + y * ACROSS + WIDTH; i++) {
        double change = future[i] - past[i];
        double moved = here[i] - past[i];
        whole += change * change;
        along += change * moved;
        distance += moved * moved;
      }
    }
    if (whole < LEAST_SQUARES) {
      return false;
    }
    double share = along / whole;
    return share >= LEAST_SHARE
        && share <= 1 - LEAST_SHARE
        && distance - share * along <= MOST_UNEXPLAINED * whole
        && correlation(past, future, corner) <= SAME;
  }

  private static double correlation(float[] one, float[] other, int corner) {
    int cells = WIDTH * HEIGHT;
    double mean = 0;
    double otherMean = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = corner + y * ACROSS; i < corner + y * ACROSS + WIDTH; i++) {
        mean += one[i] / cells;
        otherMean += other[i] / cells;
      }
    }
    double dot = 0;
    double squares = 1e-9;
    double otherSquares = 1e-9;
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = corner + y * ACROSS; i < corner + y * ACROSS + WIDTH; i++) {
        dot += (one[i] - mean) * (other[i] - otherMean);
        squares += (one[i] - mean) * (one[i] - mean);
        otherSquares += (other[i] - otherMean) * (other[i] - otherMean);
      }
    }
    return dot / Math.sqrt(squares * otherSquares);
  }
}
