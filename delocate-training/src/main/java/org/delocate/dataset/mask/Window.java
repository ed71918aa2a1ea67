package org.delocate.dataset.mask;

import org.delocate.face.geometry.Box;

/**
 * A rectangle of a picture.
 *
 * @param left column of its first pixel
 * @param top row of its first pixel
 * @param width at least 1
 * @param height at least 1
 */
record Window(int left, int top, int width, int height) {

  /**
   * What lies around a box, as far as it is inside the picture; of a box beside the picture, the
   * pixels nearest to it.
   *
   * @param margin pixels on every side
   */
  static Window around(Box box, double margin, int pictureWidth, int pictureHeight) {
    int left = within(Math.floor(box.x() - margin), pictureWidth);
    int top = within(Math.floor(box.y() - margin), pictureHeight);
    int right = within(Math.ceil(box.x() + box.width() + margin), pictureWidth);
    int bottom = within(Math.ceil(box.y() + box.height() + margin), pictureHeight);
    return new Window(left, top, right - left + 1, bottom - top + 1);
  }

  private static int within(double place, int size) {
    return (int) Math.max(0, Math.min(size - 1, place));
  }

  /** Points x0, y0, x1, y1, … of the picture, counted from this window's corner. */
  float[] shifted(float[] xy) {
    float[] shifted = new float[xy.length];
    for (int i = 0; i < xy.length; i++) {
      shifted[i] = xy[i] - (i % 2 == 0 ? left : top);
    }
    return shifted;
  }

  /** This part of a plane of the whole picture. */
  Plane of(Plane picture) {
    float[] values = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          picture.values(), (top + y) * picture.width() + left, values, y * width, width);
    }
    return new Plane(width, height, values);
  }

  /** A region of this window in the whole picture, of which nothing else is inside. */
  Region placed(Region region, int pictureWidth, int pictureHeight) {
    boolean[] inside = new boolean[pictureWidth * pictureHeight];
    for (int y = 0; y < height; y++) {
      System.arraycopy(region.inside(), y * width, inside, (top + y) * pictureWidth + left, width);
    }
    return new Region(pictureWidth, pictureHeight, inside);
  }
}
