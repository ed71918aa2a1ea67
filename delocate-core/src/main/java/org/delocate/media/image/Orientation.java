package org.delocate.media.image;

/**
 * How stored pixels are turned so that the picture stands upright. The four rotations of a phone's
 * video and the eight orientations of EXIF are all of this form.
 *
 * @param transposed whether columns become rows, before any mirroring
 * @param mirroredAcross whether left and right then change places
 * @param mirroredDown whether top and bottom then change places
 */
public record Orientation(boolean transposed, boolean mirroredAcross, boolean mirroredDown) {

  public static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** Number of values of a display matrix. */
  public static final int MATRIX_SIZE = 9;

  /**
   * Reads a display matrix as FFmpeg gives it, by rows: a stored point (x, y) is shown at (m0 x +
   * m3 y, m1 x + m4 y). Angles between the four right ones go to the nearest of them.
   */
  public static Orientation ofDisplayMatrix(int[] matrix) {
    long acrossByX = matrix[0];
    long downByX = matrix[1];
    long acrossByY = matrix[3];
    long downByY = matrix[4];
    boolean transposed =
        Math.abs(downByX) + Math.abs(acrossByY) > Math.abs(acrossByX) + Math.abs(downByY);
    return transposed
        ? new Orientation(true, acrossByY < 0, downByX < 0)
        : new Orientation(false, acrossByX < 0, downByY < 0);
  }

  /**
   * Reads Exif's number of an orientation: 1 is upright, 3 upside down, 6 and 8 lie on a side, and
   * 2, 4, 5 and 7 are their mirror images.
   *
   * @return upright for all other numbers
   */
  public static Orientation ofExif(int number) {
    return switch (number) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** Clockwise degrees: 0, 90, 180 or 270; a mirror image counts as the rotation within it. */
  public int degreesClockwise() {
    if (transposed) {
      return mirroredAcross ? 90 : 270;
    }
    return mirroredDown ? 180 : 0;
  }

  /** Turns a picture upright. */
  public Image apply(Image stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    int stepAcross = transposed ? stored.width() * 3 : 3;
    int stepDown = transposed ? 3 : stored.width() * 3;
    byte[] from = stored.rgb();
    byte[] to = new byte[from.length];
    int target = 0;
    for (int y = 0; y < height; y++) {
      int row = (mirroredDown ? height - 1 - y : y) * stepDown;
      for (int x = 0; x < width; x++) {
        int source = row + (mirroredAcross ? width - 1 - x : x) * stepAcross;
        to[target] = from[source];
        to[target + 1] = from[source + 1];
        to[target + 2] = from[source + 2];
        target += 3;
      }
    }
    return new Image(width, height, to);
  }
}
