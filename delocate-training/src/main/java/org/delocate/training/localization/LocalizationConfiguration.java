package org.delocate.training.localization;

import static org.delocate.setting.Source.OURS;

import java.util.List;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;
import org.delocate.training.configuration.MetaLearning;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.RunSettings;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.pair.PairBatches;
import org.delocate.training.pair.PairSettings;
import org.delocate.training.pair.Spoiling;
import org.delocate.training.pair.WorldPairs;

/**
 * One run of stage 2: mapping, localization and classification, trained together on pairs of a
 * forged face and the real one it was made from. A pair goes through the same view, so that borders
 * do not tell the classes apart.
 *
 * @param metaLearning how domains are held back from a step to learn what carries over
 * @param drawing how pairs are drawn and spoilt; validation spoils as {@link
 *     TrainingDegradation#standard} does, so that its curves stay comparable
 * @param worlds what is learnt from clips of many pages and generators beside the store
 * @param losses their weights and shapes
 */
public record LocalizationConfiguration(
    @Flat LocalizationStart start,
    @Flat LocalizationParts parts,
    MetaLearning metaLearning,
    @Flat PairSettings drawing,
    WorldPairs worlds,
    @Flat PairBatches batches,
    LossSettings losses,
    @Flat RunSettings run,
    @Setting(source = OURS, max = 1e9, value = "pairs of the split val to validate on")
        int validationPairs)
    implements TrainingConfiguration {

  public LocalizationConfiguration {
    if (metaLearning.isOn() && batches.pairs() < 2) {
      throw new IllegalArgumentException("metaLearning needs at least 2 pairs");
    }
    if (parts.classifierAlone() && start.initial().isEmpty()) {
      throw new IllegalArgumentException(
          "classifierAlone needs initial: who else would have taught the other networks?");
    }
  }

  @Override
  public int facesPerStep() {
    return 2 * batches.pairs() * run.accumulation();
  }

  /** What is not named is so; a store and a checkpoint of stage 1 must be named. */
  public static LocalizationConfiguration defaults() {
    return new LocalizationConfiguration(
        LocalizationStart.unnamed(),
        LocalizationParts.plain(),
        MetaLearning.off(),
        new PairSettings(0.4, List.of("self-blended", "part-swap"), 0, true, Spoiling.usual(0.5)),
        WorldPairs.none(),
        PairBatches.standard(8),
        new LossSettings(1, 1, 1, 0.6, 0.5, 1),
        RunSettings.standard(
            new Optimization(
                "adamw", new Schedule(1e-3, 1e-6, 200, 4000), 0.9, 0.999, 0.01, 5.0, 0.998)),
        400);
  }
}
