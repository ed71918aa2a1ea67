package org.delocate.face;

import java.util.List;
import org.delocate.media.Image;

/**
 * Looks again, with a black border around the picture, where a detector finds nothing: BlazeFace
 * misses faces that fill the picture, such as crops of the field's datasets.
 */
public final class PaddingFaceDetector implements FaceDetector {

  private final FaceDetector detector;

  /**
   * @param detector is closed with this one
   */
  public PaddingFaceDetector(FaceDetector detector) {
    this.detector = detector;
  }

  @Override
  public List<DetectedFace> detect(Image image) {
    List<DetectedFace> found = detector.detect(image);
    if (!found.isEmpty()) {
      return found;
    }
    int left = image.width() / 4;
    int top = image.height() / 4;
    Image padded = Image.black(image.width() + 2 * left, image.height() + 2 * top);
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(
          image.rgb(),
          y * image.width() * 3,
          padded.rgb(),
          ((y + top) * padded.width() + left) * 3,
          image.width() * 3);
    }
    return detector.detect(padded).stream().map(face -> moved(face, -left, -top)).toList();
  }

  private static DetectedFace moved(DetectedFace face, int dx, int dy) {
    Box box = face.box();
    float[] points = face.keypoints().clone();
    for (int i = 0; i < points.length; i += 2) {
      points[i] += dx;
      points[i + 1] += dy;
    }
    return new DetectedFace(
        new Box(box.x() + dx, box.y() + dy, box.width(), box.height()), face.confidence(), points);
  }

  @Override
  public void close() {
    detector.close();
  }
}
