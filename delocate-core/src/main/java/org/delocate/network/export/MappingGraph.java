package org.delocate.network.export;

import org.delocate.network.input.MappingSettings;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** {@link org.delocate.network.mapping.MappingNetwork} as a graph. */
record MappingGraph(LayerGraph layers, MappingSettings settings) {

  private static final String OWNER = "mapping.";

  /** Faces {@code [B, 3, S, S]} in 0..1 to {@code M(x)}, {@code [B, 3, S, S]}. */
  Value forward(FeatureMap faces) {
    Operators operators = layers.operators();
    FeatureMap centred = new FeatureMap(layers.centred(faces.values()), faces.side());
    Value features =
        switch (settings.trunk()) {
          case RESNET -> resnet(centred);
          case MOBILENET ->
              new DecoderGraph(layers, OWNER)
                  .forward(new MobilenetGraph(layers, OWNER + "encoder.", false).forward(centred))
                  .values();
        };
    Value correction = operators.each("Tanh", layers.convolution(OWNER + "to_face", 1, features));
    return operators.add(faces.values(), shuffled(correction));
  }

  /** Channels become blocks of pixels, in the engine's order: colour, row, column. */
  private Value shuffled(Value blocks) {
    return layers
        .graph()
        .node(
            "DepthToSpace",
            new Attributes().integer("blocksize", settings.pixelBlock()).text("mode", "CRD"),
            blocks);
  }

  private FeatureMap unshuffled(FeatureMap faces) {
    Operators operators = layers.operators();
    long block = settings.pixelBlock();
    int side = faces.side() / settings.pixelBlock();
    Value cut = operators.reshape(faces.values(), -1, 3, side, block, side, block);
    Value colours = operators.transpose(cut, 0, 1, 3, 5, 2, 4);
    return new FeatureMap(operators.reshape(colours, -1, settings.colours(), side, side), side);
  }

  private Value resnet(FeatureMap centred) {
    ResidualBlockGraph residual = new ResidualBlockGraph(layers);
    FeatureMap blocks = unshuffled(centred);
    Value stem = layers.normed(OWNER + "conv1", OWNER + "bn1", 1, Activation.RELU, blocks.values());
    FeatureMap first = residual.stage(OWNER + "layer1", 1, new FeatureMap(stem, blocks.side()));
    FeatureMap second = residual.stage(OWNER + "layer2", 2, first);
    FeatureMap third = residual.stage(OWNER + "layer3", 2, second);
    FeatureMap fourth = residual.stage(OWNER + "layer4", 2, third);
    return climb("up1", climb("up2", climb("up3", fourth, third), second), first).values();
  }

  private FeatureMap climb(String step, FeatureMap coarse, FeatureMap fine) {
    Operators operators = layers.operators();
    String name = OWNER + step;
    Value narrowed = layers.normed(name, name + "_bn", 1, Activation.NONE, coarse.values());
    Value enlarged = operators.resized(narrowed, fine.side(), fine.side());
    return new FeatureMap(
        operators.each("Relu", operators.add(enlarged, fine.values())), fine.side());
  }
}
