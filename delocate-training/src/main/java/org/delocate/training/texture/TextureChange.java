package org.delocate.training.texture;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;
import org.delocate.training.weights.CardWriter;
import org.delocate.training.weights.InitialWeights;

/**
 * One thing of a checkpoint's texture network made anew: all other weights stay, bit for bit, and
 * so does what the card says scores are worth.
 *
 * @param base the checkpoint
 * @param networks its networks with what is new
 * @param stage of the card's provenance; those of before stay
 * @param settings of this stage, that counted
 */
record TextureChange(
    Checkpoint base, NetworkConfiguration networks, String stage, String settings) {

  /**
   * Writes the checkpoint.
   *
   * @param keys faces that were learnt from
   * @param change sets what is new
   */
  void write(Path folder, List<String> keys, long seed, Consumer<TextureNetwork> change) {
    try (DelocateNetworks changed = new DelocateNetworks(networks)) {
      for (Component component : Component.values()) {
        if (component != Component.TEXTURE) {
          InitialWeights.load(changed, base, List.of(component));
        }
      }
      loadTexture(changed);
      change.accept(changed.texture().orElseThrow());
      Map<String, String> stages = new LinkedHashMap<>(base.card().provenance().configuration());
      stages.put(stage, settings);
      ModelCard card =
          ModelCard.unmeasured(
                  base.card().name() + "-" + stage,
                  networks,
                  ModelProvenance.ofThisMachine(
                      CardWriter.codeVersion(), stages, CardWriter.digest(keys), seed),
                  base.card().trainingDataLicence())
              .withCalibration(base.card().calibration());
      Checkpoint.write(folder, card, changed, Safetensors.Type.F32);
    }
  }

  /** All that the base has: what is new may have no place in it yet. */
  private void loadTexture(DelocateNetworks changed) {
    String prefix = Component.TEXTURE.key() + ".";
    Map<String, Tensor> state =
        new LinkedHashMap<>(Weights.state(changed.component(Component.TEXTURE)));
    state
        .keySet()
        .retainAll(
            base.weights().names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList());
    Weights.fill(state, base.weights(), prefix);
  }
}
