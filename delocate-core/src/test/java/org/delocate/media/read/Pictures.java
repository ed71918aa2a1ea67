package org.delocate.media.read;

import java.util.Arrays;
import java.util.Random;
import org.delocate.media.image.Image;

/** Pictures that tests draw: their true values are known at every pixel. */
public final class Pictures {

  private Pictures() {}

  /** Smooth in every channel, so that compression changes little, and different in each corner. */
  public static Image gradient(int width, int height) {
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

  /**
   * A frame that tells which it is: a gradient with a light square that moves two pixels a frame.
   */
  public static Image moving(int width, int height, int frame) {
    byte[] rgb = gradient(width, height).rgb().clone();
    int side = height / 4;
    int left = (frame * 2) % (width - side);
    for (int y = height / 2; y < height / 2 + side; y++) {
      Arrays.fill(rgb, (y * width + left) * 3, (y * width + left + side) * 3, (byte) 230);
    }
    return new Image(width, height, rgb);
  }

  /** Four patches, one in each corner: red, green, blue, white. */
  public static Image corners(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean right = x >= width / 2;
        boolean below = y >= height / 2;
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (right == below ? 230 : 20);
        rgb[at + 1] = (byte) (right ? 230 : 20);
        rgb[at + 2] = (byte) (below ? 230 : 20);
      }
    }
    return new Image(width, height, rgb);
  }

  /** Random blocks: pictures of different seeds have nothing in common. */
  public static Image blocks(int width, int height, long seed) {
    Random random = new Random(seed);
    int across = 8;
    byte[] colours = new byte[across * across * 3];
    random.nextBytes(colours);
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int block = y * across / height * across + x * across / width;
        System.arraycopy(colours, block * 3, rgb, (y * width + x) * 3, 3);
      }
    }
    return new Image(width, height, rgb);
  }

  /** The colour in the middle of one quarter: 0 upper left, 1 upper right, 2 lower left, 3. */
  static int[] quarter(Image image, int quarter) {
    int x = image.width() * (quarter % 2 == 0 ? 1 : 3) / 4;
    int y = image.height() * (quarter < 2 ? 1 : 3) / 4;
    return new int[] {image.sample(x, y, 0), image.sample(x, y, 1), image.sample(x, y, 2)};
  }

  /** The largest difference of any sample. */
  static int largestDifference(Image one, Image other) {
    int largest = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF)));
    }
    return largest;
  }

  /** The mean difference of the samples. */
  public static double meanDifference(Image one, Image other) {
    double sum = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      sum += Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
    }
    return sum / one.rgb().length;
  }
}
