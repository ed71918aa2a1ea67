package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.FaceTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to the same numbers, reckoned pixel by pixel. */
class ResidualSpectrumTest {

  private static final int REGIONS = SpectrumRegions.COUNT;
  private static final double[][] MIXTURE = {
    {0.299, 0.587, 0.114}, {-0.168736, -0.331264, 0.5}, {0.5, -0.418688, -0.081312}
  };

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  /** Sides that halve evenly, and one that does not. */
  @ParameterizedTest
  @ValueSource(ints = {96, 76})
  void numbersAreWhatTheySay(int side) {
    CropConvention crop = CropConvention.standard(side * 5 / 6);
    double[][] face = picture(side, 3);
    double[][] back = picture(side, 4);
    float[] values;
    try (PointerScope scope = new PointerScope()) {
      Tensor numbers = new ResidualSpectrum(crop, side).of(tensor(face, side), tensor(back, side));
      assertThat(numbers.size(1)).isEqualTo(ResidualSpectrum.VALUES);
      values = FaceTensors.floats(numbers);
    }
    List<Double> expected = expected(crop, side, mixed(face), mixed(back));

    assertThat(expected).hasSize(ResidualSpectrum.VALUES);
    assertThat(ResidualSpectrum.groups().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(ResidualSpectrum.VALUES);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).as("value %d", i).isCloseTo(expected.get(i), within(2e-3));
    }
  }

  /** Nothing is left of a picture that did not change, and nothing is not a number. */
  @Test
  void whatDoesNotChangeLeavesNothing() {
    int side = 96;
    double[][] face = picture(side, 3);
    try (PointerScope scope = new PointerScope()) {
      ResidualSpectrum spectrum = new ResidualSpectrum(CropConvention.standard(80), side);
      float[] same = FaceTensors.floats(spectrum.of(tensor(face, side), tensor(face, side)));
      float[] black =
          FaceTensors.floats(
              spectrum.of(tensor(new double[3][side * side], side), tensor(face, side)));

      for (int i = 0; i < ResidualSpectrum.groups().get(0); i++) {
        assertThat((double) same[i]).isCloseTo(Math.log(0.05), within(1e-4));
        assertThat(black[i]).isGreaterThan(same[i]);
      }
      for (float[] values : List.of(same, black)) {
        for (float value : values) {
          assertThat(Float.isFinite(value)).isTrue();
        }
      }
    }
  }

  /** Of a crop of 160 pixels in a view of 192: x and y of pixels that are within, or not. */
  @ParameterizedTest
  @CsvSource({
    "face, 0, 96, 110, 96, 40",
    "face, 0, 48, 48, 47, 48",
    "face, 0, 143, 162, 143, 163",
    "mouth, 1, 96, 130, 96, 80",
    "eyes, 2, 60, 75, 60, 130",
    "around, 3, 0, 0, 96, 96",
    "around, 3, 96, 180, 40, 30",
    "cheeks, 4, 60, 110, 96, 110",
    "cheeks, 4, 130, 110, 60, 75",
    "forehead, 5, 96, 40, 96, 110",
  })
  void regionsLieWhereTheyAreNamedFor(
      String name, int region, int x, int y, int outsideX, int outsideY) {
    float[] weights = SpectrumRegions.weights(CropConvention.standard(160), 192, 1).get(0);

    assertThat(weights[(region * 192 + y) * 192 + x]).as(name).isPositive();
    assertThat(weights[(region * 192 + outsideY) * 192 + outsideX]).as(name).isZero();
  }

  /** In bands, too, whose sides are halved, rounded up. */
  @ParameterizedTest
  @ValueSource(ints = {192, 90})
  void weightsOfARegionAddUpToOne(int side) {
    List<float[]> bands = SpectrumRegions.weights(CropConvention.standard(side * 5 / 6), side, 7);
    int pixels = side;
    for (float[] weights : bands) {
      assertThat(weights).hasSize(REGIONS * pixels * pixels);
      for (int region = 0; region < REGIONS; region++) {
        double sum = 0;
        for (int place = 0; place < pixels * pixels; place++) {
          sum += weights[region * pixels * pixels + place];
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
      }
      pixels = (pixels + 1) / 2;
    }
    float[] one = bands.get(0);
    float[] two = bands.get(1);
    int half = side / 2;
    assertThat((double) two[(half + 10) * half + 20])
        .isCloseTo(
            one[(side + 20) * side + 40]
                + one[(side + 20) * side + 41]
                + one[(side + 21) * side + 40]
                + one[(side + 21) * side + 41],
            within(1e-9));
  }

  private static List<Double> expected(
      CropConvention crop, int side, double[][] face, double[][] back) {
    List<Double> strengths = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    List<Double> likenesses = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    double[][] rest = new double[3][side * side];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < side * side; i++) {
        rest[c][i] = back[c][i] - face[c][i];
      }
    }
    List<float[]> bands = SpectrumRegions.weights(crop, side, 7);
    double[] steepness = steepness(face[0], side);
    double[] unexplained = rest[0].clone();
    int size = side;
    for (int band = 0; band < 7; band++) {
      float[] weights = bands.get(band);
      double[][] own = new double[3][];
      int half = (size + 1) / 2;
      for (int c = 0; c < 3; c++) {
        double[] coarse = halved(rest[c], size);
        own[c] = band == 6 ? rest[c] : minus(rest[c], doubled(coarse, half, size));
        rest[c] = coarse;
      }
      for (int c = 0; c < 3; c++) {
        for (int region = 0; region < REGIONS; region++) {
          double energy = mean(own[c], own[c], weights, region);
          strengths.add(Math.log(energy + 0.05));
          if (band < 5) {
            double[] square = times(own[c], own[c]);
            double fourth = mean(square, square, weights, region);
            peaks.add(Math.log((fourth + 0.01) / (energy * energy + 0.01)));
          }
        }
      }
      if (band < 3) {
        slopes.addAll(slopes(times(own[0], own[0]), steepness, weights));
        steepness = halved(steepness, size);
      }
      size = half;
    }
    double[] finer = unexplained;
    double[] finerFace = face[0];
    for (double deviation : new double[] {0.8, 1.6, 3.2, 6.4}) {
      double[] coarse = blurred(unexplained, side, deviation);
      double[] coarseFace = blurred(face[0], side, deviation);
      double[] one = minus(finer, coarse);
      double[] other = minus(finerFace, coarseFace);
      float[] weights = bands.get(0);
      for (int region = 0; region < REGIONS; region++) {
        double both = mean(one, one, weights, region) * mean(other, other, weights, region);
        likenesses.add(mean(one, other, weights, region) / Math.sqrt(both + 0.05));
      }
      finer = coarse;
      finerFace = coarseFace;
    }
    List<Double> all = new ArrayList<>(strengths);
    all.addAll(peaks);
    all.addAll(likenesses);
    all.addAll(slopes);
    return all;
  }

  private static List<Double> slopes(double[] energy, double[] steepness, float[] weights) {
    List<Double> values = new ArrayList<>();
    for (int middle = -1; middle <= 3; middle++) {
      double[] near = new double[energy.length];
      for (int i = 0; i < near.length; i++) {
        double at = Math.log(steepness[i] + 0.25) / Math.log(2);
        near[i] = Math.max(0, 1 - Math.abs(Math.min(3, Math.max(-1, at)) - middle));
      }
      double[] one = new double[energy.length];
      Arrays.fill(one, 1);
      for (int region : new int[] {0, 3}) {
        double all = mean(energy, one, weights, region);
        double sum = mean(energy, near, weights, region) + 0.01 * all;
        values.add(Math.log(sum / (mean(near, one, weights, region) + 0.01) + 0.05));
      }
    }
    return values;
  }

  /** Half the difference to both sides, nothing at the border, blurred by two pixels up to six. */
  private static double[] steepness(double[] light, int side) {
    double[] steep = new double[light.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int i = y * side + x;
        double across = x == 0 || x == side - 1 ? 0 : (light[i + 1] - light[i - 1]) / 2;
        double down = y == 0 || y == side - 1 ? 0 : (light[i + side] - light[i - side]) / 2;
        steep[i] = Math.hypot(across, down);
      }
    }
    return blurred(steep, side, 2, 6);
  }

  private static double[] blurred(double[] picture, int side, double deviation) {
    return blurred(picture, side, deviation, Math.min((int) Math.ceil(4 * deviation), side - 1));
  }

  private static double[] blurred(double[] picture, int side, double deviation, int reach) {
    double[] rows = new double[picture.length];
    double[] blurred = new double[picture.length];
    for (int pass = 0; pass < 2; pass++) {
      double[] from = pass == 0 ? picture : rows;
      double[] to = pass == 0 ? rows : blurred;
      for (int i = 0; i < from.length; i++) {
        int place = pass == 0 ? i % side : i / side;
        double sum = 0;
        double weights = 0;
        for (int away = -reach; away <= reach; away++) {
          int at = Math.abs(place + away);
          int mirrored = at < side ? at : 2 * (side - 1) - at;
          double weight = Math.exp(-away * away / (2 * deviation * deviation));
          sum += weight * from[i + (mirrored - place) * (pass == 0 ? 1 : side)];
          weights += weight;
        }
        to[i] = sum / weights;
      }
    }
    return blurred;
  }

  private static double[] halved(double[] picture, int size) {
    int half = (size + 1) / 2;
    double[] halved = new double[half * half];
    for (int y = 0; y < half; y++) {
      for (int x = 0; x < half; x++) {
        for (int i = 0; i < 4; i++) {
          int row = Math.min(size - 1, 2 * y + i / 2);
          int column = Math.min(size - 1, 2 * x + i % 2);
          halved[y * half + x] += picture[row * size + column] / 4;
        }
      }
    }
    return halved;
  }

  /** Bilinearly, as pixel centres lie. */
  private static double[] doubled(double[] picture, int half, int size) {
    double[] doubled = new double[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double up = Math.min(half - 1.0, Math.max(0, (y + 0.5) / 2 - 0.5));
        double aside = Math.min(half - 1.0, Math.max(0, (x + 0.5) / 2 - 0.5));
        int row = (int) up;
        int column = (int) aside;
        int below = Math.min(half - 1, row + 1);
        int right = Math.min(half - 1, column + 1);
        double top = picture[row * half + column] * (1 - aside + column);
        top += picture[row * half + right] * (aside - column);
        double bottom = picture[below * half + column] * (1 - aside + column);
        bottom += picture[below * half + right] * (aside - column);
        doubled[y * size + x] = top * (1 - up + row) + bottom * (up - row);
      }
    }
    return doubled;
  }

  private static double[] minus(double[] one, double[] other) {
    double[] difference = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      difference[i] = one[i] - other[i];
    }
    return difference;
  }

  private static double[] times(double[] one, double[] other) {
    double[] product = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      product[i] = one[i] * other[i];
    }
    return product;
  }

  private static double mean(double[] one, double[] other, float[] weights, int region) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i] * weights[region * one.length + i];
    }
    return sum;
  }

  private static double[][] mixed(double[][] picture) {
    double[][] mixed = new double[3][picture[0].length];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < picture[c].length; i++) {
        for (int k = 0; k < 3; k++) {
          mixed[c][i] += MIXTURE[c][k] * 255 * picture[k][i];
        }
      }
    }
    return mixed;
  }

  /** Waves and noise, in 0..1. */
  private static double[][] picture(int side, int seed) {
    Random random = new Random(seed);
    double[][] picture = new double[3][side * side];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < side * side; i++) {
        int row = i / side;
        double wave = Math.sin((i - row * side) / 7.0 + seed / 9.0) * Math.cos(row / 11.0 + c);
        picture[c][i] = 0.5 + 0.3 * wave + 0.04 * random.nextGaussian();
      }
    }
    return picture;
  }

  private static Tensor tensor(double[][] picture, int side) {
    float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) picture[i / (side * side)][i % (side * side)];
    }
    return FaceTensors.of(values, 1, 3, side, side);
  }
}
