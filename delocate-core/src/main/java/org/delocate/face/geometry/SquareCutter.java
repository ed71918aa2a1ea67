package org.delocate.face.geometry;

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

  /** A view of an image's pixels as 8-bit RGB; belongs to the open pointer scope. */
  public static Mat mat(Image image) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    mat.data().put(image.rgb(), 0, image.rgb().length);
    return mat;
  }

  static Image image(Mat rgb) {
    byte[] bytes = new byte[rgb.rows() * rgb.cols() * 3];
    new BytePointer(rgb.data()).get(bytes);
    return new Image(rgb.cols(), rgb.rows(), bytes);
  }

  /**
   * The square that a map sees. Where the square has fewer pixels than the picture, the picture is
   * first shrunk by halves with an area filter: sampling a large picture with four taps would
   * alias, and aliasing is a trace of its own.
   *
   * @param targetToSource from pixels of the square to pixels of the picture
   * @param mirror whether pixels beyond the border are mirrored; black otherwise
   * @return 8-bit RGB; belongs to the open pointer scope
   */
  public static Mat square(Mat source, AffineTransform targetToSource, int size, boolean mirror) {
    Mat picture = source;
    AffineTransform map = targetToSource;
    while (map.scale() >= 2 && Math.min(picture.cols(), picture.rows()) > 2) {
      Mat half = new Mat();
      Size halfSize = new Size(picture.cols() / 2, picture.rows() / 2);
      double shrinkX = (double) halfSize.width() / picture.cols();
      double shrinkY = (double) halfSize.height() / picture.rows();
      opencv_imgproc.resize(picture, half, halfSize, 0, 0, opencv_imgproc.INTER_AREA);
      // Pixel centres are integers: x' = (x + 0.5) * shrink - 0.5.
      map =
          new AffineTransform(
              map.a() * shrinkX,
              map.b() * shrinkX,
              (map.c() + 0.5) * shrinkX - 0.5,
              map.d() * shrinkY,
              map.e() * shrinkY,
              (map.f() + 0.5) * shrinkY - 0.5);
      picture = half;
    }
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

  /** As {@link #square(Mat, AffineTransform, int, boolean)}, in Java memory. */
  public static Image square(
      Image source, AffineTransform targetToSource, int size, boolean mirror) {
    try (PointerScope scope = new PointerScope()) {
      return image(square(mat(source), targetToSource, size, mirror));
    }
  }
}
