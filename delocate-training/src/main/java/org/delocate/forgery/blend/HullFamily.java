package org.delocate.forgery.blend;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;

/**
 * What a blended face covers: one of the four families of hulls of Shiohara and Yamasaki's
 * self-blended images (CVPR 2022), which they took from the tools for face swaps. They are defined
 * on 68 points of a face; these are the points of the mesh that lie where those do [ours].
 */
public enum HullFamily {
  /** Jaw with mouth, the ridge of the nose, eyes with brows. */
  JAW_NOSE_EYES {
    @Override
    int[][] hulls() {
      return new int[][] {
        joined(Points.JAW, Points.MOUTH),
        joined(Points.BRIDGE, new int[] {Points.NOSE_BASE}),
        joined(
            Points.RIGHT_BROW,
            Points.LEFT_BROW,
            new int[] {Points.RIGHT_TEMPLE, 168, Points.LEFT_TEMPLE, Points.NOSE_BASE})
      };
    }
  },

  /** As {@link #COMPONENTS}, with the brows raised by half of their distance from the eyes. */
  RAISED_BROWS {
    @Override
    int[][] hulls() {
      return Points.COMPONENTS;
    }

    @Override
    Landmarks prepared(Landmarks landmarks) {
      float[] xy = landmarks.xy().clone();
      for (int[] pair : Points.LIDS_UNDER_BROWS) {
        for (int axis = 0; axis < 2; axis++) {
          int brow = 2 * pair[0] + axis;
          xy[brow] += 0.5f * (xy[brow] - landmarks.xy()[2 * pair[1] + axis]);
        }
      }
      return new Landmarks(xy, landmarks.confidence());
    }
  },

  /**
   * Both halves of the jaw, cheeks, the ridge of the nose, both eyes down to the chin, the nose.
   */
  COMPONENTS {
    @Override
    int[][] hulls() {
      return Points.COMPONENTS;
    }
  },

  /** The convex hull of the face, of three in four with the forehead. */
  CONVEX {
    @Override
    int[][] hulls() {
      return new int[][] {joined(Points.JAW, Points.RIGHT_BROW, Points.LEFT_BROW)};
    }

    @Override
    public Region of(Landmarks landmarks, boolean forehead, int width, int height) {
      return forehead
          ? Region.hull(landmarks, width, height)
          : super.of(landmarks, false, width, height);
    }
  };

  public static HullFamily random(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }

  /** Points of each of the convex hulls whose union it is. */
  abstract int[][] hulls();

  /** The landmarks that the hulls are drawn around. */
  Landmarks prepared(Landmarks landmarks) {
    return landmarks;
  }

  /**
   * The pixels that it covers.
   *
   * @param landmarks in pixels of the picture
   * @param forehead whether the convex hull goes up to the forehead; the others never do
   */
  public Region of(Landmarks landmarks, boolean forehead, int width, int height) {
    Landmarks points = prepared(landmarks);
    boolean[] inside = new boolean[width * height];
    for (int[] hull : hulls()) {
      float[] xy = new float[2 * hull.length];
      for (int i = 0; i < hull.length; i++) {
        xy[2 * i] = points.x(hull[i]);
        xy[2 * i + 1] = points.y(hull[i]);
      }
      boolean[] part = Region.hull(xy, width, height).inside();
      for (int i = 0; i < inside.length; i++) {
        inside[i] |= part[i];
      }
    }
    return new Region(width, height, inside);
  }

  private static int[] joined(int[]... parts) {
    return IntStream.range(0, parts.length).flatMap(i -> IntStream.of(parts[i])).toArray();
  }

  /** Where the 68 points lie on the mesh. Right and left are the person's. */
  private static final class Points {
    static final int RIGHT_TEMPLE = 127;
    static final int LEFT_TEMPLE = 356;
    static final int CHIN = 152;
    static final int NOSE_BASE = 2;
    static final int[] RIGHT_JAW = {RIGHT_TEMPLE, 234, 93, 58, 172, 136, 149, 148, CHIN};
    static final int[] LEFT_JAW = {CHIN, 377, 378, 365, 397, 288, 323, 454, LEFT_TEMPLE};
    static final int[] JAW = joined(RIGHT_JAW, LEFT_JAW);
    static final int[] RIGHT_BROW = {70, 63, 105, 66, 107};
    static final int[] LEFT_BROW = {336, 296, 334, 293, 300};
    static final int[] BRIDGE = {168, 197, 5, 4};
    static final int[] NOSTRILS = {98, 97, NOSE_BASE, 326, 327};
    static final int[] MOUTH = {61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181};

    /** Each point of the brows and the point of the upper lid that lies below it. */
    static final int[][] LIDS_UNDER_BROWS = {
      {70, 33}, {63, 161}, {105, 159}, {66, 158}, {107, 133},
      {336, 362}, {296, 385}, {334, 386}, {293, 388}, {300, 263}
    };

    static final int[][] COMPONENTS = {
      joined(RIGHT_JAW, new int[] {70}),
      joined(LEFT_JAW, new int[] {300}),
      {70, 63, 105, CHIN},
      {334, 293, 300, CHIN},
      {105, 66, 107, 336, 296, 334, CHIN},
      joined(RIGHT_BROW, NOSTRILS, new int[] {168, CHIN}),
      joined(LEFT_BROW, NOSTRILS, new int[] {168, CHIN}),
      joined(BRIDGE, NOSTRILS)
    };
  }
}
