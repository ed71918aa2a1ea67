package org.delocate.forgery.pixel;

/**
 * Ways to change the size of a picture, as generators, their tools and players do it: each row and
 * each column by weights over a few neighbours. Beyond the border the outermost pixels go on.
 */
public enum Resampling {
  /** The nearest pixel: what plain up-sampling layers and the fastest scalers do. */
  NEAREST(0.5, false) {
    @Override
    double weight(double distance) {
      return distance >= -0.5 && distance < 0.5 ? 1 : 0;
    }
  },

  /** The mean of the pixels covered, if the picture shrinks. */
  AREA(0.5, true) {
    @Override
    double weight(double distance) {
      return distance >= -0.5 && distance < 0.5 ? 1 : 0;
    }
  },

  /** Between the nearest two, also where the picture shrinks: fine detail aliases then. */
  LINEAR(1, false) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /** Keys's cubic with −0.75, of OpenCV and PyTorch, also where the picture shrinks. */
  CUBIC(2, false) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      return x < 1
          ? (1.25 * x - 2.25) * x * x + 1
          : x < 2 ? ((-0.75 * x + 3.75) * x - 6) * x + 3 : 0;
    }
  },

  /** Lanczos's window over three pixels to each side, of the picture that is the smaller one. */
  LANCZOS(3, true) {
    @Override
    double weight(double distance) {
      double x = Math.PI * distance;
      return Math.abs(distance) < 1e-9
          ? 1
          : Math.abs(distance) < 3 ? 3 * Math.sin(x) * Math.sin(x / 3) / (x * x) : 0;
    }
  };

  private final double reach;
  private final boolean widens;

  /**
   * @param reach of the weights to each side, in pixels
   * @param widens whether the weights cover more pixels where the picture shrinks
   */
  Resampling(double reach, boolean widens) {
    this.reach = reach;
    this.widens = widens;
  }

  /** Weight of a pixel by its distance from the place that is asked for. */
  abstract double weight(double distance);

  /** The picture of another size. */
  public FloatImage resized(FloatImage image, int width, int height) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    return new FloatImage(
        width, height, columns(rows(image, width), width, image.height(), height));
  }

  /** Which pixels of a line make one of another length, and how much each counts. */
  private record Taps(int count, int[] from, float[] weights) {

    static Taps of(Resampling kernel, int length, int wanted) {
      double step = (double) length / wanted;
      double widened = kernel.widens ? Math.max(1, step) : 1;
      int count = (int) Math.ceil(2 * kernel.reach * widened) + 1;
      int[] from = new int[count * wanted];
      float[] weights = new float[count * wanted];
      for (int i = 0; i < wanted; i++) {
        double place = (i + 0.5) * step - 0.5;
        int first = (int) Math.ceil(place - kernel.reach * widened - 1e-9);
        double sum = 0;
        for (int tap = 0; tap < count; tap++) {
          sum += kernel.weight((first + tap - place) / widened);
        }
        for (int tap = 0; tap < count; tap++) {
          from[i * count + tap] = Math.max(0, Math.min(length - 1, first + tap));
          weights[i * count + tap] = (float) (kernel.weight((first + tap - place) / widened) / sum);
        }
      }
      return new Taps(count, from, weights);
    }
  }

  private float[] rows(FloatImage image, int width) {
    if (width == image.width()) {
      return image.rgb();
    }
    Taps taps = Taps.of(this, image.width(), width);
    float[] in = image.rgb();
    float[] out = new float[FloatImage.CHANNELS * width * image.height()];
    for (int y = 0; y < image.height(); y++) {
      int line = y * image.width();
      int to = FloatImage.CHANNELS * y * width;
      for (int tap = 0; tap < taps.count() * width; ) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int last = tap + taps.count(); tap < last; tap++) {
          int at = FloatImage.CHANNELS * (line + taps.from()[tap]);
          float weight = taps.weights()[tap];
          red += weight * in[at];
          green += weight * in[at + 1];
          blue += weight * in[at + 2];
        }
        out[to] = red;
        out[to + 1] = green;
        out[to + 2] = blue;
        to += FloatImage.CHANNELS;
      }
    }
    return out;
  }

  /** All columns at once, row by row, so that memory is read in order. */
  private float[] columns(float[] in, int width, int height, int wanted) {
    if (height == wanted) {
      return in;
    }
    Taps taps = Taps.of(this, height, wanted);
    int row = FloatImage.CHANNELS * width;
    float[] out = new float[row * wanted];
    for (int y = 0; y < wanted; y++) {
      for (int tap = y * taps.count(); tap < (y + 1) * taps.count(); tap++) {
        float weight = taps.weights()[tap];
        if (weight != 0) {
          add(in, taps.from()[tap] * row, weight, out, y * row, row);
        }
      }
    }
    return out;
  }

  private static void add(float[] in, int from, float weight, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += weight * in[from + i];
    }
  }
}
