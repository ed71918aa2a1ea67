package org.delocate.network.export;

import org.delocate.network.export.PartRecoveryGraph.Recovery;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** The way of a face through {@link org.delocate.network.model.DelocateNetworks} as a graph. */
record NetworkGraph(LayerGraph layers, NetworkConfiguration configuration) {

  /**
   * What both stages make of faces, before the texture network has its say.
   *
   * @param recovered {@code [B, 3, V, V]}: {@code x̂}, and around it the picture as it is
   * @param mapped {@code [B, 3, V, V]}: {@code M(x)}, likewise
   * @param errors {@code [B, 3]}
   * @param discrepancies {@code [B, 3]}
   * @param maskLogits {@code [B, 1, V, V]}
   * @param classifier {@code [B]} logits
   */
  record Output(
      Value recovered,
      Value mapped,
      Value errors,
      Value discrepancies,
      Value maskLogits,
      Value classifier) {}

  /**
   * Both stages.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param parts {@code [B, 3, M]} of int64: the patches to hide of each part
   */
  Output forward(Value images, Value parts) {
    int side = configuration.crop().size();
    Value crops = crops(images);
    PartRecoveryGraph recovering =
        new PartRecoveryGraph(new RecoveringGraph(layers, configuration));
    Recovery recovery = recovering.recover(crops, parts);
    Value recovered = configuration.components().recovering() ? recovery.faces() : crops;
    Value mapped =
        configuration.components().mapping()
            ? new MappingGraph(layers, configuration.mapping()).forward(new FeatureMap(crops, side))
            : crops;
    boolean wide = configuration.localization().wide();
    FeatureMap seen =
        wide ? new FeatureMap(images, configuration.view().size()) : new FeatureMap(crops, side);
    LocalizationGraph.Output localized =
        new LocalizationGraph(layers, configuration).forward(seen, crops, recovered, mapped);
    Value logits = new ClassifierGraph(layers, configuration).forward(mapped, recovered, localized);
    Value masks = localized.maskLogits().values();
    return new Output(
        surrounded(recovered, images),
        surrounded(mapped, images),
        recovery.errors(),
        recovering.distances(mapped, recovered, parts),
        wide
            ? masks
            : operators().framed(masks, configuration.surround(), LocalizationNetwork.BLANK),
        logits);
  }

  private Operators operators() {
    return layers.operators();
  }

  private Value crops(Value images) {
    int surround = configuration.surround();
    if (surround == 0) {
      return images;
    }
    int side = configuration.crop().size();
    return operators().slice(operators().slice(images, 2, surround, side), 3, surround, side);
  }

  /** Crops with what is around them in pictures. */
  private Value surrounded(Value crops, Value images) {
    int surround = configuration.surround();
    if (surround == 0) {
      return crops;
    }
    int whole = configuration.view().size();
    boolean[] inside = new boolean[whole * whole];
    for (int place = 0; place < inside.length; place++) {
      int x = place % whole - surround;
      int y = place / whole - surround;
      int side = configuration.crop().size();
      inside[place] = x >= 0 && y >= 0 && x < side && y < side;
    }
    Value where = layers.graph().constant(ConstantTensor.truths(inside, 1, 1, whole, whole));
    return layers.graph().node("Where", where, operators().framed(crops, surround, 0), images);
  }
}
