package org.delocate.face.detect;

import java.util.List;
import org.delocate.media.image.Image;

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
    return withBorder(image.width(), image.height()).detect(detector, image);
  }

  /** A picture of that size with a border of a quarter of its sides. */
  static Tile withBorder(int width, int height) {
    int left = width / 4;
    int top = height / 4;
    return new Tile(-left, -top, width + 2 * left, height + 2 * top);
  }

  @Override
  public void close() {
    detector.close();
  }
}
