package org.delocate.experiment.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.delocate.experiment.bench.Workbench;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.recovering.RecoveringConfiguration;

/**
 * The configurations of an experiment's trainings: the defaults of {@code delocate train}, what
 * short runs need, what the settings override, and last what makes a variant what it is.
 */
final class VariantConfigurations {

  private static final String RECOVERING = "recovering.";
  private static final String LOCALIZATION = "localization.";

  /** Share of a run's steps that the average of its weights reaches back. */
  private static final double AVERAGED_SHARE = 0.2;

  private final Workbench bench;
  private final List<String> recoveringOverrides = new ArrayList<>();
  private final List<String> localizationOverrides = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if an override names no stage
   */
  VariantConfigurations(Workbench bench) {
    this.bench = bench;
    for (String override : bench.settings().trainings().overrides()) {
      if (override.startsWith(RECOVERING)) {
        recoveringOverrides.add(override.substring(RECOVERING.length()));
      } else if (override.startsWith(LOCALIZATION)) {
        localizationOverrides.add(override.substring(LOCALIZATION.length()));
      } else {
        throw new IllegalArgumentException(
            "'"
                + override
                + "' names no stage: write recovering.key=value or localization.key=value");
      }
    }
  }

  /** Of a stage 1. */
  RecoveringConfiguration recovering(Variant.Stage1 stage, int steps) {
    int crop = bench.store().description().crop().size();
    List<String> overrides = new ArrayList<>(common(steps));
    overrides.add("cropSize=" + crop);
    overrides.add("augmentation.cropSize=" + crop);
    overrides.add("validationFaces=64");
    overrides.addAll(recoveringOverrides);
    overrides.addAll(stage.overrides());
    return ConfigurationReader.read(RecoveringConfiguration.defaults(), null, overrides);
  }

  /**
   * Of a stage 2.
   *
   * @param stage1 its checkpoint
   */
  LocalizationConfiguration localization(Variant variant, String stage1, int steps) {
    int crop = bench.store().description().crop().size();
    List<String> overrides = new ArrayList<>(common(steps));
    overrides.add("recovering=\"" + stage1.replace("\\", "\\\\") + "\"");
    overrides.add("augmentation.cropSize=" + crop);
    overrides.add("validationPairs=32");
    overrides.addAll(localizationOverrides);
    overrides.addAll(variant.overrides());
    return ConfigurationReader.read(LocalizationConfiguration.defaults(), null, overrides);
  }

  /**
   * What short runs need: a short warm-up, an average that forgets the random start, one validation
   * at the end, so that no checkpoint is chosen by it.
   */
  private List<String> common(int steps) {
    double reach = Math.max(1, AVERAGED_SHARE * steps);
    return List.of(
        "store=\"" + bench.settings().store().toString().replace("\\", "\\\\") + "\"",
        "optimization.learningRate=0.001",
        "optimization.steps=" + steps,
        "optimization.warmupSteps=" + Math.min(200, steps / 10),
        String.format(
            Locale.ROOT, "optimization.averageDecay=%.4f", Math.min(0.998, 1 - 1 / reach)),
        "validateEvery=" + steps,
        "checkpointEvery=" + Math.max(1, Math.min(100, steps / 4)),
        "threads=" + bench.settings().analyzer().threads(),
        "seed=" + bench.settings().seed());
  }
}
