package org.delocate.network.texture;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;

/**
 * Where the texture network takes its statistics: over the whole, over the mouth, over the eyes,
 * and over what is around the face. Aligned faces have them at fixed places [ours].
 */
public final class TextureRegions {

  public static final int COUNT = 4;

  /** Pixels of the crop for one place of the maps. */
  private static final int CELL = 8;

  // Half heights and widths, as shares of the crop's side. [ours]
  private static final double MOUTH_HEIGHT = 20 / 160.0;
  private static final double MOUTH_WIDTH = 34 / 160.0;
  private static final double EYES_HEIGHT = 18 / 160.0;
  private static final double EYES_WIDTH = 52 / 160.0;
  private static final double FACE_WIDTH = 62 / 160.0;
  private static final double FACE_HEIGHT = 78 / 160.0;

  /** Of the ellipse of the face, where its surroundings begin. [ours] */
  private static final double AROUND = 1.15;

  private TextureRegions() {}

  /**
   * Weights that add up to 1 in each region, {@code [COUNT, S/8 · S/8]}.
   *
   * @param crop of side S
   * @param shown how large the crop is in what is looked at: 1, or less where surroundings are seen
   */
  static Tensor of(CropConvention crop, double shown) {
    float[] weights = weights(crop, shown);
    return FaceTensors.of(weights, COUNT, weights.length / COUNT);
  }

  /** The same, row by row. */
  public static float[] weights(CropConvention crop, double shown) {
    int side = crop.size();
    int cells = side / CELL;
    double centre = side / 2.0;
    double eyes = (crop.eyeLine() * side - centre) * shown + centre;
    double mouth = (crop.mouthLine() * side - centre) * shown + centre;
    double unit = side * shown;
    boolean[][] inside = new boolean[COUNT][cells * cells];
    for (int place = 0; place < cells * cells; place++) {
      double x = Math.abs(place % cells * CELL + CELL / 2.0 - centre);
      double y = place / cells * CELL + CELL / 2.0;
      double up = (y - (eyes + mouth) / 2) / (FACE_HEIGHT * unit);
      double aside = x / (FACE_WIDTH * unit);
      inside[0][place] = true;
      inside[1][place] = Math.abs(y - mouth) < MOUTH_HEIGHT * unit && x < MOUTH_WIDTH * unit;
      inside[2][place] = Math.abs(y - eyes) < EYES_HEIGHT * unit && x < EYES_WIDTH * unit;
      inside[3][place] = aside * aside + up * up > AROUND;
    }
    float[] weights = new float[COUNT * cells * cells];
    for (int region = 0; region < COUNT; region++) {
      int places = 0;
      for (boolean here : inside[region]) {
        places += here ? 1 : 0;
      }
      for (int place = 0; place < cells * cells; place++) {
        weights[region * cells * cells + place] = inside[region][place] ? 1f / places : 0;
      }
    }
    return weights;
  }

  /**
   * Mean and deviation of each channel in each region.
   *
   * @param features {@code [B, C, h, w]}
   * @param regions {@code [COUNT, h · w]}
   * @return {@code [B, COUNT · 2 C]}: of each region all means, then all deviations; fp32
   */
  static Tensor pool(Tensor features, Tensor regions) {
    try (Precision.Scope exact = Precision.FP32.enter()) {
      // Channels last, as convolutions leave them, this is a view, and so is the product's order.
      Tensor values = Layers.exact(features).permute(0, 2, 3, 1).flatten(1, 2); // [B, places, C]
      Tensor weights =
          FaceTensors.onDeviceOf(values, regions).unsqueeze(0).expand(values.size(0), -1, -1);
      Tensor means = weights.bmm(values); // [B, COUNT, C]
      Tensor squares = weights.bmm(values.mul(values));
      Tensor deviations = torch.relu(squares.sub(means.mul(means))).sqrt();
      return torch.cat(new TensorVector(means, deviations), 2).flatten(1, 2);
    }
  }
}
