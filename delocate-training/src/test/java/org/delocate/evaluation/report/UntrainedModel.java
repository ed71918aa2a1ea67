package org.delocate.evaluation.report;

import java.nio.file.Path;
import java.util.Map;
import org.delocate.dataset.store.VideoStore;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.weights.Safetensors;

/** A checkpoint of very small networks with random weights for {@link VideoStore}. */
public final class UntrainedModel {

  private UntrainedModel() {}

  /** A model with a zone in which detection abstains. */
  public static Path write(Path folder, long seed) {
    return write(folder, seed, VideoStore.CROP, new Calibration("none", 1, 0, 0.6, 0.3), Map.of());
  }

  public static Path write(
      Path folder, long seed, int crop, Calibration calibration, Map<String, String> stages) {
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            "test",
            CropConvention.standard(crop),
            new NetworkConfiguration.Recovering(16, 32, 2, 2, 32, 1, 2, 2),
            new NetworkConfiguration.Mapping(4, 1),
            new NetworkConfiguration.Localization(8, 4),
            NetworkConfiguration.Components.all());
    Engine.seed(seed);
    ModelCard card =
        ModelCard.unmeasured(
                "untrained-" + seed,
                configuration,
                ModelProvenance.ofThisMachine("test", stages, "none", seed),
                "trained on nothing")
            .withCalibration(calibration);
    try (DelocateNetworks networks = new DelocateNetworks(configuration)) {
      Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
    }
    return folder;
  }
}
