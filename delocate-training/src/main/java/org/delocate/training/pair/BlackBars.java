package org.delocate.training.pair;

import java.util.SplittableRandom;
import org.delocate.media.image.Image;

/**
 * Black bars at the borders of a crop, in pixels, as faces at the edge of a letterboxed or
 * pillarboxed video have them. Nothing under a bar is forged: masks lose it. [ours]
 */
record BlackBars(int left, int top, int right, int bottom) {

  private static final BlackBars NONE = new BlackBars(0, 0, 0, 0);

  /** Share of the side that a bar takes at most. */
  private static final double WIDEST = 0.15;

  static BlackBars none() {
    return NONE;
  }

  /** Each border has a bar half of the time; at least one has. */
  static BlackBars random(int size, SplittableRandom random) {
    int most = Math.max(1, (int) Math.round(WIDEST * size));
    int sides = random.nextInt(1, 16);
    int[] widths = new int[4];
    for (int side = 0; side < widths.length; side++) {
      int width = random.nextInt(1, most + 1);
      widths[side] = (sides >> side & 1) == 1 ? width : 0;
    }
    return new BlackBars(widths[0], widths[1], widths[2], widths[3]);
  }

  /** The picture under its bars. */
  Image over(Image crop) {
    if (equals(NONE)) {
      return crop;
    }
    byte[] out = new byte[crop.rgb().length];
    for (int y = top; y < crop.height() - bottom; y++) {
      int from = (y * crop.width() + left) * 3;
      System.arraycopy(crop.rgb(), from, out, from, (crop.width() - left - right) * 3);
    }
    return new Image(crop.width(), crop.height(), out);
  }

  /** A square mask, cleared under the bars. */
  float[] over(float[] mask, int size) {
    if (equals(NONE)) {
      return mask;
    }
    float[] out = new float[mask.length];
    for (int y = top; y < size - bottom; y++) {
      System.arraycopy(mask, y * size + left, out, y * size + left, size - left - right);
    }
    return out;
  }
}
