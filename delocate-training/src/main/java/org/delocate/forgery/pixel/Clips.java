package org.delocate.forgery.pixel;

import org.delocate.media.image.Image;
import org.delocate.media.read.MediaInfo;

/** Frames of clips: their rate, and parts of them. */
public final class Clips {

  private static final double USUAL_RATE = 25;
  private static final double MOST = 240;

  private Clips() {}

  /** Mean rate of a video; 25 where nothing is known. */
  public static double framesPerSecond(MediaInfo info) {
    if (info.durationSeconds() <= 0 || info.frames() < 2) {
      return USUAL_RATE;
    }
    return Math.max(1, Math.min(MOST, info.frames() / info.durationSeconds()));
  }

  /** A part of a picture, which must lie inside it. */
  public static Image cut(Image image, int left, int top, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * image.width() + left);
      System.arraycopy(image.rgb(), from, rgb, 3 * y * width, 3 * width);
    }
    return new Image(width, height, rgb);
  }

  /** Lays a picture into a larger one, given as its pixels. */
  public static void paste(Image part, byte[] rgb, int rowWidth, int left, int top) {
    for (int y = 0; y < part.height(); y++) {
      int to = 3 * ((top + y) * rowWidth + left);
      System.arraycopy(part.rgb(), 3 * y * part.width(), rgb, to, 3 * part.width());
    }
  }

  /** A mask as a grey picture. */
  public static Image grey(float[] mask, int width, int height) {
    byte[] rgb = new byte[3 * mask.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Pixels.clipped(255 * mask[i / 3]);
    }
    return new Image(width, height, rgb);
  }
}
