package org.delocate.face.track;

import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * What a face looks like, coarsely enough that expression hardly matters: its aligned crop in few
 * pixels, with brightness and contrast taken out. Tells the people of one shot apart; recognises
 * nobody.
 */
final class FaceAppearance {

  private static final CropConvention CROP = CropConvention.standard(32);

  private final float[] unit;

  private FaceAppearance(float[] unit) {
    this.unit = unit;
  }

  static FaceAppearance of(Image image, Landmarks landmarks) {
    byte[] rgb = FaceAligner.align(image, landmarks, CROP).crop().rgb();
    float[] values = new float[rgb.length];
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      values[i] = rgb[i] & 0xFF;
      sum += values[i];
    }
    // One mean for all three channels: differences between them are the colour of skin and hair.
    float mean = (float) (sum / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
    return new FaceAppearance(normalized(values));
  }

  /** 0 for the same look to 2 for its negative; two strangers are about 1 apart or less. */
  double distance(FaceAppearance other) {
    double dot = 0;
    for (int i = 0; i < unit.length; i++) {
      dot += (double) unit[i] * other.unit[i];
    }
    return 1 - dot;
  }

  /** Half this look, half a newer one. */
  FaceAppearance blendedWith(FaceAppearance newer) {
    float[] sum = new float[unit.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = unit[i] + newer.unit[i];
    }
    return new FaceAppearance(normalized(sum));
  }

  private static float[] normalized(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    // A crop without any structure resembles nothing: it stays the zero vector.
    float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }
}
