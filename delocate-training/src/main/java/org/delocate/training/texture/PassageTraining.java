package org.delocate.training.texture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture.Passages;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.StoreCrops;
import org.delocate.training.loop.TrainingListener;

/**
 * Fits anew, or for the first time, what tells passages from the rest of their shot, in a
 * checkpoint with a texture network. All other weights stay, bit for bit, and scores with them.
 */
final class PassageTraining {

  /** Stage of the card's provenance: that of the discriminants stays. */
  private static final String STAGE = "passages";

  private PassageTraining() {}

  /**
   * Fits to all splits.
   *
   * @param file keeps what was read
   * @param out gets the checkpoint
   * @return in words, what was learnt from
   * @throws ConfigurationException if the checkpoint has no texture network that looks at the views
   *     of the settings, and as much around faces, no forged clip has the real one beside it that
   *     it was made from, or splits are to be kept apart, which the checkpoint has seen
   */
  static String run(
      TextureConfiguration configuration, Path file, Path out, TrainingListener listener)
      throws InterruptedException {
    Checkpoint base = Checkpoint.read(Path.of(configuration.model()));
    NetworkConfiguration before = base.card().networks();
    if (!before.texture().isOn() || !before.texture().views().equals(configuration.views())) {
      throw new ConfigurationException(
          "passagesAlone wants a model with a texture network that looks at "
              + configuration.views());
    }
    if (before.surround() != configuration.surround()) {
      throw new ConfigurationException(
          "surround is " + configuration.surround() + ", but the model sees " + before.surround());
    }
    if (configuration.passageAlarms() == 0) {
      throw new ConfigurationException("passagesAlone wants passageAlarms above 0");
    }
    if (!configuration.clips().apart().isEmpty()) {
      throw new ConfigurationException(
          "passagesAlone keeps discriminants that were fitted to all splits: none can be apart");
    }
    List<String> keys = new ArrayList<>();
    PassageFit passages = new PassageFit(configuration, before.texture().hasLimits(), before);
    try (FaceStore clips = FaceStore.open(Path.of(configuration.clips().worlds()));
        DelocateNetworks reading = base.networks()) {
      StoreCrops.check(clips, before.crop().size(), 0);
      StoreCrops.checkSurround(clips, STAGE, before.surround());
      reading.eval();
      reading.prepare(configuration.precision().resolved());
      TextureReader reader = new TextureReader(configuration, reading.texture().orElseThrow());
      Map<String, List<List<FaceEntry>>> people =
          ClipMoments.byPerson(clips, configuration.clips());
      people.forEach(
          (name, moments) -> {
            if (passages.ask(clips, name, moments, reader)) {
              moments.forEach(moment -> keys.add(moment.get(0).key()));
            }
          });
      try (StatisticsFile known = StatisticsFile.open(file, origin(configuration, base, clips))) {
        reader.read(known, listener);
      }
    }
    PassageFit.Fitted fitted = passages.fit(configuration.clips().splits()).orElseThrow();
    Passages told = fitted.passages();
    if (told.clips() == 0) {
      throw new ConfigurationException(
          configuration.clips().worlds()
              + " has too few real clips, or of too few splits forged ones with the real one that"
              + " they were made from");
    }
    new TextureChange(
            base,
            before.withTexture(before.texture().withPassages(told), before.surround()),
            STAGE,
            settings(configuration))
        .write(out, keys, configuration.seed(), texture -> texture.setPassages(fitted.weights()));
    return passages.inWords()
        + String.format(
            Locale.ROOT,
            "; a passage parts from %.2f deviations on, as in %.1f %% of %d real clips; nothing else"
                + " has changed",
            told.from(),
            100 * told.falseAlarms(),
            told.clips());
  }

  /** All that the values depend on. */
  private static String origin(
      TextureConfiguration configuration, Checkpoint base, FaceStore clips) {
    return String.join(
        "\n",
        "model " + base.weights().sha256(),
        "clips " + clips.description().planDigest(),
        "precision " + configuration.precision().resolved());
  }

  /** What counted: of other settings the model's own stage tells. */
  private static String settings(TextureConfiguration configuration) {
    return String.join(
        "\n",
        "model: " + configuration.model(),
        "worlds: " + configuration.clips().worlds(),
        "splits: " + configuration.clips().splits(),
        "passageAlarms: " + configuration.passageAlarms(),
        "precision: " + configuration.precision().resolved(),
        "");
  }
}
