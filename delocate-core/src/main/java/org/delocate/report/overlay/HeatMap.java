package org.delocate.report.overlay;

import org.delocate.media.image.Image;

/**
 * Paints probability of tampering over a face: nothing where it is low, then yellow, orange and
 * dark red. Lightness falls with the value, so that it reads without colour, too.
 */
public final class HeatMap {

  /** Stops of the scale at 0, 1/3, 2/3 and 1, as red, green, blue. */
  private static final double[][] STOPS = {
    {255, 236, 150}, {254, 178, 60}, {232, 72, 28}, {130, 6, 30}
  };

  /** Below this nothing is painted: a faint veil over all of a face would only blur it. [ours] */
  private static final double FLOOR = 0.15;

  private static final double MOST_OPAQUE = 0.72;

  private HeatMap() {}

  /**
   * The face in grey with the heat map over it.
   *
   * @param mask probability of each pixel, row by row
   */
  public static Image over(Image face, float[] mask) {
    byte[] rgb = new byte[face.rgb().length];
    for (int i = 0; i < mask.length; i++) {
      int x = i % face.width();
      int y = i / face.width();
      double grey =
          0.299 * face.sample(x, y, 0)
              + 0.587 * face.sample(x, y, 1)
              + 0.114 * face.sample(x, y, 2);
      double opacity = opacity(mask[i]);
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] =
            (byte) Math.round(grey * (1 - opacity) + colour(mask[i], channel) * opacity);
      }
    }
    return new Image(face.width(), face.height(), rgb);
  }

  /**
   * The face in grey with the heat map over it and a line around some of it.
   *
   * @param mask probability of each pixel, row by row
   * @param outlinedFrom value that pixels within the line reach
   */
  public static Image over(Image face, float[] mask, double outlinedFrom) {
    Image heat = over(face, mask);
    byte[] rgb = heat.rgb().clone();
    new Contour(
            face.width(), face.height(), 1, (x, y) -> mask[y * face.width() + x] >= outlinedFrom)
        .draw(rgb);
    return new Image(face.width(), face.height(), rgb);
  }

  /** How much of the picture below is covered, 0 to 1. */
  static double opacity(double probability) {
    double above = Math.max(0, Math.min(1, (probability - FLOOR) / (0.6 - FLOOR)));
    return MOST_OPAQUE * above * above * (3 - 2 * above);
  }

  /** One channel of the scale, 0 to 255. */
  static double colour(double probability, int channel) {
    double place = Math.max(0, Math.min(1, probability)) * (STOPS.length - 1);
    int below = (int) Math.min(STOPS.length - 2, Math.floor(place));
    return STOPS[below][channel]
        + (place - below) * (STOPS[below + 1][channel] - STOPS[below][channel]);
  }

  /** The scale for a style sheet's gradient. */
  public static String cssStops() {
    StringBuilder stops = new StringBuilder();
    for (double[] stop : STOPS) {
      stops
          .append(stops.isEmpty() ? "" : ",")
          .append(
              String.format(
                  java.util.Locale.ROOT,
                  "rgb(%d,%d,%d)",
                  (int) stop[0],
                  (int) stop[1],
                  (int) stop[2]));
    }
    return stops.toString();
  }
}
