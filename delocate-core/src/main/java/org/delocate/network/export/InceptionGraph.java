package org.delocate.network.export;

import org.delocate.network.encoder.InceptionEncoder;
import org.delocate.network.encoder.InceptionPlan;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/**
 * {@link InceptionEncoder} as a graph.
 *
 * @param prefix of its weights
 */
record InceptionGraph(LayerGraph layers, String prefix) implements EncoderGraph {

  private static final int FILTERS_OF_EIGHTH = 7;
  private static final int FILTERS_OF_SIXTEENTH = 10;

  /** Between the blocks of an eighth and those of a sixteenth. */
  private static final int FILTERS_BETWEEN = 4;

  private static final int BLOCKS_OF_EIGHTH =
      (InceptionPlan.TO_EIGHTH - InceptionPlan.STEM) / FILTERS_OF_EIGHTH;
  private static final int BLOCKS_OF_SIXTEENTH =
      (InceptionPlan.FILTERS.size() - InceptionPlan.TO_EIGHTH - FILTERS_BETWEEN)
          / FILTERS_OF_SIXTEENTH;

  /** The maps up to an eighth; see {@link InceptionEncoder.Eighths}. */
  record Eighths(Value half, Value quarter, Value shallow, Value deep) {}

  @Override
  public Pyramid forward(FeatureMap input) {
    Operators operators = layers.operators();
    Reader read = new Reader();
    Eighths seen = eighths(input.values(), read);
    Value sixteenth =
        operators.concatenate(
            1, read.chain(seen.deep(), 1), read.chain(seen.deep(), 3), layers.maxPool(seen.deep()));
    for (int i = 0; i < BLOCKS_OF_SIXTEENTH; i++) {
      sixteenth =
          operators.concatenate(
              1,
              read.chain(sixteenth, 1),
              read.chain(sixteenth, 3),
              read.chain(sixteenth, 5),
              read.chain(layers.smoothed(sixteenth), 1));
    }
    int side = input.side();
    FeatureMap deep = new FeatureMap(seen.deep(), side / 8);
    FeatureMap deepest = new FeatureMap(sixteenth, side / 16);
    return new Pyramid(
        new FeatureMap(seen.half(), side / 2),
        new FeatureMap(seen.quarter(), side / 4),
        deep,
        deepest,
        deepest,
        deepest,
        deep);
  }

  /** Looks no deeper than an eighth, {@code [B, C, S, S]}. */
  Eighths eighths(Value input) {
    return eighths(input, new Reader());
  }

  private Eighths eighths(Value input, Reader read) {
    Value half = read.chain(input, 3);
    Value quarter = read.chain(layers.maxPool(half), 2);
    Value shallow = layers.maxPool(quarter);
    Value deep = shallow;
    for (int i = 0; i < BLOCKS_OF_EIGHTH; i++) {
      deep =
          layers
              .operators()
              .concatenate(
                  1,
                  read.chain(deep, 1),
                  read.chain(deep, 2),
                  read.chain(deep, 3),
                  read.chain(layers.smoothed(deep), 1));
    }
    return new Eighths(half, quarter, shallow, deep);
  }

  /** Applies the filters in their order. */
  private final class Reader {
    private int next;

    Value chain(Value features, int count) {
      Value values = features;
      for (int i = 0; i < count; i++) {
        int stride = InceptionPlan.FILTERS.get(next).stride();
        String name = prefix + "filter" + ++next + ".conv";
        values = layers.activated(Activation.RELU, layers.convolution(name, stride, values));
      }
      return values;
    }
  }
}
