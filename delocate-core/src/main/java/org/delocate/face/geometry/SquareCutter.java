package org.delocate.face.geometry;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.delocate.media.image.Image;

/** Cuts squares out of pictures through affine maps. */
public final class SquareCutter {

  private SquareCutter() {}

  /** A copy of an image's pixels as 8-bit RGB; belongs to the open pointer scope. */
  public static Mat mat(Image image) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    mat.data().put(image.rgb(), 0, image.rgb().length);
    return mat;
  }

  /**
   * The same in Java memory.
   *
   * @param rgb 8-bit RGB without gaps between rows
   */
  public static Image image(Mat rgb) {
    byte[] bytes = new byte[rgb.rows() * rgb.cols() * 3];
    new BytePointer(rgb.data()).get(bytes);
    return new Image(rgb.cols(), rgb.rows(), bytes);
  }

  /**
   * The square that a map sees. Where the square has fewer pixels than the picture, the picture is
   * first shrunk by halves with an area filter: sampling a large picture with four taps would
   * alias, and aliasing is a trace of its own.
   *
   * <p>Only the part of the picture that is seen is taken out of Java's memory: of a large picture
   * with many faces, copies of the whole would take longer than all the rest.
   *
   * @param targetToSource from pixels of the square to pixels of the picture
   * @param mirror whether pixels beyond the border are mirrored; black otherwise
   * @return 8-bit RGB; belongs to the open pointer scope
   */
  public static Mat squareMat(
      Image source, AffineTransform targetToSource, int size, boolean mirror) {
    int halvings = halvings(targetToSource, source.width(), source.height());
    Part part = Part.seen(source, targetToSource, size, mirror, halvings);
    AffineTransform toPart = targetToSource.movedBy(-part.x(), -part.y());
    return squareMat(part.of(source), toPart, size, mirror, halvings);
  }

  /** The same of a picture that is halved so many times. */
  static Mat squareMat(
      Mat source, AffineTransform targetToSource, int size, boolean mirror, int halvings) {
    Mat picture = source;
    AffineTransform map = targetToSource;
    for (int i = 0; i < halvings; i++) {
      map = halved(map, picture.cols(), picture.rows());
      picture = half(picture);
    }
    return warped(picture, map, size, mirror);
  }

  /** The picture of half the sides; of an odd side the smaller half. */
  static Mat half(Mat picture) {
    Mat half = new Mat();
    Size size = new Size(picture.cols() / 2, picture.rows() / 2);
    opencv_imgproc.resize(picture, half, size, 0, 0, opencv_imgproc.INTER_AREA);
    return half;
  }

  /** The square as four taps around each of its places see it. */
  static Mat warped(Mat picture, AffineTransform map, int size, boolean mirror) {
    Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
    new DoublePointer(matrix.data()).put(map.a(), map.b(), map.c(), map.d(), map.e(), map.f());
    Mat result = new Mat();
    opencv_imgproc.warpAffine(
        picture,
        result,
        matrix,
        new Size(size, size),
        opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
        mirror ? opencv_core.BORDER_REFLECT_101 : opencv_core.BORDER_CONSTANT,
        new Scalar(0, 0, 0, 0));
    return result;
  }

  /** As {@link #squareMat}, in Java memory. */
  public static Image square(
      Image source, AffineTransform targetToSource, int size, boolean mirror) {
    try (PointerScope scope = new PointerScope()) {
      return image(squareMat(source, targetToSource, size, mirror));
    }
  }

  /** How often a picture is halved until a step in the square is less than two of its pixels. */
  static int halvings(AffineTransform targetToSource, int width, int height) {
    int halvings = 0;
    int columns = width;
    int rows = height;
    AffineTransform map = targetToSource;
    while (map.scale() >= 2 && Math.min(columns, rows) > 2) {
      map = halved(map, columns, rows);
      columns /= 2;
      rows /= 2;
      halvings++;
    }
    return halvings;
  }

  /** The same map into the picture of half the sides. */
  static AffineTransform halved(AffineTransform map, int width, int height) {
    int halfWidth = width / 2;
    int halfHeight = height / 2;
    double shrinkX = (double) halfWidth / width;
    double shrinkY = (double) halfHeight / height;
    // Pixel centres are integers: x' = (x + 0.5) * shrink - 0.5.
    return new AffineTransform(
        map.a() * shrinkX,
        map.b() * shrinkX,
        (map.c() + 0.5) * shrinkX - 0.5,
        map.d() * shrinkY,
        map.e() * shrinkY,
        (map.f() + 0.5) * shrinkY - 0.5);
  }

  /** A part of a picture; it is not empty. */
  private record Part(int x, int y, int width, int height) {

    /**
     * What a square shows of a picture, and a little more; in whole blocks of the pixels that
     * halving makes one, so that the halves of the part are parts of the halves. All of a picture
     * that cannot be halved evenly.
     */
    static Part seen(Image source, AffineTransform map, int size, boolean mirror, int halvings) {
      int block = 1 << halvings;
      if (source.width() % block != 0 || source.height() % block != 0) {
        return new Part(0, 0, source.width(), source.height());
      }
      int far = size - 1;
      double acrossX = map.applyX(far, 0);
      double downX = map.applyX(0, far);
      double acrossY = map.applyY(far, 0);
      double downY = map.applyY(0, far);
      int[] x =
          range(source.width(), block, mirror, map.c(), acrossX, downX, acrossX + downX - map.c());
      int[] y =
          range(source.height(), block, mirror, map.f(), acrossY, downY, acrossY + downY - map.f());
      return new Part(x[0], y[0], x[1] - x[0], y[1] - y[0]);
    }

    /** First pixel and the one behind the last, along one side, of what four corners span. */
    private static int[] range(int side, int block, boolean mirror, double... corners) {
      // Four taps reach one pixel farther, and one more is for what is rounded.
      int reach = 2 * block;
      double first = Math.floor(Arrays.stream(corners).min().orElseThrow()) - reach;
      double last = Math.ceil(Arrays.stream(corners).max().orElseThrow()) + reach;
      if (mirror) {
        double mirroredFirst = Math.min(first, 2.0 * (side - 1) - last - block);
        last = Math.max(last, block - first);
        first = mirroredFirst;
      }
      int from = (int) Math.max(0, Math.min(side - 1, first)) / block * block;
      int to = ((int) Math.max(0, Math.min(side - 1, last)) / block + 1) * block;
      return new int[] {from, Math.max(to, from + block)};
    }

    Mat of(Image source) {
      if (width == source.width() && height == source.height()) {
        return mat(source);
      }
      Mat part = new Mat(height, width, opencv_core.CV_8UC3);
      BytePointer pixels = part.data();
      for (int row = 0; row < height; row++) {
        int from = ((y + row) * source.width() + x) * 3;
        pixels.position(3L * width * row).put(source.rgb(), from, 3 * width);
      }
      return part;
    }
  }
}
