package org.delocate.face.detect;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;

/**
 * MediaPipe's face mesh (Kartynnik et al., 2019): 468 points in a face that a detector, or the
 * frame before, has found. One instance serves one thread at a time.
 */
public final class FaceLandmarker implements AutoCloseable {

  /** Below this probability of a face the points mean nothing. */
  public static final double LEAST_CONFIDENCE = 0.5;

  private static final int COORDINATES = Landmarks.COUNT * 3;

  /** The model expects a margin of a quarter of the box on every side. */
  private static final double BOX_TO_INPUT = 1.5;

  private final FaceModel model = new FaceModel("face_landmark.tflite", 192, 1 / 255.0, 0);

  /** Places the points of a detected face; empty if the model sees no face there. */
  public Optional<Landmarks> locate(Image image, DetectedFace face) {
    float[] points = face.keypoints();
    double angle = Math.atan2(points[3] - points[1], points[2] - points[0]);
    return locate(image, face.box(), Double.isFinite(angle) ? angle : 0);
  }

  /**
   * Places the points of a face that was there a moment ago; empty if the model sees no face there.
   */
  public Optional<Landmarks> locate(Image image, Landmarks previous) {
    int right = MeshPoints.rightEye()[0];
    int left = MeshPoints.leftEye()[0];
    double angle =
        Math.atan2(previous.y(left) - previous.y(right), previous.x(left) - previous.x(right));
    return locate(image, previous.bounds(), angle);
  }

  private Optional<Landmarks> locate(Image image, Box box, double angle) {
    double side = Math.max(box.width(), box.height()) * BOX_TO_INPUT;
    if (!(side > 2) || !Double.isFinite(side)) {
      return Optional.empty();
    }
    double scale = side / model.inputSize();
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    double half = (model.inputSize() - 1) / 2.0;
    AffineTransform toImage =
        new AffineTransform(
            cos,
            -sin,
            box.centerX() - 0.5 - cos * half + sin * half,
            sin,
            cos,
            box.centerY() - 0.5 - sin * half - cos * half);
    Map<Integer, float[]> outputs;
    try (PointerScope scope = new PointerScope()) {
      outputs = model.run(SquareCutter.squareMat(image, toImage, model.inputSize(), false));
    }
    double confidence = 1 / (1 + Math.exp(-outputs.get(1)[0]));
    if (!(confidence >= LEAST_CONFIDENCE)) {
      return Optional.empty();
    }
    float[] xyz = outputs.get(COORDINATES);
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = (float) toImage.applyX(xyz[3 * i], xyz[3 * i + 1]);
      xy[2 * i + 1] = (float) toImage.applyY(xyz[3 * i], xyz[3 * i + 1]);
    }
    return Optional.of(new Landmarks(xy, confidence));
  }

  @Override
  public void close() {
    model.close();
  }
}
