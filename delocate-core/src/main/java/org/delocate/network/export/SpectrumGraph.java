package org.delocate.network.export;

import java.util.ArrayList;
import java.util.List;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.texture.ResidualSpectrum;
import org.delocate.network.texture.SpectrumRegions;

/** {@link ResidualSpectrum} as a graph. */
final class SpectrumGraph {

  private static final int COLOURS = 3;

  private final LayerGraph layers;
  private final Operators operators;
  private final int side;
  private final List<Value> downs = new ArrayList<>();
  private final List<Value> ups = new ArrayList<>();
  private final List<Value> regions = new ArrayList<>();
  private final List<Integer> pixels = new ArrayList<>();

  SpectrumGraph(LayerGraph layers, NetworkConfiguration configuration) {
    this.layers = layers;
    operators = layers.operators();
    side = configuration.view().size();
    int size = side;
    List<float[]> weights =
        SpectrumRegions.weights(configuration.crop(), side, ResidualSpectrum.BANDS);
    for (int band = 0; band < ResidualSpectrum.BANDS; band++) {
      int half = ResidualSpectrum.half(size);
      pixels.add(size);
      if (band < ResidualSpectrum.BANDS - 1) {
        downs.add(constant(ResidualSpectrum.down(size), half, size));
        ups.add(constant(ResidualSpectrum.up(size), size, half));
      }
      Value rows = constant(weights.get(band), SpectrumRegions.COUNT, (long) size * size);
      regions.add(operators.transpose(rows, 1, 0));
      size = half;
    }
  }

  /**
   * The numbers of faces.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param compensated the frames after them, as if nothing had moved, likewise
   * @return {@code [B, }{@link ResidualSpectrum#VALUES}{@code ]}
   */
  Value of(Value images, Value compensated) {
    Value mixture = constant(ResidualSpectrum.mixture(), COLOURS, COLOURS);
    Value seen = mixed(images, mixture);
    Value unexplained = operators.subtract(mixed(compensated, mixture), seen);
    Value light = light(seen);
    List<Value> left = pyramid(unexplained);
    List<Value> values = new ArrayList<>();
    for (int band = 0; band < ResidualSpectrum.BANDS; band++) {
      Value energy = mean(operators.square(left.get(band)), COLOURS, band);
      values.add(flat(logarithm(energy), COLOURS));
    }
    for (int band = 0; band < ResidualSpectrum.PEAKED; band++) {
      values.add(flat(peaks(operators.square(left.get(band)), band), COLOURS));
    }
    values.addAll(likenesses(light(unexplained), light));
    Value steepness = steepness(light);
    for (int band = 0; band < ResidualSpectrum.SORTED; band++) {
      steepness = band == 0 ? steepness : across(steepness, downs.get(band - 1));
      values.addAll(sorted(operators.square(light(left.get(band))), steepness, band));
    }
    return operators.concatenate(1, values.toArray(Value[]::new));
  }

  private Value constant(float[] values, long rows, long columns) {
    return layers.graph().constant(ConstantTensor.floats(values, rows, columns));
  }

  private Value mixed(Value images, Value mixture) {
    Value rows = operators.reshape(images, -1, COLOURS, (long) side * side);
    return operators.reshape(operators.product(mixture, rows), -1, COLOURS, side, side);
  }

  private Value light(Value mixed) {
    return operators.slice(mixed, 1, 0, 1);
  }

  private List<Value> pyramid(Value whole) {
    List<Value> pyramid = new ArrayList<>();
    Value rest = whole;
    for (int band = 0; band < ResidualSpectrum.BANDS - 1; band++) {
      Value coarse = across(rest, downs.get(band));
      pyramid.add(operators.subtract(rest, across(coarse, ups.get(band))));
      rest = coarse;
    }
    pyramid.add(rest);
    return pyramid;
  }

  /** The same weights down and across. */
  private Value across(Value whole, Value weights) {
    return operators.product(operators.product(weights, whole), operators.transpose(weights, 1, 0));
  }

  /** {@code [B, C, n, n] -> [B, C, SpectrumRegions.COUNT]}. */
  private Value mean(Value values, int channels, int band) {
    long places = (long) pixels.get(band) * pixels.get(band);
    return operators.product(operators.reshape(values, -1, channels, places), regions.get(band));
  }

  private Value flat(Value values, int channels) {
    return operators.reshape(values, -1, (long) channels * SpectrumRegions.COUNT);
  }

  private Value logarithm(Value energy) {
    return operators.each("Log", operators.add(energy, ResidualSpectrum.LEAST_ENERGY));
  }

  private Value peaks(Value energy, int band) {
    double least = ResidualSpectrum.LEAST_SHARE;
    Value fourth = operators.add(mean(operators.square(energy), COLOURS, band), least);
    Value second = operators.add(operators.square(mean(energy, COLOURS, band)), least);
    return operators.each("Log", operators.divide(fourth, second));
  }

  private List<Value> likenesses(Value left, Value shown) {
    List<Value> values = new ArrayList<>();
    Value finerLeft = left;
    Value finerShown = shown;
    for (double deviation : ResidualSpectrum.COMPARED) {
      Value blur = constant(ResidualSpectrum.blur(side, deviation), side, side);
      Value coarseLeft = across(left, blur);
      Value coarseShown = across(shown, blur);
      Value one = operators.subtract(finerLeft, coarseLeft);
      Value other = operators.subtract(finerShown, coarseShown);
      Value both =
          operators.multiply(
              mean(operators.square(one), 1, 0), mean(operators.square(other), 1, 0));
      Value root = operators.each("Sqrt", operators.add(both, ResidualSpectrum.LEAST_PRODUCT));
      Value along = mean(operators.multiply(one, other), 1, 0);
      values.add(flat(operators.divide(along, root), 1));
      finerLeft = coarseLeft;
      finerShown = coarseShown;
    }
    return values;
  }

  private Value steepness(Value light) {
    Value slope = constant(ResidualSpectrum.slope(side), side, side);
    Value right = operators.product(light, operators.transpose(slope, 1, 0));
    Value down = operators.product(slope, light);
    Value steep =
        operators.each("Sqrt", operators.add(operators.square(right), operators.square(down)));
    return layers.blurred(steep, side, 0, side, ResidualSpectrum.STEEPNESS_SIZE);
  }

  /** Of each kind of steepness {@code [B, 2]}: over the face, and around it. */
  private List<Value> sorted(Value energy, Value steepness, int band) {
    double least = ResidualSpectrum.LEAST_SHARE;
    List<Integer> kinds = ResidualSpectrum.STEEPNESS;
    Value all = operators.multiply(mean(energy, 1, band), least);
    Value positive = operators.add(steepness, ResidualSpectrum.LEAST_STEEPNESS);
    Value logarithm =
        operators.within(
            operators.multiply(operators.each("Log", positive), 1 / Math.log(2)),
            kinds.get(0),
            kinds.get(kinds.size() - 1));
    List<Value> values = new ArrayList<>();
    for (int middle : kinds) {
      Value away = operators.each("Abs", operators.add(logarithm, -middle));
      Value near = operators.each("Relu", operators.add(operators.multiply(away, -1), 1));
      Value sum = operators.add(mean(operators.multiply(energy, near), 1, band), all);
      Value share = operators.add(mean(near, 1, band), least);
      Value counted = flat(logarithm(operators.divide(sum, share)), 1);
      SpectrumRegions.FACE_AND_AROUND.forEach(
          region -> values.add(operators.slice(counted, 1, region, 1)));
    }
    return values;
  }
}
