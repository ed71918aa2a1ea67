package org.delocate.network.texture;

import java.util.List;
import org.delocate.face.align.CropConvention;

/**
 * Where {@link ResidualSpectrum} takes its means: the face, the mouth, the eyes, what is around the
 * face, the cheeks and the forehead. Aligned faces have them at fixed places [ours].
 */
public final class SpectrumRegions {

  /** As shares of the crop's side: left, top, right and bottom. */
  private static final List<List<Box>> REGIONS =
      List.of(
          List.of(new Box(0.2, 0.2, 0.8, 0.92)),
          List.of(new Box(0.26, 0.62, 0.74, 0.884)),
          List.of(new Box(0.2, 0.26, 0.8, 0.5)),
          List.of(new Box(0.14, 0.08, 0.86, 0.98)),
          List.of(new Box(0.2, 0.5, 0.404, 0.8), new Box(0.596, 0.5, 0.8, 0.8)),
          List.of(new Box(0.26, 0.08, 0.74, 0.26)));

  private static final int FACE = 0;

  /** What lies outside of its box. */
  private static final int AROUND = 3;

  public static final int COUNT = 6;

  /** Of the regions, by number. */
  public static final List<Integer> FACE_AND_AROUND = List.of(FACE, AROUND);

  private SpectrumRegions() {}

  private record Box(double left, double top, double right, double bottom) {

    private boolean holds(double x, double y) {
      return x >= left && x < right && y >= top && y < bottom;
    }
  }

  /**
   * Weights that add up to 1 in each region, over the pixels of a band of {@link ResidualSpectrum}:
   * {@code [COUNT, n · n]}, row by row.
   *
   * @param side of the view, in which the crop lies in the middle
   * @param band 0 for the view's own pixels
   */
  public static float[] weights(CropConvention crop, int side, int band) {
    int cell = 1 << band;
    int cells = (side + cell - 1) / cell;
    float[] weights = new float[COUNT * cells * cells];
    for (int region = 0; region < COUNT; region++) {
      int from = region * cells * cells;
      int inside = 0;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          if (holds(region, share(x, side, crop), share(y, side, crop))) {
            weights[from + y / cell * cells + x / cell]++;
            inside++;
          }
        }
      }
      for (int i = from; i < from + cells * cells; i++) {
        weights[i] /= Math.max(1, inside);
      }
    }
    return weights;
  }

  private static boolean holds(int region, double x, double y) {
    return (region == AROUND) != REGIONS.get(region).stream().anyMatch(box -> box.holds(x, y));
  }

  /** Of the crop's side, of the middle of a pixel of the view. */
  private static double share(int pixel, int side, CropConvention crop) {
    return 0.5 + (pixel + 0.5 - side / 2.0) / crop.size();
  }
}
