package org.delocate.face.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.HalvedPicture;
import org.delocate.media.image.Image;

/**
 * MediaPipe's BlazeFace (Bazarevsky et al., 2019) in its short-range and full-range versions. A
 * picture enters whole, with black borders to make it square.
 */
public final class BlazeFaceDetector implements FaceDetector {

  private static final double OVERLAP_OF_ONE_FACE = 0.3;
  private static final double LEAST_CONFIDENCE = 0.5;
  private static final int NUMBERS = 16;

  private final FaceModel model;
  private final float[] anchors;
  private final double leastConfidence;

  private BlazeFaceDetector(FaceModel model, float[] anchors, double leastConfidence) {
    this.model = model;
    this.anchors = anchors;
    this.leastConfidence = leastConfidence;
  }

  /** For faces near the camera: nine of ten that are an eighth as wide as the longer side. */
  public static BlazeFaceDetector shortRange() {
    FaceModel model = new FaceModel("face_detection_short_range.tflite", 128, 1 / 127.5, 127.5);
    return new BlazeFaceDetector(
        model, anchors(new int[] {16, 8}, new int[] {2, 6}), LEAST_CONFIDENCE);
  }

  /** For smaller faces: nine of ten that are a thirteenth as wide as the picture's longer side. */
  public static BlazeFaceDetector fullRange() {
    return fullRange(LEAST_CONFIDENCE);
  }

  static BlazeFaceDetector fullRange(double leastConfidence) {
    FaceModel model = new FaceModel("face_detection_full_range.tflite", 192, 1 / 127.5, 127.5);
    return new BlazeFaceDetector(model, anchors(new int[] {48}, new int[] {1}), leastConfidence);
  }

  /** Centres of the anchors, 0 to 1, cell by cell: x0, y0, x1, y1, …; their size is always 1. */
  private static float[] anchors(int[] grids, int[] perCell) {
    List<Float> centres = new ArrayList<>();
    for (int layer = 0; layer < grids.length; layer++) {
      for (int y = 0; y < grids[layer]; y++) {
        for (int x = 0; x < grids[layer]; x++) {
          for (int i = 0; i < perCell[layer]; i++) {
            centres.add((x + 0.5f) / grids[layer]);
            centres.add((y + 0.5f) / grids[layer]);
          }
        }
      }
    }
    float[] values = new float[centres.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = centres.get(i);
    }
    return values;
  }

  @Override
  public List<DetectedFace> detect(Image image) {
    try (HalvedPicture picture = HalvedPicture.of(image)) {
      return detect(picture);
    }
  }

  /** The same in a picture that others look at, too. */
  List<DetectedFace> detect(HalvedPicture picture) {
    int longer = Math.max(picture.width(), picture.height());
    double scale = (double) longer / model.inputSize();
    double shiftX = (picture.width() - longer) / 2.0;
    double shiftY = (picture.height() - longer) / 2.0;
    AffineTransform toImage =
        new AffineTransform(
            scale, 0, 0.5 * scale - 0.5 + shiftX, 0, scale, 0.5 * scale - 0.5 + shiftY);
    Map<Integer, float[]> outputs;
    try (PointerScope scope = new PointerScope()) {
      outputs = model.run(picture.square(toImage, model.inputSize()));
    }
    int count = anchors.length / 2;
    float[] boxes = outputs.get(count * NUMBERS);
    float[] scores = outputs.get(count);
    List<DetectedFace> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double confidence = 1 / (1 + Math.exp(-scores[i]));
      if (confidence >= leastConfidence) {
        candidates.add(decode(boxes, i, confidence, longer, shiftX, shiftY));
      }
    }
    return withoutDoubles(candidates);
  }

  private DetectedFace decode(
      float[] boxes, int i, double confidence, int longer, double shiftX, double shiftY) {
    int at = i * NUMBERS;
    int input = model.inputSize();
    double centreX = boxes[at] / input + anchors[2 * i];
    double centreY = boxes[at + 1] / input + anchors[2 * i + 1];
    double width = Math.abs(boxes[at + 2]) / input;
    double height = Math.abs(boxes[at + 3]) / input;
    Box box =
        new Box(
            (centreX - width / 2) * longer + shiftX,
            (centreY - height / 2) * longer + shiftY,
            width * longer,
            height * longer);
    float[] points = new float[DetectedFace.KEYPOINT_NUMBERS];
    for (int k = 0; k < points.length; k += 2) {
      points[k] = (float) ((boxes[at + 4 + k] / input + anchors[2 * i]) * longer + shiftX);
      points[k + 1] = (float) ((boxes[at + 5 + k] / input + anchors[2 * i + 1]) * longer + shiftY);
    }
    return new DetectedFace(box, confidence, points);
  }

  /** Of boxes that overlap, the surest stays. */
  static List<DetectedFace> withoutDoubles(List<DetectedFace> candidates) {
    List<DetectedFace> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble(DetectedFace::confidence).reversed());
    List<DetectedFace> kept = new ArrayList<>();
    for (DetectedFace face : sorted) {
      if (kept.stream()
          .noneMatch(k -> k.box().intersectionOverUnion(face.box()) > OVERLAP_OF_ONE_FACE)) {
        kept.add(face);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    model.close();
  }
}
