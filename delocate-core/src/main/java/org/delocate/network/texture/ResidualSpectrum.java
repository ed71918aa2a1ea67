package org.delocate.network.texture;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;

/**
 * What is left between two frames when motion is taken out, as numbers instead of a picture [ours]:
 * how strong it is in each {@linkplain Band band} from single pixels to the whole face, in light
 * and colours; how much of it lies in few places; how far it goes along with what is to be seen
 * there; and how strong it is on plain skin and on edges. Meant to weigh a camera's noise, a
 * coder's rounding and slow shades against each other; which of them tells forgeries is not known.
 *
 * <p>Everything is a product of matrices or of values, so that an exported graph has the same.
 */
public final class ResidualSpectrum {

  /**
   * Bands of a Laplacian pyramid, each half as fine as the one before; the last is what is left.
   */
  public static final int BANDS = 7;

  /** Bands, from the finest on, of which it counts how much lies in few places. */
  public static final int PEAKED = 5;

  /**
   * Deviations, in pixels, of the blurs that part the bands of light that are held against the
   * picture: the first lies between the picture itself and the first blur.
   */
  public static final List<Double> COMPARED = List.of(0.8, 1.6, 3.2, 6.4);

  /** Bands of light that are looked at by how steep the picture is there. */
  public static final int SORTED = 3;

  /** Steepness, as the binary logarithm of steps of 255 a pixel: weights overlap, by tents. */
  public static final List<Integer> STEEPNESS = List.of(-1, 0, 1, 2, 3);

  /** Added to energies, in squared steps of 255, before logarithms: less is rounding. */
  public static final double LEAST_ENERGY = 0.05;

  /** Added to products of two energies, in steps of 255 to the fourth, before roots. */
  public static final double LEAST_PRODUCT = 0.05;

  /**
   * Added to means of fourth powers and to squares of energies, in steps of 255 to the fourth; and
   * what the mean of all places counts beside that of a kind of steepness.
   */
  public static final double LEAST_SHARE = 0.01;

  /** Added to steepness, in steps of 255 a pixel. */
  public static final double LEAST_STEEPNESS = 0.25;

  /** Deviation, in pixels, of the blur of steepness. */
  public static final double STEEPNESS_SIZE = 2;

  private static final int COLOURS = 3;

  // Light and two colours of BT.601, in steps of 255.
  private static final float[] LIGHT_AND_COLOURS = {
    0.299f * 255, 0.587f * 255, 0.114f * 255,
    -0.168736f * 255, -0.331264f * 255, 0.5f * 255,
    0.5f * 255, -0.418688f * 255, -0.081312f * 255
  };

  private static final int STRENGTHS = BANDS * COLOURS * SpectrumRegions.COUNT;
  private static final int PEAKS = PEAKED * COLOURS * SpectrumRegions.COUNT;
  private static final int LIKENESSES = COMPARED.size() * SpectrumRegions.COUNT;
  private static final int SLOPES =
      SORTED * STEEPNESS.size() * SpectrumRegions.FACE_AND_AROUND.size();

  /** Numbers of a face. */
  public static final int VALUES = STRENGTHS + PEAKS + LIKENESSES + SLOPES;

  /**
   * One band.
   *
   * @param down from the band's pixels to half as many, rounded up, along an axis: {@code [n/2, n]}
   * @param up and back: {@code [n, n/2]}
   * @param regions {@code [SpectrumRegions.COUNT, n · n]}
   */
  private record Band(Tensor down, Tensor up, Tensor regions) {}

  private final List<Band> bands = new ArrayList<>();
  private final List<Tensor> blurs = new ArrayList<>();
  private final Tensor slope;
  private final Tensor mixture;

  /**
   * @param crop of the faces
   * @param side of the view, in which the crop lies in the middle
   */
  ResidualSpectrum(CropConvention crop, int side) {
    int pixels = side;
    for (float[] weights : SpectrumRegions.weights(crop, side, BANDS)) {
      int half = half(pixels);
      bands.add(
          new Band(
              FaceTensors.of(down(pixels), half, pixels),
              FaceTensors.of(up(pixels), pixels, half),
              FaceTensors.of(weights, SpectrumRegions.COUNT, (long) pixels * pixels)));
      pixels = half;
    }
    COMPARED.forEach(deviation -> blurs.add(FaceTensors.of(blur(side, deviation), side, side)));
    slope = FaceTensors.of(slope(side), side, side);
    mixture = FaceTensors.of(mixture(), COLOURS, COLOURS);
  }

  /** Values that belong together, one group after the other. */
  public static List<Integer> groups() {
    return List.of(STRENGTHS, PEAKS, LIKENESSES, SLOPES);
  }

  /** What the numbers of one face cost: the products of its matrices. */
  public static long multiplyAdds(long side) {
    long picture = side * side;
    long mixing = 2L * COLOURS * COLOURS * picture;
    long slopes = 2 * side * picture;
    long blurs = COMPARED.size() * 2L * 2 * side * picture;
    long means = COMPARED.size() * 3L * picture * SpectrumRegions.COUNT;
    long pyramid = 0;
    long pixels = side;
    for (int band = 0; band < BANDS; band++) {
      long half = half((int) pixels);
      long across = half * pixels * pixels + half * half * pixels;
      if (band < BANDS - 1) {
        pyramid += 2L * COLOURS * across;
      }
      if (band < SORTED - 1) {
        pyramid += across;
      }
      long looks = band < PEAKED ? 2L * COLOURS : COLOURS;
      looks += band < SORTED ? 1 + 2L * STEEPNESS.size() : 0;
      means += looks * pixels * pixels * SpectrumRegions.COUNT;
      pixels = half;
    }
    return mixing + slopes + blurs + means + pyramid;
  }

  /** Pixels of the band after one of so many, along a side. */
  public static int half(int pixels) {
    return (pixels + 1) / 2;
  }

  /** Light and colours of red, green and blue: {@code [3, 3]}, row by row. */
  public static float[] mixture() {
    return LIGHT_AND_COLOURS.clone();
  }

  /**
   * Half as many pixels, rounded up, each the mean of two, the last of an odd number by itself:
   * {@code [n/2, n]}, row by row.
   */
  public static float[] down(int pixels) {
    int half = half(pixels);
    float[] weights = new float[half * pixels];
    for (int row = 0; row < half; row++) {
      weights[row * pixels + 2 * row] += 0.5f;
      weights[row * pixels + Math.min(2 * row + 1, pixels - 1)] += 0.5f;
    }
    return weights;
  }

  /** Twice as many pixels, bilinearly: {@code [n, n/2]}, row by row. */
  public static float[] up(int pixels) {
    int half = half(pixels);
    float[] weights = new float[pixels * half];
    for (int row = 0; row < pixels; row++) {
      int near = row / 2;
      int far = Math.max(0, Math.min(half - 1, row % 2 == 0 ? near - 1 : near + 1));
      weights[row * half + near] += 0.75f;
      weights[row * half + far] += 0.25f;
    }
    return weights;
  }

  /** Half the difference of the next pixel and the one before: {@code [n, n]}, row by row. */
  public static float[] slope(int pixels) {
    float[] weights = new float[pixels * pixels];
    for (int row = 1; row < pixels - 1; row++) {
      weights[row * pixels + row + 1] = 0.5f;
      weights[row * pixels + row - 1] = -0.5f;
    }
    return weights;
  }

  /** A Gaussian blur, mirrored at the border: {@code [n, n]}, row by row. */
  public static float[] blur(int pixels, double deviation) {
    int reach = Math.min((int) Math.ceil(4 * deviation), pixels - 1);
    double[] shape = new double[reach + 1];
    double sum = 0;
    for (int away = 0; away <= reach; away++) {
      shape[away] = Math.exp(-away * away / (2 * deviation * deviation));
      sum += away == 0 ? 1 : 2 * shape[away];
    }
    float[] weights = new float[pixels * pixels];
    for (int row = 0; row < pixels; row++) {
      for (int away = -reach; away <= reach; away++) {
        int at = Math.abs(row + away);
        int mirrored = at < pixels ? at : 2 * (pixels - 1) - at;
        weights[row * pixels + mirrored] += (float) (shape[Math.abs(away)] / sum);
      }
    }
    return weights;
  }

  /**
   * The numbers.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param back the frames after them, as if nothing had moved, likewise
   * @return {@code [B, }{@link #VALUES}{@code ]}, fp32
   */
  Tensor of(Tensor images, Tensor back) {
    try (Intermediates passing = new Intermediates();
        Precision.Scope exact = Precision.FP32.enter()) {
      Tensor seen = mixed(images);
      Tensor unexplained = mixed(back).sub(seen);
      Tensor light = light(seen);
      List<Tensor> left = pyramid(unexplained);
      List<Tensor> values = new ArrayList<>();
      List<Tensor> peaks = new ArrayList<>();
      for (int band = 0; band < BANDS; band++) {
        Tensor square = left.get(band).square();
        Tensor energy = mean(square, band);
        values.add(logarithm(energy));
        if (band < PEAKED) {
          Tensor fourth = mean(square.square(), band).add(new Scalar(LEAST_SHARE));
          peaks.add(fourth.div(energy.square().add(new Scalar(LEAST_SHARE))).log());
        }
      }
      values.addAll(peaks);
      values.addAll(likenesses(light(unexplained), light));
      Tensor steepness = steepness(light);
      for (int band = 0; band < SORTED; band++) {
        steepness = band == 0 ? steepness : across(steepness, bands.get(band - 1).down());
        values.add(sorted(light(left.get(band)).square(), steepness, band));
      }
      return passing.keep(
          Layers.beside(values.stream().map(value -> value.flatten(1, -1)).toArray(Tensor[]::new)));
    }
  }

  /** {@code [B, 3, V, V]}: light and colours. */
  private Tensor mixed(Tensor images) {
    Tensor rows = Layers.exact(images).flatten(2, 3);
    return torch.matmul(here(rows, mixture), rows).view(images.sizes());
  }

  private static Tensor light(Tensor mixed) {
    return mixed.narrow(1, 0, 1);
  }

  /** What each band has, {@code [B, C, n, n]}. */
  private List<Tensor> pyramid(Tensor whole) {
    List<Tensor> pyramid = new ArrayList<>();
    Tensor rest = whole;
    for (int band = 0; band < BANDS - 1; band++) {
      Tensor coarse = across(rest, bands.get(band).down());
      pyramid.add(rest.sub(across(coarse, bands.get(band).up())));
      rest = coarse;
    }
    pyramid.add(rest);
    return pyramid;
  }

  /** The same weights down and across. */
  private static Tensor across(Tensor whole, Tensor weights) {
    Tensor own = here(whole, weights);
    return torch.matmul(torch.matmul(own, whole), own.t());
  }

  private static Tensor here(Tensor other, Tensor constant) {
    return FaceTensors.onDeviceOf(other, constant);
  }

  /** {@code [B, C, n, n] -> [B, C, SpectrumRegions.COUNT]}. */
  private Tensor mean(Tensor values, int band) {
    return torch.matmul(values.flatten(2, 3), here(values, bands.get(band).regions()).t());
  }

  private static Tensor logarithm(Tensor energy) {
    return energy.add(new Scalar(LEAST_ENERGY)).log();
  }

  /** How far what is left goes along with what is to be seen, band by band: correlations. */
  private List<Tensor> likenesses(Tensor left, Tensor shown) {
    List<Tensor> values = new ArrayList<>();
    Tensor finerLeft = left;
    Tensor finerShown = shown;
    for (Tensor blur : blurs) {
      Tensor coarseLeft = across(left, blur);
      Tensor coarseShown = across(shown, blur);
      Tensor one = finerLeft.sub(coarseLeft);
      Tensor other = finerShown.sub(coarseShown);
      Tensor both = mean(one.square(), 0).mul(mean(other.square(), 0));
      values.add(mean(one.mul(other), 0).div(both.add(new Scalar(LEAST_PRODUCT)).sqrt()));
      finerLeft = coarseLeft;
      finerShown = coarseShown;
    }
    return values;
  }

  /** Steps of 255 a pixel, {@code [B, 1, V, V]}. */
  private Tensor steepness(Tensor light) {
    Tensor own = here(light, slope);
    Tensor across = torch.matmul(light, own.t());
    Tensor down = torch.matmul(own, light);
    Tensor steep = across.square().add(down.square()).sqrt();
    return Blur.of(steep, 0, steep.size(2), STEEPNESS_SIZE);
  }

  /** The mean of each kind of steepness over the face, then around it. */
  private Tensor sorted(Tensor energy, Tensor steepness, int band) {
    Tensor all = mean(energy, band);
    Tensor logarithm =
        steepness
            .add(new Scalar(LEAST_STEEPNESS))
            .log2()
            .clamp(
                new ScalarOptional(new Scalar((double) STEEPNESS.get(0))),
                new ScalarOptional(new Scalar((double) STEEPNESS.get(STEEPNESS.size() - 1))));
    List<Tensor> kinds = new ArrayList<>();
    for (int middle : STEEPNESS) {
      Tensor near =
          torch.relu(logarithm.sub(new Scalar((double) middle)).abs().neg().add(new Scalar(1.0)));
      Tensor mean =
          mean(energy.mul(near), band)
              .add(all.mul(new Scalar(LEAST_SHARE)))
              .div(mean(near, band).add(new Scalar(LEAST_SHARE)));
      Tensor counted = logarithm(mean);
      SpectrumRegions.FACE_AND_AROUND.forEach(region -> kinds.add(counted.narrow(2, region, 1)));
    }
    return Layers.concatenate(2, kinds.toArray(Tensor[]::new));
  }
}
