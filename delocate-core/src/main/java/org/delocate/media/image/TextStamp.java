package org.delocate.media.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Short labels for pictures, drawn with strokes that come with OpenCV: they need no fonts and look
 * the same on every machine.
 */
public final class TextStamp {

  /** Height of a capital letter at OpenCV's font scale 1. */
  private static final double CAPITAL_HEIGHT = 21;

  private TextStamp() {}

  /**
   * The coverage of each pixel by a line of text: 0 none, 255 all.
   *
   * @param text printable ASCII, which is all that the font has; anything else becomes a question
   *     mark
   * @param capitalHeight pixels, at least 6
   */
  public static GrayImage of(String text, int capitalHeight) {
    double scale = Math.max(6, capitalHeight) / CAPITAL_HEIGHT;
    int stroke = (int) Math.max(1, Math.round(scale * 2));
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    try (PointerScope scope = new PointerScope()) {
      IntPointer below = new IntPointer(1);
      Size size = getTextSize(printable, FONT_HERSHEY_SIMPLEX, scale, stroke, below);
      int width = size.width() + 2 * stroke;
      int height = size.height() + below.get() + 2 * stroke;
      Mat coverage = new Mat(height, width, CV_8UC1, new Scalar(0));
      putText(
          coverage,
          printable,
          new Point(stroke, stroke + size.height()),
          FONT_HERSHEY_SIMPLEX,
          scale,
          new Scalar(255),
          stroke,
          LINE_AA,
          false);
      byte[] gray = new byte[width * height];
      coverage.data().get(gray);
      return new GrayImage(width, height, gray);
    }
  }
}
