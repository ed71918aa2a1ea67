package org.delocate.face;

import java.util.BitSet;

/**
 * The regions of interest of the Facial Action Coding System's action units, by facial part
 * [paper], placed by key points of eyebrows, lower eyelids, nose root, cheeks, nose, mouth corners,
 * side of the chin and chin [reported]. A region is a disc around its key point; its radius is a
 * share of the face's size [ours].
 */
public final class FacialRegions {

  /** Radius of a region, as a share of the distance between the eyes' outer corners. */
  private static final double RADIUS = 0.16;

  private static final int[] EYES = {
    70, 105, 107, 300, 334, 336, 159, 386, 145, 374, 33, 263, 133, 362, 23, 253, 168
  };
  private static final int[] CHEEK_AND_NOSE = {
    6, 197, 5, 4, 48, 278, 2, 118, 347, 50, 280, 205, 425, 187, 411, 101, 330
  };
  private static final int[] LIPS = {
    61, 291, 37, 267, 0, 13, 14, 17, 84, 314, 91, 321, 199, 152, 210, 430, 176, 400
  };

  private FacialRegions() {}

  /**
   * The patches whose centre lies in a region of the part.
   *
   * @param landmarks in pixels of the crop
   * @param cropSize pixels along a side
   * @param grid patches along a side
   */
  public static PatchMask patches(Landmarks landmarks, FacialPart part, int cropSize, int grid) {
    double radius = RADIUS * faceSize(landmarks);
    double patch = (double) cropSize / grid;
    BitSet inside = new BitSet(grid * grid);
    for (int point : points(part)) {
      for (int row = 0; row < grid; row++) {
        for (int column = 0; column < grid; column++) {
          double dx = (column + 0.5) * patch - 0.5 - landmarks.x(point);
          double dy = (row + 0.5) * patch - 0.5 - landmarks.y(point);
          if (dx * dx + dy * dy <= radius * radius) {
            inside.set(row * grid + column);
          }
        }
      }
    }
    return new PatchMask(grid, inside);
  }

  private static int[] points(FacialPart part) {
    return switch (part) {
      case EYES -> EYES;
      case CHEEK_AND_NOSE -> CHEEK_AND_NOSE;
      case LIPS -> LIPS;
    };
  }

  /** Between the outer corners of the eyes, or from eyes to mouth where the face is turned away. */
  private static double faceSize(Landmarks landmarks) {
    int right = MeshPoints.RIGHT_EYE[0];
    int left = MeshPoints.LEFT_EYE[0];
    double eyes =
        Math.hypot(landmarks.x(left) - landmarks.x(right), landmarks.y(left) - landmarks.y(right));
    double middleX = (landmarks.x(left) + landmarks.x(right)) / 2;
    double middleY = (landmarks.y(left) + landmarks.y(right)) / 2;
    double down = Math.hypot(landmarks.x(13) - middleX, landmarks.y(13) - middleY);
    // A frontal face has its mouth about 0.75 of that distance below its eyes.
    return Math.max(eyes, down / 0.75);
  }
}
