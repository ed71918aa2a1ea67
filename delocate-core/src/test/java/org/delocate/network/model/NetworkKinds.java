package org.delocate.network.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.input.TextureView;
import org.delocate.network.input.VitSettings;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;

/** Small networks of every kind, for whoever calculates with them in another library. */
public final class NetworkKinds {

  /** {@link #all} for tests with parameters. */
  public static final String SOURCE = "org.delocate.network.model.NetworkKinds#all";

  /** As the shipped model. */
  private static final List<TextureView> RESIDUAL_ALONE = List.of(TextureView.RESIDUAL);

  private NetworkKinds() {}

  /** Each part of the networks is in one of them at least. */
  public static Stream<NetworkConfiguration> all() {
    NetworkConfiguration plain = SmallNetworks.configuration();
    RecoveringSettings sizes = plain.recovering();
    VitSettings vit = new VitSettings(16, 2, 2);
    RecoveringSettings.Positions positions = sizes.positions();
    Texture.Scale scale = new Texture.Scale(0.01, 0.1);
    Texture limited =
        new Texture(0.3, scale, scale, 0.4, scale, true, 0.7, List.of(TextureView.values()));
    Texture inBoxes = following(scale, false);
    Texture inOutlines = following(scale, true);
    return Stream.of(
        plain.with("size", "the paper's"),
        plain.with("size", "masks that follow the face").withTexture(inOutlines, 8),
        plain.with("size", "masks in the box of the landmarks").withTexture(inBoxes, 8),
        // As the shipped model, with eigenfaces in two blocks, one of which they do not fill.
        plain
            .with("size", "of MobileNets")
            .with("recovering", new RecoveringSettings(16, vit, vit, 2, false, 24, true, positions))
            .with("mapping", new MappingSettings(MappingSettings.Trunk.MOBILENET, 4, 2))
            .with(
                "localization",
                new LocalizationSettings(LocalizationSettings.Encoder.MOBILENET, 8, 4))
            .withTexture(limited, 8),
        plain
            .with("size", "of Inception, wide")
            .with("recovering", new RecoveringSettings(16, vit, vit, 2, true, 0, false, positions))
            .with("mapping", new MappingSettings(4, 2))
            .with(
                "localization",
                new LocalizationSettings(LocalizationSettings.Encoder.INCEPTION, 8, 4))
            .withSurround(8)
            .withTexture(new Texture(0.3, scale, scale, 0.4, scale, null, null, RESIDUAL_ALONE), 8),
        plain
            .with("size", "without parts")
            .with("components", new NetworkComponents(false, false, false, false)),
        plain
            .with("size", "without guidance")
            .with("components", new NetworkComponents(true, true, true, false)));
  }

  /** Masks lie in faces. */
  private static Texture following(Texture.Scale scale, boolean outline) {
    return new Texture(0.3, scale, scale, 0.4, scale, true, 0.35, RESIDUAL_ALONE)
        .withPlaces(0.35, true, outline)
        .withPassages(new Texture.Passages(0.5, 3.5, 0.05, 0.08, 40, 20));
  }

  /** Every tensor is random, in half precision as a shipped model has it. */
  public static Checkpoint shuffled(Path folder, NetworkConfiguration configuration) {
    Calibration calibration =
        new Calibration("test", 1.5, 0.2, 0.5, null)
            .withMasks(-0.5, null)
            .withDiscrepancyWeight(2.0);
    ModelCard card =
        ModelCard.unmeasured(
                "random",
                configuration,
                ModelProvenance.ofThisMachine("test", Map.of(), "none", 5),
                "none")
            .withCalibration(calibration);
    try (DelocateNetworks networks = SmallNetworks.shuffled(configuration, 5)) {
      Weights.state(networks)
          .forEach(
              (name, values) -> {
                if (name.endsWith("noise")) {
                  values.fill_(new Scalar(0.5)); // a variance
                } else if (name.endsWith("_lowest")) {
                  values.copy_(values.abs().neg());
                } else if (name.endsWith("_highest")) {
                  values.copy_(values.abs());
                }
              });
      Checkpoint.write(folder, card, networks, Safetensors.Type.F16);
    }
    return Checkpoint.read(folder);
  }
}
