package org.delocate.network.texture;

import java.util.ArrayList;
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

  /** How many there are. */
  public static final int COUNT = REGIONS.size();

  /** Of the regions, by number. */
  public static final List<Integer> FACE_AND_AROUND = List.of(FACE, AROUND);

  private SpectrumRegions() {}

  private record Box(double left, double top, double right, double bottom) {}

  /**
   * Weights over the pixels of each band of {@link ResidualSpectrum}, which add up to 1 in each
   * region that has a pixel.
   *
   * @param crop that lies in the middle of the view
   * @param side of the view, in pixels
   * @param bands how many, each of half as many pixels along a side as the one before, rounded up
   * @return of each band {@code [COUNT, n · n]}, row by row
   */
  public static List<float[]> weights(CropConvention crop, int side, int bands) {
    List<float[]> weights = new ArrayList<>();
    float[] own = ofPixels(crop, side);
    int pixels = side;
    for (int band = 0; band < bands; band++) {
      weights.add(own);
      own = halved(own, pixels);
      pixels = ResidualSpectrum.half(pixels);
    }
    return weights;
  }

  private static float[] ofPixels(CropConvention crop, int side) {
    float[] weights = new float[COUNT * side * side];
    for (int region = 0; region < COUNT; region++) {
      int from = region * side * side;
      int inside = 0;
      for (Box box : REGIONS.get(region)) {
        int right = firstFrom(box.right(), side, crop);
        int bottom = firstFrom(box.bottom(), side, crop);
        for (int y = firstFrom(box.top(), side, crop); y < bottom; y++) {
          for (int x = firstFrom(box.left(), side, crop); x < right; x++) {
            weights[from + y * side + x] = 1;
            inside++;
          }
        }
      }
      int counted = Math.max(1, region == AROUND ? side * side - inside : inside);
      for (int i = from; i < from + side * side; i++) {
        weights[i] = (region == AROUND ? 1 - weights[i] : weights[i]) / counted;
      }
    }
    return weights;
  }

  /** The first pixel of the view whose middle lies at a share of the crop's side or beyond. */
  private static int firstFrom(double share, int side, CropConvention crop) {
    double at = (share - 0.5) * crop.size() + side / 2.0 - 0.5;
    return (int) Math.max(0, Math.min(side, Math.ceil(at - 1e-9)));
  }

  /** Four pixels' weights together. */
  private static float[] halved(float[] weights, int pixels) {
    int half = ResidualSpectrum.half(pixels);
    float[] sums = new float[COUNT * half * half];
    for (int region = 0; region < COUNT; region++) {
      for (int y = 0; y < pixels; y++) {
        int from = (region * pixels + y) * pixels;
        int to = (region * half + y / 2) * half;
        for (int x = 0; x < pixels; x++) {
          sums[to + x / 2] += weights[from + x];
        }
      }
    }
    return sums;
  }
}
