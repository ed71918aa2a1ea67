package org.delocate.evaluation.score;

import org.delocate.face.geometry.Box;
import org.delocate.media.image.Image;

/** Masks that need no learning: the baselines. */
public final class PlainMasks {

  private PlainMasks() {}

  /** 1 inside the ellipse that touches the sides of the face's box, 0 outside. */
  static float[] ellipse(Box box, int size) {
    float[] mask = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = (x - box.centerX()) / (box.width() / 2);
        double dy = (y - box.centerY()) / (box.height() / 2);
        mask[y * size + x] = dx * dx + dy * dy <= 1 ? 1 : 0;
      }
    }
    return mask;
  }

  /** Mean over the channels of {@code |x − x̂|}, 0 to 1. */
  public static float[] residual(Image face, Image recovered) {
    int size = face.width();
    float[] mask = new float[size * face.height()];
    for (int i = 0; i < mask.length; i++) {
      int x = i % size;
      int y = i / size;
      int sum = 0;
      for (int channel = 0; channel < 3; channel++) {
        sum += Math.abs(face.sample(x, y, channel) - recovered.sample(x, y, channel));
      }
      mask[i] = sum / (3 * 255f);
    }
    return mask;
  }
}
