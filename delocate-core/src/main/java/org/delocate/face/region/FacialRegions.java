package org.delocate.face.region;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;

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
    BitSet inside = new BitSet(grid * grid);
    regions(landmarks, part, cropSize, grid).forEach(region -> inside.or(region.patches()));
    return new PatchMask(grid, inside);
  }

  /**
   * Each region of the part by itself; one that lies beside all patches' centres is empty.
   *
   * @param landmarks in pixels of the crop
   * @param cropSize pixels along a side
   * @param grid patches along a side
   */
  public static List<PatchMask> regions(
      Landmarks landmarks, FacialPart part, int cropSize, int grid) {
    double radius = RADIUS * faceSize(landmarks);
    double patch = (double) cropSize / grid;
    List<PatchMask> regions = new ArrayList<>();
    for (int point : points(part)) {
      BitSet inside = new BitSet(grid * grid);
      for (int row = 0; row < grid; row++) {
        for (int column = 0; column < grid; column++) {
          double dx = (column + 0.5) * patch - 0.5 - landmarks.x(point);
          double dy = (row + 0.5) * patch - 0.5 - landmarks.y(point);
          if (dx * dx + dy * dy <= radius * radius) {
            inside.set(row * grid + column);
          }
        }
      }
      regions.add(new PatchMask(grid, inside));
    }
    return regions;
  }

  /**
   * The whole part: its regions, and all of the face that lies nearer to one of its key points than
   * to those of other parts, forehead and jaw included.
   *
   * @param landmarks in pixels of the crop
   * @param cropSize pixels along a side
   * @param grid patches along a side
   */
  public static PatchMask wholePart(Landmarks landmarks, FacialPart part, int cropSize, int grid) {
    BitSet inside = patches(landmarks, part, cropSize, grid).patches();
    double patch = (double) cropSize / grid;
    // Of a picture in which each patch is a pixel.
    float[] inPatches = landmarks.xy().clone();
    for (int i = 0; i < inPatches.length; i++) {
      inPatches[i] = (float) ((inPatches[i] + 0.5) / patch - 0.5);
    }
    boolean[] face = FaceHull.pixels(inPatches, grid, grid);
    for (int i = 0; i < face.length; i++) {
      int row = i / grid;
      int column = i % grid;
      double x = (column + 0.5) * patch - 0.5;
      double y = (row + 0.5) * patch - 0.5;
      if (face[i] && nearestPart(landmarks, x, y) == part) {
        inside.set(i);
      }
    }
    return new PatchMask(grid, inside);
  }

  private static FacialPart nearestPart(Landmarks landmarks, double x, double y) {
    FacialPart nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (FacialPart part : FacialPart.values()) {
      for (int point : points(part)) {
        double distance = Math.hypot(landmarks.x(point) - x, landmarks.y(point) - y);
        if (distance < least) {
          least = distance;
          nearest = part;
        }
      }
    }
    return nearest;
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
    int right = MeshPoints.rightEye()[0];
    int left = MeshPoints.leftEye()[0];
    double eyes =
        Math.hypot(landmarks.x(left) - landmarks.x(right), landmarks.y(left) - landmarks.y(right));
    double middleX = (landmarks.x(left) + landmarks.x(right)) / 2;
    double middleY = (landmarks.y(left) + landmarks.y(right)) / 2;
    double down = Math.hypot(landmarks.x(13) - middleX, landmarks.y(13) - middleY);
    // A frontal face has its mouth about 0.75 of that distance below its eyes.
    return Math.max(eyes, down / 0.75);
  }
}
