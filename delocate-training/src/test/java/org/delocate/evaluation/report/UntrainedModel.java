package org.delocate.evaluation.report;

import java.nio.file.Path;
import java.util.Map;
import org.delocate.dataset.store.VideoStore;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.input.VitSettings;
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
            new RecoveringSettings(16, new VitSettings(32, 2, 2), new VitSettings(32, 1, 2), 2),
            new MappingSettings(4, 1),
            new LocalizationSettings(8, 4),
            NetworkComponents.all());
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
