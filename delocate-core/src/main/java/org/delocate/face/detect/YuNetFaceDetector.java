package org.delocate.face.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * YuNet (Wu et al., 2023) from a model file of the user's, such as {@code
 * face_detection_yunet_2023mar.onnx} of the OpenCV model zoo. The project ships no such file.
 */
public final class YuNetFaceDetector implements FaceDetector {

  /** Numbers that describe a face: box, five points, confidence. */
  static final int NUMBERS = 15;

  private static final int LONGEST_SIDE = 1280;

  private final Path model;
  private final FaceDetectorYN detector;

  /**
   * @param model an ONNX file
   * @throws IllegalArgumentException if there is no such file or OpenCV cannot read it
   */
  public YuNetFaceDetector(Path model) {
    if (!Files.isRegularFile(model) || !Files.isReadable(model)) {
      throw new IllegalArgumentException(model + ": no YuNet model that can be read is here");
    }
    this.model = model;
    FaceDetectorYN created;
    try (Size size = new Size(320, 320)) {
      created = FaceDetectorYN.create(model.toString(), "", size);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(model + ": not an ONNX model that OpenCV can read", e);
    }
    this.detector = created;
  }

  /**
   * @throws IllegalStateException if the model turns out not to be a YuNet
   */
  @Override
  public List<DetectedFace> detect(Image image) {
    double scale = Math.max(1, (double) Math.max(image.width(), image.height()) / LONGEST_SIDE);
    int width = (int) Math.max(1, Math.round(image.width() / scale));
    int height = (int) Math.max(1, Math.round(image.height() / scale));
    try (PointerScope scope = new PointerScope()) {
      Mat bgr = new Mat();
      opencv_imgproc.cvtColor(
          SquareCutter.mat(ImageFiles.resize(image, width, height)),
          bgr,
          opencv_imgproc.COLOR_RGB2BGR);
      Mat faces = new Mat();
      try {
        detector.setInputSize(new Size(width, height));
        detector.detect(bgr, faces);
      } catch (RuntimeException e) {
        throw new IllegalStateException(model + ": OpenCV cannot use this model as a YuNet", e);
      }
      if (faces.empty()) {
        return List.of();
      }
      float[] rows = new float[(int) faces.total()];
      new FloatPointer(faces.data()).get(rows);
      return decode(rows, (double) image.width() / width, (double) image.height() / height);
    }
  }

  /**
   * Reads OpenCV's answer.
   *
   * @param rows per face: x, y, width, height; x and y of the right eye, left eye, nose tip, right
   *     and left corner of the mouth (sides of the person); confidence
   * @param scaleX from those pixels to pixels of the image
   * @param scaleY see {@code scaleX}
   */
  static List<DetectedFace> decode(float[] rows, double scaleX, double scaleY) {
    if (rows.length % NUMBERS != 0) {
      throw new IllegalStateException(rows.length + " numbers are not whole faces of YuNet");
    }
    List<DetectedFace> faces = new ArrayList<>();
    for (int at = 0; at < rows.length; at += NUMBERS) {
      Box box =
          new Box(
              rows[at] * scaleX,
              rows[at + 1] * scaleY,
              Math.max(0, rows[at + 2]) * scaleX,
              Math.max(0, rows[at + 3]) * scaleY);
      float[] points = new float[DetectedFace.KEYPOINT_NUMBERS];
      for (int i = 0; i < points.length; i++) {
        double scale = i % 2 == 0 ? scaleX : scaleY;
        if (i < 6) {
          points[i] = (float) (rows[at + 4 + i] * scale);
        } else if (i < 8) {
          // The middle of the mouth lies between its corners.
          points[i] = (float) ((rows[at + 4 + i] + rows[at + 6 + i]) / 2 * scale);
        } else {
          points[i] = Float.NaN;
        }
      }
      faces.add(new DetectedFace(box, Math.min(1, Math.max(0, rows[at + 14])), points));
    }
    faces.sort(Comparator.comparingDouble(DetectedFace::confidence).reversed());
    return List.copyOf(faces);
  }

  @Override
  public void close() {
    detector.close();
  }
}
