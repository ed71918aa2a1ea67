package org.delocate.forgery.shape;

import java.util.stream.IntStream;
import org.delocate.face.geometry.Landmarks;

/** Points of MediaPipe's face mesh that outline what a forger replaces. */
public enum FacePoints {
  /** The outline of the face and everything in it. */
  FACE(IntStream.range(0, Landmarks.COUNT).toArray()),

  /** From the brows down: where most face swaps end. */
  FACE_BELOW_BROWS(
      127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288,
      361, 323, 454, 356, 70, 63, 105, 66, 107, 336, 296, 334, 293, 300),

  /** Brows, eyes, nose and lips with the skin between them: what an autoencoder repaints. */
  INNER_FACE(
      70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 46, 276, 111, 340, 50, 280, 205, 425, 61, 291,
      57, 287, 43, 273, 106, 335, 182, 406, 83, 313, 18, 33, 263),

  RIGHT_EYE(
      33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 70, 63, 105, 66,
      107, 46, 53, 52, 65, 55, 230, 231, 229, 228),

  LEFT_EYE(
      263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 300, 293, 334,
      296, 336, 276, 283, 282, 295, 285, 450, 451, 449, 448),

  NOSE(168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 98, 97, 326, 327, 48, 278, 64, 294, 129, 358, 49, 279),

  LIPS(61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),

  /** What shows between the lips: teeth and tongue. */
  MOUTH_OPENING(
      78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191),

  /** Lips, chin and the cheeks beside them: what lip-sync methods repaint. */
  LOWER_FACE(
      2, 98, 327, 205, 425, 192, 416, 214, 434, 210, 430, 136, 365, 150, 379, 149, 378, 176, 400,
      148, 377, 152, 61, 291),

  RIGHT_CHEEK(50, 205, 203, 142, 126, 100, 118, 117, 123, 187, 207, 206, 36, 101),

  LEFT_CHEEK(280, 425, 423, 371, 355, 329, 347, 346, 352, 411, 427, 426, 266, 330);

  /** Never changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] points;

  FacePoints(int... points) {
    this.points = points;
  }

  /** How many points outline it. */
  int count() {
    return points.length;
  }

  /** Coordinates of the points: x0, y0, x1, y1, …, in pixels. */
  public float[] of(Landmarks landmarks) {
    float[] xy = new float[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      xy[2 * i] = landmarks.x(points[i]);
      xy[2 * i + 1] = landmarks.y(points[i]);
    }
    return xy;
  }
}
