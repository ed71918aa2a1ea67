package org.delocate.media.shot;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.delocate.media.container.WovenFrames;

/**
 * Measures whether a frame is woven from two fields of different times. What the file says of it is
 * no evidence: broadcasters mark progressive pictures as interlaced, and editors weave fields into
 * files that say nothing.
 *
 * <p>The upper field of a frame whose upper field comes first lies half a frame from the lower
 * field of the frame before, while its own lower field lies one and a half from the upper one
 * there. Where something moves, one of the two distances is then far smaller than the other; in
 * progressive video, however finely striped or noisy, they are alike. This is measured in blocks,
 * and enough of them have to agree. [ours]
 */
final class Combing {

  /** What a frame was found to be. */
  enum Fields {
    PROGRESSIVE,
    UPPER_FIRST,
    LOWER_FIRST
  }

  private static final int BLOCK_WIDTH = 32;
  private static final int BLOCK_HEIGHT = 16;

  /** Every how manieth column is looked at. */
  private static final int STEP = 2;

  /** Mean difference of a sample from its neighbours in time, of 255, from which a block moves. */
  private static final double LEAST_MOTION = 2;

  /** Samples of a block that are looked at. */
  private static final double SAMPLES = BLOCK_HEIGHT * BLOCK_WIDTH / (double) STEP;

  /** How much nearer the one field has to be than the other. */
  private static final double LEAST_RATIO = 1.35;

  /** Share of the moving blocks that have to agree on an order. */
  private static final double LEAST_AGREEMENT = 0.4;

  /** The same where frames before were woven: less has to move. */
  private static final double LEAST_AGREEMENT_AGAIN = 0.2;

  /** How many times as many blocks agree on an order as on its opposite. */
  private static final double LEAST_MAJORITY = 4;

  private static final int LEAST_BLOCKS = 4;

  private int upper;
  private int lower;
  private int moving;

  private Combing() {}

  /**
   * Looks at the motion from one frame to the next.
   *
   * @param earlier a frame
   * @param later the frame after it, of the same size and format, or the frame is progressive
   * @param before what frames before were found to be: woven videos stay woven
   */
  static Fields between(AVFrame earlier, AVFrame later, Fields before) {
    int width = later.width();
    int height = later.height();
    int depth = WovenFrames.mayBe(later) ? WovenFrames.depthOfLuma(later) : 0;
    if (depth == 0
        || earlier.format() != later.format()
        || earlier.width() != width
        || earlier.height() != height) {
      return Fields.PROGRESSIVE;
    }
    Combing combing = new Combing();
    int sample = depth > 8 ? 2 : 1;
    int shift = Math.max(0, depth - 8);
    boolean upright = earlier.linesize(0) > 0 && later.linesize(0) > 0;
    Motion motion = depth == 8 && upright ? Motion.between(earlier, later) : null;
    byte[][] old = new byte[BLOCK_HEIGHT + 2][width * sample];
    byte[][] young = new byte[BLOCK_HEIGHT + 2][width * sample];
    BytePointer oldLuma = earlier.data(0);
    BytePointer youngLuma = later.data(0);
    for (int top = 1; top + BLOCK_HEIGHT < height; top += BLOCK_HEIGHT) {
      if (motion != null && motion.noneAt(top)) {
        continue;
      }
      for (int i = 0; i < BLOCK_HEIGHT + 2; i++) {
        int y = top - 1 + i;
        oldLuma.position((long) y * earlier.linesize(0)).get(old[i]);
        youngLuma.position((long) y * later.linesize(0)).get(young[i]);
      }
      for (int left = 0; left + BLOCK_WIDTH <= width; left += BLOCK_WIDTH) {
        // Most of a picture stands still, which is soon seen.
        if (motion == null ? moves(old, young, left, sample, shift) : motion.isAt(left, top)) {
          combing.block(old, young, left, sample, shift);
        }
      }
    }
    return combing.fields(before);
  }

  /**
   * Where two frames of 8 bits differ, by OpenCV: in most videos that is all there is to do.
   *
   * @param across blocks in a row
   * @param moving block by block, row by row
   */
  private record Motion(int across, boolean[] moving) {

    static Motion between(AVFrame earlier, AVFrame later) {
      int columns = later.width() / STEP;
      int across = later.width() / BLOCK_WIDTH;
      int down = (later.height() - 2) / BLOCK_HEIGHT;
      boolean[] moving = new boolean[across * down];
      try (PointerScope scope = new PointerScope()) {
        Mat difference = new Mat();
        opencv_core.absdiff(pairs(earlier, columns), pairs(later, columns), difference);
        Mat everySecond = new Mat();
        opencv_core.extractChannel(difference, everySecond, 0);
        Mat sums = new Mat();
        opencv_imgproc.integral(everySecond, sums);
        int[] upper = new int[columns + 1];
        int[] lower = new int[columns + 1];
        for (int y = 0; y < down; y++) {
          new IntPointer(sums.ptr(1 + y * BLOCK_HEIGHT)).get(upper);
          new IntPointer(sums.ptr(1 + (y + 1) * BLOCK_HEIGHT)).get(lower);
          for (int x = 0; x < across; x++) {
            int left = x * BLOCK_WIDTH / STEP;
            int right = left + BLOCK_WIDTH / STEP;
            int change = lower[right] - lower[left] - upper[right] + upper[left];
            moving[y * across + x] = change / SAMPLES >= LEAST_MOTION;
          }
        }
      }
      return new Motion(across, moving);
    }

    /** The luma of two columns as two channels of one, so that one of them can be left out. */
    private static Mat pairs(AVFrame frame, int columns) {
      return new Mat(
          frame.height(), columns, opencv_core.CV_8UC2, frame.data(0), frame.linesize(0));
    }

    boolean isAt(int left, int top) {
      return moving[top / BLOCK_HEIGHT * across + left / BLOCK_WIDTH];
    }

    boolean noneAt(int top) {
      for (int left = 0; left < across * BLOCK_WIDTH; left += BLOCK_WIDTH) {
        if (isAt(left, top)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Rows of a block begin with an odd one of the picture: index 1 is row 1, of the lower field.
   * Sums over the lines of each field how far they are from the lines of the other field around
   * them, once the later frame's in the earlier and once the other way round.
   */
  private void block(byte[][] before, byte[][] after, int left, int sample, int shift) {
    moving++;
    int upperAfterLower = 0;
    int lowerAfterUpper = 0;
    for (int y = 1; y <= BLOCK_HEIGHT; y++) {
      byte[] oldAbove = before[y - 1];
      byte[] oldLine = before[y];
      byte[] oldBelow = before[y + 1];
      byte[] lineAbove = after[y - 1];
      byte[] line = after[y];
      byte[] lineBelow = after[y + 1];
      int distances = 0;
      int reverses = 0;
      for (int x = left; x < left + BLOCK_WIDTH; x += STEP) {
        int around = value(lineAbove, x, sample, shift) + value(lineBelow, x, sample, shift);
        int oldAround = value(oldAbove, x, sample, shift) + value(oldBelow, x, sample, shift);
        distances += Math.abs(around - 2 * value(oldLine, x, sample, shift));
        reverses += Math.abs(oldAround - 2 * value(line, x, sample, shift));
      }
      boolean lowerLine = y % 2 == 1;
      upperAfterLower += lowerLine ? distances : reverses;
      lowerAfterUpper += lowerLine ? reverses : distances;
    }
    if (lowerAfterUpper > LEAST_RATIO * upperAfterLower) {
      upper++;
    } else if (upperAfterLower > LEAST_RATIO * lowerAfterUpper) {
      lower++;
    }
  }

  private static boolean moves(byte[][] before, byte[][] after, int left, int sample, int shift) {
    int change = 0;
    for (int y = 1; y <= BLOCK_HEIGHT; y++) {
      byte[] oldLine = before[y];
      byte[] line = after[y];
      for (int x = left; x < left + BLOCK_WIDTH; x += STEP) {
        change += Math.abs(value(line, x, sample, shift) - value(oldLine, x, sample, shift));
      }
    }
    return change / SAMPLES >= LEAST_MOTION;
  }

  private Fields fields(Fields before) {
    int most = Math.max(upper, lower);
    int least = Math.min(upper, lower);
    Fields order = upper > lower ? Fields.UPPER_FIRST : Fields.LOWER_FIRST;
    boolean again = order == before;
    boolean woven =
        most >= (again ? 1 : LEAST_BLOCKS)
            && most >= (again ? LEAST_AGREEMENT_AGAIN : LEAST_AGREEMENT) * moving
            && most >= LEAST_MAJORITY * least;
    return woven ? order : Fields.PROGRESSIVE;
  }

  private static int value(byte[] row, int x, int sample, int shift) {
    return sample == 1 ? row[x] & 0xFF : deepValue(row, x, shift);
  }

  /** Apart, so that {@link #value} is short enough for the JVM's first compiler to inline it. */
  private static int deepValue(byte[] row, int x, int shift) {
    return ((row[2 * x] & 0xFF) | ((row[2 * x + 1] & 0xFF) << 8)) >> shift;
  }
}
