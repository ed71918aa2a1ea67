package org.delocate.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.delocate.face.CropConvention;
import org.delocate.network.Checkpoint;
import org.delocate.network.DelocateNetworks;
import org.delocate.network.Engine;
import org.delocate.network.ModelCard;
import org.delocate.network.NetworkConfiguration;
import org.delocate.network.Safetensors;

/** A real checkpoint of very small networks with random weights: it knows nothing, and it runs. */
final class RandomModel {

  private RandomModel() {}

  static Checkpoint write(Path folder) {
    return write(folder, new ModelCard.Calibration("none", 1, 0, 0.5, null));
  }

  static Checkpoint write(Path folder, ModelCard.Calibration calibration) {
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            "test",
            CropConvention.standard(64),
            new NetworkConfiguration.Recovering(8, 32, 2, 2, 16, 1, 2, 2),
            new NetworkConfiguration.Mapping(4, 1),
            new NetworkConfiguration.Localization(8, 4),
            NetworkConfiguration.Components.all());
    Engine.seed(20260102);
    DelocateNetworks networks = new DelocateNetworks(configuration);
    List<Double> quantiles = IntStream.rangeClosed(0, 100).mapToObj(i -> i / 1000.0).toList();
    ModelCard card =
        ModelCard.unmeasured(
                "random",
                configuration,
                ModelCard.Provenance.ofThisMachine("test", Map.of(), "none", 20260102),
                "none")
            .withCalibration(calibration)
            .withRealFaces(new ModelCard.ReferenceErrors(quantiles, quantiles, quantiles), null);
    Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
    return Checkpoint.read(folder);
  }
}
