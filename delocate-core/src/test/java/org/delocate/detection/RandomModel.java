package org.delocate.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
import org.delocate.network.model.ReferenceErrors;
import org.delocate.network.texture.StatisticsWeights;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.Safetensors;

/** A real checkpoint of very small networks with random weights: it knows nothing, and it runs. */
public final class RandomModel {

  private RandomModel() {}

  public static Checkpoint write(Path folder) {
    return write(folder, new Calibration("none", 1, 0, 0.5, null));
  }

  static Checkpoint write(Path folder, Calibration calibration) {
    return write(folder, calibration, NetworkConfiguration.Texture.none());
  }

  /** With a texture network, whose discriminants are random, too. */
  static Checkpoint writeWithTexture(Path folder) {
    return write(
        folder,
        new Calibration("none", 1, 0, 0.5, null),
        new NetworkConfiguration.Texture(
            1,
            new NetworkConfiguration.Texture.Scale(0.05, 0.1),
            new NetworkConfiguration.Texture.Scale(0.05, -0.1)));
  }

  private static Checkpoint write(
      Path folder, Calibration calibration, NetworkConfiguration.Texture texture) {
    NetworkConfiguration configuration =
        new NetworkConfiguration(
                "test",
                CropConvention.standard(64),
                new RecoveringSettings(8, new VitSettings(32, 2, 2), new VitSettings(16, 1, 2), 2),
                new MappingSettings(4, 1),
                new LocalizationSettings(8, 4),
                NetworkComponents.all())
            .withTexture(texture, texture.isOn() ? 8 : 0);
    Engine.seed(20260102);
    DelocateNetworks networks = new DelocateNetworks(configuration);
    Random random = new Random(20260102);
    networks
        .texture()
        .ifPresent(
            network ->
                network.setWeights(
                    random(random, TextureSizes.movingOf(configuration)),
                    random(random, TextureSizes.STILL),
                    StatisticsWeights.unlimited(new float[TextureSizes.trackOf(configuration)])));
    List<Double> quantiles = IntStream.rangeClosed(0, 100).mapToObj(i -> i / 1000.0).toList();
    ModelCard card =
        ModelCard.unmeasured(
                "random",
                configuration,
                ModelProvenance.ofThisMachine("test", Map.of(), "none", 20260102),
                "none")
            .withCalibration(calibration)
            .withRealFaces(new ReferenceErrors(quantiles, quantiles, quantiles), null);
    Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
    return Checkpoint.read(folder);
  }

  private static StatisticsWeights random(Random random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return StatisticsWeights.unlimited(weights);
  }
}
