package org.delocate.media;

/** Pictures that tests draw: their true values are known at every pixel. */
final class Pictures {

  private Pictures() {}

  /** Smooth in every channel, so that compression changes little, and different in each corner. */
  static Image gradient(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (40 + 170 * x / width);
        rgb[at + 1] = (byte) (200 - 150 * y / height);
        rgb[at + 2] = (byte) (60 + 80 * x / width + 60 * y / height);
      }
    }
    return new Image(width, height, rgb);
  }

  /** The largest difference of any sample. */
  static int largestDifference(Image one, Image other) {
    int largest = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF)));
    }
    return largest;
  }
}
