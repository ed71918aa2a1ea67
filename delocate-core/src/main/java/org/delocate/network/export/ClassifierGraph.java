package org.delocate.network.export;

import java.util.ArrayList;
import java.util.List;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.localization.ClassifierSizes;
import org.delocate.network.localization.ForgeryClassifier;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** {@link ForgeryClassifier} as a graph. */
record ClassifierGraph(LayerGraph layers, NetworkConfiguration configuration) {

  private static final String OWNER = "classifier.";

  /**
   * Scores faces.
   *
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   * @param recovered {@code [B, 3, S, S]}: {@code x̂}
   * @return {@code [B]} logits
   */
  Value forward(Value mapped, Value recovered, LocalizationGraph.Output localized) {
    Operators operators = layers.operators();
    int side = configuration.crop().size();
    Value discrepancy =
        operators.multiply(
            operators.each("Abs", operators.subtract(mapped, recovered)),
            LocalizationNetwork.RESIDUAL_GAIN);
    Value features = discrepancy;
    for (int i = 1; i <= 3; i++) {
      features = layers.normed(OWNER + "conv" + i, OWNER + "bn" + i, 2, Activation.RELU, features);
    }
    FeatureMap mask = mask(localized.maskLogits());
    FeatureMap maskOfCrop = middle(mask, side);
    Value coarseMask = shrunk(mask, localized.fine().side());
    List<Value> pooled = new ArrayList<>();
    pool(pooled, new FeatureMap(features, side / 8), maskOfCrop);
    pool(pooled, localized.deep(), mask);
    pool(pooled, localized.fine(), mask);
    pool(pooled, new FeatureMap(discrepancy, side), maskOfCrop);
    pooled.add(operators.reduce("Mean", mask.values(), 2, 3));
    pooled.add(operators.reduce("Max", coarseMask, 2, 3));
    Value all = operators.concatenate(1, pooled.toArray(Value[]::new));
    Value flat = operators.reshape(all, -1, ClassifierSizes.pooledFeatures(configuration));
    Value hidden = operators.each("Relu", layers.linear(OWNER + "hidden", flat));
    return operators.squeeze(layers.linear(OWNER + "output", hidden), 1);
  }

  private FeatureMap mask(FeatureMap logits) {
    Operators operators = layers.operators();
    Value mask = operators.each("Sigmoid", logits.values());
    boolean guided = configuration.components().guidance();
    return new FeatureMap(guided ? mask : operators.multiply(mask, 0), logits.side());
  }

  private FeatureMap middle(FeatureMap mask, int side) {
    int border = (mask.side() - side) / 2;
    if (border == 0) {
      return mask;
    }
    Operators operators = layers.operators();
    Value rows = operators.slice(mask.values(), 2, border, side);
    return new FeatureMap(operators.slice(rows, 3, border, side), side);
  }

  /** Adds the mean over the whole map, and that under the mask. */
  private void pool(List<Value> pooled, FeatureMap features, FeatureMap mask) {
    Operators operators = layers.operators();
    Value weights = operators.add(shrunk(mask, features.side()), ForgeryClassifier.FLOOR);
    Value weighed =
        operators.divide(
            operators.reduce("Sum", operators.multiply(features.values(), weights), 2, 3),
            operators.reduce("Sum", weights, 2, 3));
    pooled.add(operators.reduce("Mean", features.values(), 2, 3));
    pooled.add(weighed);
  }

  /**
   * Means of what falls to each place, as the engine's adaptive pooling takes them also where sides
   * are no multiples of each other: ONNX's pooling has windows of one size. As two products, since
   * the mean of a rectangle is that of its rows' means.
   */
  private Value shrunk(FeatureMap mask, int side) {
    if (mask.side() == side) {
      return mask.values();
    }
    Operators operators = layers.operators();
    int whole = mask.side();
    float[] rows = new float[side * whole];
    float[] columns = new float[side * whole];
    for (int place = 0; place < side; place++) {
      int from = place * whole / side;
      int to = ((place + 1) * whole + side - 1) / side;
      for (int at = from; at < to; at++) {
        rows[place * whole + at] = 1f / (to - from);
        columns[at * side + place] = 1f / (to - from);
      }
    }
    Value left = layers.graph().constant(ConstantTensor.floats(rows, side, whole));
    Value right = layers.graph().constant(ConstantTensor.floats(columns, whole, side));
    return operators.product(operators.product(left, mask.values()), right);
  }
}
