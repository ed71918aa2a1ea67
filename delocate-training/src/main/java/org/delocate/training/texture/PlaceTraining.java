package org.delocate.training.texture;

import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.store.FaceStore;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.StoreCrops;

/**
 * Fits anew where forgeries lie, in a checkpoint whose masks lean to it already. All other weights
 * stay, bit for bit, so that masks change and scores do not.
 */
final class PlaceTraining {

  /** Stage of the card's provenance: that of the discriminants stays. */
  private static final String STAGE = "places";

  private PlaceTraining() {}

  /**
   * Fits to all splits and writes {@code best}.
   *
   * @return in words, what was learnt from
   * @throws ConfigurationException if the checkpoint's masks lean nowhere, the mask of no clip is
   *     known, or splits are to be kept apart, which the checkpoint has seen
   */
  static String run(TextureConfiguration configuration, Path out) {
    Checkpoint base = Checkpoint.read(Path.of(configuration.model()));
    Texture before = base.card().networks().texture();
    if (before.maskShare() == null || configuration.maskShare() == 0) {
      throw new ConfigurationException(
          "placesAlone wants a model whose masks lean to where forgeries lie, and a maskShare");
    }
    if (!configuration.clips().apart().isEmpty()) {
      throw new ConfigurationException(
          "placesAlone keeps discriminants that were fitted to all splits: none can be apart");
    }
    NetworkConfiguration networks =
        base.card()
            .networks()
            .withTexture(
                before.withPlaces(
                    configuration.maskShare(),
                    configuration.placesInBox(),
                    configuration.placesInOutline()),
                surround(base));
    List<String> splits = configuration.clips().splits();
    PlaceFit places = new PlaceFit(networks);
    try (FaceStore clips = FaceStore.open(Path.of(configuration.clips().worlds()));
        DelocateNetworks reading = base.networks()) {
      StoreCrops.check(clips, networks.crop().size(), 0);
      StoreCrops.checkSurround(clips, STAGE, surround(base));
      reading.eval();
      reading.prepare(configuration.precision().resolved());
      places.read(clips, splits, reading, configuration.precision());
    }
    float[] lie =
        places
            .fit(splits, configuration.maskShare(), configuration.placesInBox())
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        configuration.clips().worlds()
                            + " has no forged clip whose mask is known"));
    new TextureChange(base, networks, STAGE, settings(configuration))
        .write(
            out.resolve("best"),
            places.keys(),
            configuration.seed(),
            texture -> texture.setPlaces(lie));
    return places.clips() + " forged clips whose mask is known; nothing else has changed";
  }

  /** What counted: of other settings the model's own stage tells. */
  private static String settings(TextureConfiguration configuration) {
    return String.join(
        "\n",
        "model: " + configuration.model(),
        "worlds: " + configuration.clips().worlds(),
        "splits: " + configuration.clips().splits(),
        "maskShare: " + configuration.maskShare(),
        "placesInBox: " + configuration.placesInBox(),
        "placesInOutline: " + configuration.placesInOutline(),
        "precision: " + configuration.precision().resolved(),
        "");
  }

  private static int surround(Checkpoint base) {
    return base.card().networks().surround();
  }
}
