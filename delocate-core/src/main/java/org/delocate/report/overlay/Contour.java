package org.delocate.report.overlay;

/** The edge of a region: drawn as a light line within it and a dark one around it. */
final class Contour {

  /** Seen on skin, on hair and on every colour of the heat map. */
  private static final int LIGHT = 255;

  private static final int DARK = 24;

  private static final double OPACITY = 0.85;

  /** Whether a pixel belongs to the region. */
  interface Region {
    boolean holds(int x, int y);
  }

  private final int width;
  private final int height;
  private final int line;
  private final Region region;

  /**
   * Of a region of a picture.
   *
   * @param line width of either line, pixels
   */
  Contour(int width, int height, int line, Region region) {
    this.width = width;
    this.height = height;
    this.line = line;
    this.region = region;
  }

  /** Draws both lines; the sides of the picture are no edge. */
  void draw(byte[] rgb) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean within = region.holds(x, y);
        if (differs(x - line, y, within)
            || differs(x + line, y, within)
            || differs(x, y - line, within)
            || differs(x, y + line, within)) {
          int at = 3 * (y * width + x);
          for (int channel = 0; channel < 3; channel++) {
            rgb[at + channel] = blended(rgb[at + channel] & 0xFF, within ? LIGHT : DARK);
          }
        }
      }
    }
  }

  private boolean differs(int x, int y, boolean from) {
    return x >= 0 && y >= 0 && x < width && y < height && region.holds(x, y) != from;
  }

  private static byte blended(int value, int line) {
    return (byte) Math.round(value * (1 - OPACITY) + line * OPACITY);
  }
}
