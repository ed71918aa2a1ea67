package org.delocate.network.export;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture.Scale;
import org.delocate.network.input.TextureView;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TextureRegions;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.texture.TextureViews;

/** {@link TextureNetwork}, its views and its regions as a graph. */
record TextureGraph(LayerGraph layers, NetworkConfiguration configuration) {

  private static final String OWNER = "texture.";

  /** Channels of the two maps that statistics are taken of. */
  private static final int SHALLOW = 192;

  private static final int DEEP = 288;

  /** The views of faces whose next frame is not known. */
  static final Set<TextureView> STILL =
      Collections.unmodifiableSet(EnumSet.of(TextureView.WIDE, TextureView.DETAIL));

  /**
   * The statistics of faces.
   *
   * @param views of which they are taken
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param other of the views that move, what each is made of: for motion the next frame, for what
   *     motion does not explain that frame without motion
   * @return of each view {@code [B, }{@link TextureSizes#valuesOf}{@code ]}
   */
  Map<TextureView, Value> statistics(
      Set<TextureView> views, Value images, Map<TextureView, Value> other) {
    int side = configuration.crop().size();
    Value wide = regions((double) side / configuration.view().size());
    Map<TextureView, Value> statistics = new EnumMap<>(TextureView.class);
    for (TextureView view : views) {
      statistics.put(
          view,
          switch (view) {
            case WIDE -> values(resized(images), wide);
            case DETAIL -> values(detail(images), regions(1));
            case MOTION -> values(resized(motion(images, other.get(view))), wide);
            case RESIDUAL -> values(resized(residual(images, other.get(view))), wide);
            case SPECTRUM -> new SpectrumGraph(layers, configuration).of(images, other.get(view));
          });
    }
    return statistics;
  }

  /** {@code [B, }{@link TextureSizes#movingOf}{@code ]}: those of the configuration's views. */
  Value ofMoving(Map<TextureView, Value> statistics) {
    return layers
        .operators()
        .concatenate(
            1, configuration.texture().views().stream().map(statistics::get).toArray(Value[]::new));
  }

  /** {@code [B]} logits of faces whose next frame is not known. */
  Value still(Map<TextureView, Value> statistics) {
    Value of =
        layers
            .operators()
            .concatenate(1, statistics.get(TextureView.WIDE), statistics.get(TextureView.DETAIL));
    return logits("still", of, configuration.texture().still(), TextureSizes.STILL);
  }

  /** {@code [B]} logits of the statistics of faces that move. */
  Value moving(Value statistics) {
    return logits(
        "moving",
        statistics,
        configuration.texture().moving(),
        TextureSizes.movingOf(configuration));
  }

  /** {@code [1]}: the logit of the samples as frames of one person, as its discriminant has it. */
  Value track(Value statistics) {
    Operators operators = layers.operators();
    Value mean = operators.reduce("Mean", statistics, 0); // [1, n]
    Value variance =
        operators.reduce("Mean", operators.square(operators.subtract(statistics, mean)), 0);
    Value both = operators.concatenate(1, mean, operators.each("Sqrt", variance));
    return logits(
        "track", both, configuration.texture().track(), TextureSizes.trackOf(configuration));
  }

  /**
   * Masks that lean to where forgeries lie, {@code [B, 1, V, V]}.
   *
   * @param outlines {@code [B, }{@link FaceOutlines#NUMBERS}{@code ]}, or one for all: asked for
   *     where places lie in faces
   */
  Value placed(Value maskLogits, Supplier<Value> outlines) {
    Double share = configuration.texture().maskShare();
    if (share == null) {
      return maskLogits;
    }
    Operators operators = layers.operators();
    int side = configuration.view().size();
    Value own = layers.weights().get(OWNER + "places");
    Value places =
        configuration.texture().hasPlacesInFace()
            ? inPictures(own, outlines.get(), side)
            : operators.resized(own, side, side);
    return operators.add(operators.multiply(maskLogits, share), places);
  }

  /** {@link FaceOutlines#inPictures}. */
  private Value inPictures(Value plane, Value outlines, int side) {
    OnnxGraph graph = layers.graph();
    Operators operators = layers.operators();
    float[] centres = new float[side];
    for (int i = 0; i < side; i++) {
      centres[i] = (i + 0.5f) / side;
    }
    Value middles = graph.constant(ConstantTensor.floats(centres, 1, side));
    Value top = operators.slice(outlines, 1, 0, 1);
    Value height = length(top, operators.slice(outlines, 1, 1, 1));
    Value down = operators.divide(operators.subtract(middles, top), height); // [C, side]
    Value ends = ends(outlines, down, side);
    Value left = operators.slice(ends, 2, 0, 1);
    Value width = length(left, operators.slice(ends, 2, 1, 1));
    Value across =
        operators.divide(operators.subtract(operators.unsqueeze(middles, 0), left), width);
    Value rows = operators.expand(operators.unsqueeze(inPlane(down), 2), 1, 1, side);
    Value grid =
        operators.concatenate(
            3, operators.unsqueeze(inPlane(across), 3), operators.unsqueeze(rows, 3));
    Value all =
        graph.node(
            "GridSample",
            new Attributes()
                .text("mode", "bilinear")
                .text("padding_mode", "border")
                .integer("align_corners", 0),
            plane,
            operators.reshape(grid, 1, -1, side, 2));
    return operators.reshape(all, -1, 1, side, side);
  }

  /** {@code [C, side, 2]}: left and right of an outline at heights, {@code [C, side]}. */
  private Value ends(Value outlines, Value down, int side) {
    OnnxGraph graph = layers.graph();
    Operators operators = layers.operators();
    int count = FaceOutlines.ROWS;
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    Value at = operators.within(operators.add(operators.multiply(down, count), -0.5), 0, count - 1);
    Value away =
        operators.each(
            "Abs",
            operators.subtract(
                operators.reshape(at, -1, side, 1),
                graph.constant(ConstantTensor.floats(numbers, 1, 1, count))));
    // Between two rows, of both.
    Value share = operators.each("Relu", operators.add(operators.multiply(away, -1), 1));
    return operators.product(
        share, operators.reshape(operators.slice(outlines, 1, 2, 2L * count), -1, count, 2));
  }

  private Value length(Value from, Value to) {
    OnnxGraph graph = layers.graph();
    Value least = graph.constant(ConstantTensor.floats(new float[] {FaceOutlines.LEAST_SIDE}, 1));
    return graph.node("Max", layers.operators().subtract(to, from), least);
  }

  /** Shares of a face as places of a plane that reaches beyond it, from -1 to 1. */
  private Value inPlane(Value within) {
    Operators operators = layers.operators();
    double whole = 1 + 2 * FaceOutlines.MARGIN;
    return operators.add(
        operators.multiply(operators.add(within, FaceOutlines.MARGIN), 2 / whole), -1);
  }

  private Value logits(String name, Value statistics, Scale scale, int count) {
    Operators operators = layers.operators();
    Value counted = statistics;
    if (configuration.texture().hasLimits()) {
      OnnxGraph graph = layers.graph();
      counted = graph.node("Max", counted, layers.weights().get(OWNER + name + "_lowest"));
      counted = graph.node("Min", counted, layers.weights().get(OWNER + name + "_highest"));
    }
    Value column = operators.reshape(layers.weights().get(OWNER + name), count, 1);
    Value sum = operators.squeeze(operators.product(counted, column), 1);
    return operators.add(operators.multiply(sum, scale.gain()), scale.bias());
  }

  private Value resized(Value images) {
    int side = configuration.crop().size();
    return configuration.view().size() == side
        ? images
        : layers.operators().resized(images, side, side);
  }

  /** What differs until the next frame, around one half. */
  private Value motion(Value images, Value later) {
    return amplified(layers.operators().subtract(later, images), TextureViews.MOTION_GAIN);
  }

  /** What motion does not explain, in proportion to contrast, around one half. */
  private Value residual(Value images, Value compensated) {
    Operators operators = layers.operators();
    int whole = configuration.view().size();
    double size = TextureViews.CONTRAST_SIZE;
    Value fine =
        operators.each(
            "Abs", operators.subtract(images, layers.blurred(images, whole, 0, whole, size)));
    Value mean = operators.reduce("Mean", fine, 1);
    Value contrast =
        operators.add(layers.blurred(mean, whole, 0, whole, size), TextureViews.LEAST_CONTRAST);
    Value left = operators.divide(operators.subtract(compensated, images), contrast);
    return amplified(left, TextureViews.RESIDUAL_GAIN);
  }

  /** Fine detail of the crop, around one half. */
  private Value detail(Value images) {
    Operators operators = layers.operators();
    int side = configuration.crop().size();
    int whole = configuration.view().size();
    int border = (whole - side) / 2;
    Value blurred = layers.blurred(images, whole, border, side, TextureViews.DETAIL_SIZE);
    Value crops = operators.slice(operators.slice(images, 2, border, side), 3, border, side);
    return amplified(operators.subtract(crops, blurred), TextureViews.DETAIL_GAIN);
  }

  private Value amplified(Value difference, double gain) {
    Operators operators = layers.operators();
    return operators.within(operators.add(operators.multiply(difference, gain), 0.5), 0, 1);
  }

  /** {@code [S/8 · S/8, COUNT]}: of each place, what it counts in each region. */
  private Value regions(double shown) {
    float[] rows = TextureRegions.weights(configuration.crop(), shown);
    int places = rows.length / TextureRegions.COUNT;
    return layers
        .operators()
        .transpose(
            layers.graph().constant(ConstantTensor.floats(rows, TextureRegions.COUNT, places)),
            1,
            0);
  }

  private Value values(Value view, Value regions) {
    InceptionGraph.Eighths seen =
        new InceptionGraph(layers, OWNER + "encoder.").eighths(layers.centred(view));
    return layers
        .operators()
        .concatenate(
            1, pooled(seen.shallow(), SHALLOW, regions), pooled(seen.deep(), DEEP, regions));
  }

  /** {@code [B, C, h, w] -> [B, COUNT · 2 C]}: of each region all means, then all deviations. */
  private Value pooled(Value features, int channels, Value regions) {
    Operators operators = layers.operators();
    int side = configuration.crop().size() / 8;
    Value values = operators.reshape(features, -1, channels, (long) side * side);
    Value means = operators.transpose(operators.product(values, regions), 0, 2, 1);
    Value squares =
        operators.transpose(operators.product(operators.square(values), regions), 0, 2, 1);
    Value variances = operators.subtract(squares, operators.square(means));
    Value deviations = operators.each("Sqrt", operators.each("Relu", variances));
    return operators.reshape(
        operators.concatenate(2, means, deviations), -1, 2L * channels * TextureRegions.COUNT);
  }
}
