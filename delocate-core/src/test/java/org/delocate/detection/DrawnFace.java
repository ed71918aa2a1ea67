package org.delocate.detection;

import org.delocate.media.image.Image;

/**
 * Draws a face that detector and landmarks take for one: shaded skin, hair, brows, eyes, nose and
 * mouth, in smooth strokes. Nobody's picture, and the same on every machine.
 */
final class DrawnFace {

  private final int width;
  private final int height;
  private final double[] rgb;

  private DrawnFace(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new double[width * height * 3];
  }

  /**
   * A face on a plain background, its centre in the middle, {@code size} pixels from ear to ear.
   */
  static Image picture(int width, int height, double size) {
    return picture(width, height, new double[][] {{width / 2.0, height / 2.0, size}});
  }

  /**
   * Several faces.
   *
   * @param faces centre x, centre y, width from ear to ear, in pixels
   */
  static Image picture(int width, int height, double[]... faces) {
    DrawnFace canvas = new DrawnFace(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        canvas.set(x, y, 96 + 30.0 * y / height, 112 + 20.0 * x / width, 124);
      }
    }
    for (double[] face : faces) {
      canvas.face(face[0], face[1], face[2] / 2);
    }
    byte[] bytes = new byte[canvas.rgb.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(255, canvas.rgb[i])));
    }
    return new Image(width, height, bytes);
  }

  /** One unit is half the width of the face. */
  private void face(double cx, double cy, double unit) {
    double[] hair = {46, 32, 26};
    double[] skin = {214, 168, 142};
    double[] shade = {160, 108, 86};
    double[] dark = {58, 38, 32};
    double[] white = {236, 232, 228};
    double[] lips = {168, 84, 82};
    ellipse(
        cx, cy + 1.9 * unit, 1.9 * unit, 0.9 * unit, 0.05, new double[] {60, 74, 104}, 1); // chest
    ellipse(cx, cy + 1.15 * unit, 0.55 * unit, 0.75 * unit, 0.1, shade, 1); // neck
    ellipse(cx, cy - 0.28 * unit, 1.14 * unit, 1.28 * unit, 0.06, hair, 1);
    ellipse(cx - unit, cy + 0.1 * unit, 0.13 * unit, 0.28 * unit, 0.1, shade, 1); // ears
    ellipse(cx + unit, cy + 0.1 * unit, 0.13 * unit, 0.28 * unit, 0.1, shade, 1);
    ellipse(cx, cy + 0.08 * unit, 0.97 * unit, 1.27 * unit, 0.05, skin, 1);
    ellipse(cx, cy + 0.95 * unit, 0.75 * unit, 0.45 * unit, 0.9, shade, 0.35); // under the chin
    ellipse(cx - 0.8 * unit, cy + 0.3 * unit, 0.3 * unit, 0.9 * unit, 0.9, shade, 0.55); // side
    ellipse(cx + 0.8 * unit, cy + 0.3 * unit, 0.3 * unit, 0.9 * unit, 0.9, shade, 0.4);
    ellipse(cx, cy - 0.65 * unit, 0.6 * unit, 0.35 * unit, 0.9, white, 0.25); // forehead
    ellipse(cx, cy - 1.12 * unit, 0.85 * unit, 0.32 * unit, 0.25, hair, 1); // fringe
    for (int side = -1; side <= 1; side += 2) {
      double eye = cx + side * 0.42 * unit;
      ellipse(eye, cy - 0.16 * unit, 0.3 * unit, 0.2 * unit, 0.8, shade, 0.6); // socket
      ellipse(eye, cy - 0.36 * unit, 0.27 * unit, 0.055 * unit, 0.3, hair, 0.9); // brow
      ellipse(eye, cy - 0.13 * unit, 0.2 * unit, 0.085 * unit, 0.15, white, 1);
      ellipse(
          eye, cy - 0.135 * unit, 0.088 * unit, 0.088 * unit, 0.2, new double[] {84, 60, 44}, 1);
      ellipse(
          eye, cy - 0.135 * unit, 0.045 * unit, 0.045 * unit, 0.2, new double[] {14, 10, 10}, 1);
      ellipse(eye + 0.02 * unit, cy - 0.16 * unit, 0.018 * unit, 0.018 * unit, 0.3, white, 1);
      ellipse(eye, cy - 0.21 * unit, 0.22 * unit, 0.035 * unit, 0.4, dark, 0.9); // lid
      ellipse(cx + side * 0.48 * unit, cy + 0.3 * unit, 0.25 * unit, 0.2 * unit, 0.9, white, 0.2);
      ellipse(cx + side * 0.12 * unit, cy + 0.31 * unit, 0.06 * unit, 0.035 * unit, 0.5, dark, 0.8);
      ellipse(cx + side * 0.2 * unit, cy + 0.26 * unit, 0.08 * unit, 0.1 * unit, 0.8, shade, 0.6);
    }
    ellipse(cx + 0.09 * unit, cy + 0.05 * unit, 0.07 * unit, 0.3 * unit, 0.9, shade, 0.5); // nose
    ellipse(cx - 0.03 * unit, cy + 0.08 * unit, 0.06 * unit, 0.28 * unit, 0.9, white, 0.3);
    ellipse(cx, cy + 0.23 * unit, 0.12 * unit, 0.09 * unit, 0.8, white, 0.25);
    ellipse(cx, cy + 0.36 * unit, 0.17 * unit, 0.04 * unit, 0.9, shade, 0.7);
    ellipse(cx, cy + 0.64 * unit, 0.33 * unit, 0.1 * unit, 0.4, lips, 0.95);
    ellipse(cx, cy + 0.71 * unit, 0.22 * unit, 0.07 * unit, 0.6, new double[] {196, 112, 108}, 0.8);
    ellipse(cx, cy + 0.63 * unit, 0.34 * unit, 0.018 * unit, 0.5, dark, 0.9);
    ellipse(cx, cy + 0.84 * unit, 0.22 * unit, 0.06 * unit, 0.9, shade, 0.5);
  }

  /** {@code softness}: share of the radius over which the edge fades. */
  private void ellipse(
      double cx,
      double cy,
      double rx,
      double ry,
      double softness,
      double[] colour,
      double opacity) {
    double reach = 1 + softness / 2;
    int bottom = (int) Math.min(height - 1, cy + reach * ry + 2);
    int right = (int) Math.min(width - 1, cx + reach * rx + 2);
    for (int y = (int) Math.max(0, cy - reach * ry - 2); y <= bottom; y++) {
      for (int x = (int) Math.max(0, cx - reach * rx - 2); x <= right; x++) {
        double distance = Math.hypot((x - cx) / rx, (y - cy) / ry);
        double fade = Math.max(softness, 1.2 / Math.min(rx, ry));
        double cover = Math.max(0, Math.min(1, (1 + fade / 2 - distance) / fade));
        double smooth = opacity * cover * cover * (3 - 2 * cover);
        int at = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
          rgb[at + channel] += smooth * (colour[channel] - rgb[at + channel]);
        }
      }
    }
  }

  private void set(int x, int y, double red, double green, double blue) {
    int at = 3 * (y * width + x);
    rgb[at] = red;
    rgb[at + 1] = green;
    rgb[at + 2] = blue;
  }
}
