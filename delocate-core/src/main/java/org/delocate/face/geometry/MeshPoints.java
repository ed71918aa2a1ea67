package org.delocate.face.geometry;

/**
 * Names for points of MediaPipe's face mesh. Right and left are the person's. The left eye's points
 * mirror the right one's, in the same order.
 */
public final class MeshPoints {

  private static final int[] RIGHT_EYE = {
    33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246
  };

  private static final int[] LEFT_EYE = {
    263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466
  };

  private static final int[] RIGHT_BROW = {46, 53, 52, 65, 55, 70, 63, 105, 66, 107};

  private static final int[] FACE_OVAL = {
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
  };

  public static final int RIGHT_MOUTH_CORNER = 61;
  public static final int LEFT_MOUTH_CORNER = 291;

  private MeshPoints() {}

  /** Contour of the right eye, of which the first is its outer corner. */
  public static int[] rightEye() {
    return RIGHT_EYE.clone();
  }

  public static int[] leftEye() {
    return LEFT_EYE.clone();
  }

  public static int[] rightBrow() {
    return RIGHT_BROW.clone();
  }

  public static int[] faceOval() {
    return FACE_OVAL.clone();
  }
}
