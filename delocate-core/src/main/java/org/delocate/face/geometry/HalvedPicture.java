package org.delocate.face.geometry;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.delocate.media.image.Image;

/**
 * A picture of which several squares are cut: it is copied out of Java's memory once, and halved
 * once for all squares that have fewer pixels.
 *
 * <p>Holds native memory until it is closed, whatever pointer scopes are open. One instance serves
 * one thread.
 */
public final class HalvedPicture implements AutoCloseable {

  /** The picture, its half, the half of that and so on, as far as they were needed. */
  private final List<Mat> halves = new ArrayList<>();

  private HalvedPicture(Mat picture) {
    keep(picture);
  }

  /** A copy of all of an image. */
  public static HalvedPicture of(Image image) {
    try (PointerScope scope = new PointerScope()) {
      return new HalvedPicture(SquareCutter.mat(image));
    }
  }

  /** In pixels. */
  public int width() {
    return halves.get(0).cols();
  }

  /** In pixels. */
  public int height() {
    return halves.get(0).rows();
  }

  /**
   * A part of the picture as a picture of its own, black where it reaches over the border. Nothing
   * is copied if it does not.
   */
  public HalvedPicture part(int x, int y, int width, int height) {
    int left = Math.max(x, 0);
    int top = Math.max(y, 0);
    int right = Math.min(x + width, width());
    int bottom = Math.min(y + height, height());
    try (PointerScope scope = new PointerScope()) {
      if (left >= right || top >= bottom) {
        return new HalvedPicture(black(halves.get(0), width, height));
      }
      Mat seen = new Mat(halves.get(0), new Rect(left, top, right - left, bottom - top));
      if (seen.cols() == width && seen.rows() == height) {
        return new HalvedPicture(seen);
      }
      Mat part = black(seen, width, height);
      seen.copyTo(new Mat(part, new Rect(left - x, top - y, right - left, bottom - top)));
      return new HalvedPicture(part);
    }
  }

  private static Mat black(Mat kind, int width, int height) {
    return new Mat(height, width, kind.type(), new Scalar(0, 0, 0, 0));
  }

  /**
   * What {@link SquareCutter#squareMat} cuts out of the same image, black beyond the border.
   *
   * @param targetToPicture from pixels of the square to pixels of the picture
   * @return 8-bit RGB; belongs to the open pointer scope
   */
  public Mat square(AffineTransform targetToPicture, int size) {
    int halvings = SquareCutter.halvings(targetToPicture, width(), height());
    AffineTransform map = targetToPicture;
    for (int i = 0; i < halvings; i++) {
      map = SquareCutter.halved(map, half(i).cols(), half(i).rows());
    }
    return SquareCutter.warped(half(halvings), map, size, false);
  }

  /** The picture, halved so many times. */
  private Mat half(int times) {
    while (halves.size() <= times) {
      try (PointerScope scope = new PointerScope()) {
        keep(SquareCutter.half(halves.get(halves.size() - 1)));
      }
    }
    return halves.get(times);
  }

  private void keep(Mat picture) {
    halves.add(picture.retainReference());
  }

  @Override
  public void close() {
    halves.forEach(Mat::close);
  }
}
