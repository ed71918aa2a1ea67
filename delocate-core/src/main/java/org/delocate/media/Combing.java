package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PLANAR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

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
    int depth = depthOfPlanarLuma(later);
    if (depth == 0
        || earlier.format() != later.format()
        || earlier.width() != width
        || earlier.height() != height) {
      return Fields.PROGRESSIVE;
    }
    Combing combing = new Combing();
    int sample = depth > 8 ? 2 : 1;
    int shift = Math.max(0, depth - 8);
    byte[][] old = new byte[BLOCK_HEIGHT + 2][width * sample];
    byte[][] young = new byte[BLOCK_HEIGHT + 2][width * sample];
    BytePointer oldLuma = earlier.data(0);
    BytePointer youngLuma = later.data(0);
    for (int top = 1; top + BLOCK_HEIGHT < height; top += BLOCK_HEIGHT) {
      for (int i = 0; i < BLOCK_HEIGHT + 2; i++) {
        int y = top - 1 + i;
        oldLuma.position((long) y * earlier.linesize(0)).get(old[i]);
        youngLuma.position((long) y * later.linesize(0)).get(young[i]);
      }
      for (int left = 0; left + BLOCK_WIDTH <= width; left += BLOCK_WIDTH) {
        combing.block(old, young, left, sample, shift);
      }
    }
    return combing.fields(before);
  }

  /**
   * Rows of a block begin with an odd one of the picture: index 1 is row 1, of the lower field.
   * Sums over the lines of each field how far they are from the lines of the other field around
   * them, once the later frame's in the earlier and once the other way round.
   */
  private void block(byte[][] before, byte[][] after, int left, int sample, int shift) {
    long upperAfterLower = 0;
    long lowerAfterUpper = 0;
    long change = 0;
    for (int y = 1; y <= BLOCK_HEIGHT; y++) {
      boolean lowerLine = y % 2 == 1;
      for (int x = left; x < left + BLOCK_WIDTH; x += STEP) {
        int above = value(after[y - 1], x, sample, shift);
        int below = value(after[y + 1], x, sample, shift);
        int old = value(before[y], x, sample, shift);
        int oldAround =
            value(before[y - 1], x, sample, shift) + value(before[y + 1], x, sample, shift);
        int line = value(after[y], x, sample, shift);
        change += Math.abs(line - old);
        int distance = Math.abs(above + below - 2 * old);
        int reverse = Math.abs(oldAround - 2 * line);
        if (lowerLine) {
          upperAfterLower += distance;
          lowerAfterUpper += reverse;
        } else {
          lowerAfterUpper += distance;
          upperAfterLower += reverse;
        }
      }
    }
    double samples = BLOCK_HEIGHT * BLOCK_WIDTH / (double) STEP;
    if (change / samples < LEAST_MOTION) {
      return;
    }
    moving++;
    if (lowerAfterUpper > LEAST_RATIO * upperAfterLower) {
      upper++;
    } else if (upperAfterLower > LEAST_RATIO * lowerAfterUpper) {
      lower++;
    }
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
    return sample == 1
        ? row[x] & 0xFF
        : ((row[2 * x] & 0xFF) | ((row[2 * x + 1] & 0xFF) << 8)) >> shift;
  }

  /** Bits of luma in a plane of its own, or 0. */
  private static int depthOfPlanarLuma(AVFrame frame) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    boolean readable =
        format != null
            && (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE))
                == 0
            && format.comp(0).plane() == 0
            && format.comp(0).step() == (format.comp(0).depth() > 8 ? 2 : 1)
            && (format.nb_components() == 1 || (format.flags() & AV_PIX_FMT_FLAG_PLANAR) != 0);
    return readable ? format.comp(0).depth() : 0;
  }
}
