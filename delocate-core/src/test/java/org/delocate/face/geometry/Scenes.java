package org.delocate.face.geometry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.ImageFiles;

/** Draws frames from one real portrait, at places, sizes and angles that the test knows. */
public final class Scenes {

  /** The portrait: 512 × 512, a woman whose face is about {@link #FACE_SIDE} pixels wide. */
  public static final Image ASTRONAUT = read();

  /** Width of the face in the portrait, ear to ear. */
  public static final double FACE_SIDE = 100;

  /** Middle of the face in the portrait. */
  public static final double FACE_X = 222;

  public static final double FACE_Y = 113;

  /** Somebody else, whose face is at the same place of the portrait. */
  public static final Image OTHER = recoloured(shifted(mirrored(ASTRONAUT)));

  private Scenes() {}

  private static Image read() {
    try (InputStream in = Scenes.class.getResourceAsStream("/org/delocate/astronaut.jpg")) {
      return ImageFiles.decode(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty frame, of a grey that is no face's. */
  public static Image empty(int width, int height) {
    Image image = Image.black(width, height);
    Arrays.fill(image.rgb(), (byte) 90);
    return image;
  }

  public static Image noise(int width, int height, long seed) {
    Image image = Image.black(width, height);
    new Random(seed).nextBytes(image.rgb());
    return image;
  }

  public static Image gradient(int width, int height) {
    Image image = Image.black(width, height);
    for (int i = 0; i < image.rgb().length; i++) {
      image.rgb()[i] = (byte) (i / 3 % width * 255 / width);
    }
    return image;
  }

  /** The person seen in a mirror. */
  static Image mirrored(Image image) {
    Image result = Image.black(image.width(), image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < 3; c++) {
          result.rgb()[(y * image.width() + image.width() - 1 - x) * 3 + c] =
              (byte) image.sample(x, y, c);
        }
      }
    }
    return result;
  }

  /** Moves the mirrored face, whose middle is at 511 - FACE_X, to the place of the portrait's. */
  private static Image shifted(Image mirrored) {
    AffineTransform map = new AffineTransform(1, 0, 511 - 2 * FACE_X, 0, 1, 0);
    return SquareCutter.square(mirrored, map, mirrored.width(), true);
  }

  /** The person with darker skin, under a bluish light. */
  static Image recoloured(Image image) {
    Image result = Image.black(image.width(), image.height());
    double[] factors = {0.65, 0.6, 0.8};
    for (int i = 0; i < image.rgb().length; i++) {
      result.rgb()[i] = (byte) Math.round((image.rgb()[i] & 0xFF) * factors[i % 3]);
    }
    return result;
  }

  /**
   * The map from pixels of the portrait to those of a frame in which the face has its middle at
   * {@code x, y}, is {@code side} pixels wide and is turned clockwise.
   */
  public static AffineTransform placing(double x, double y, double side, double degrees) {
    double scale = side / FACE_SIDE;
    double cos = Math.cos(Math.toRadians(degrees)) * scale;
    double sin = Math.sin(Math.toRadians(degrees)) * scale;
    return new AffineTransform(
        cos, -sin, x - cos * FACE_X + sin * FACE_Y, sin, cos, y - sin * FACE_X - cos * FACE_Y);
  }

  /** A frame with head and shoulders of a 512 × 512 portrait drawn over what is there. */
  public static Image with(Image frame, Image portrait, AffineTransform placing) {
    Image result = new Image(frame.width(), frame.height(), frame.rgb().clone());
    int side = Math.max(frame.width(), frame.height());
    Image layer = SquareCutter.square(portrait, placing.inverse(), side, false);
    AffineTransform back = placing.inverse();
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        double px = back.applyX(x, y) - FACE_X;
        double py = back.applyY(x, y) - FACE_Y;
        // An oval around the head, which lies inside the portrait.
        if (px * px / (95.0 * 95.0) + py * py / (110.0 * 110.0) < 1) {
          System.arraycopy(
              layer.rgb(), (y * side + x) * 3, result.rgb(), (y * frame.width() + x) * 3, 3);
        }
      }
    }
    return result;
  }

  public static Image with(Image frame, double x, double y, double side) {
    return with(frame, ASTRONAUT, placing(x, y, side, 0));
  }

  /** A frame with somebody else at that place. */
  public static Image withOther(Image frame, double x, double y, double side) {
    return with(frame, OTHER, placing(x, y, side, 0));
  }

  public static VideoFrame frame(int index, double seconds, Image image) {
    return new VideoFrame(index, seconds, image, false, false);
  }
}
