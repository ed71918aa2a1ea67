package org.delocate.training.localization;

import java.util.List;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;
import org.delocate.training.configuration.Check;
import org.delocate.training.configuration.MetaLearning;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.pair.WorldPairs;

/**
 * One run of stage 2: mapping, localization and classification, trained together on pairs of a
 * forged face and the real one it was made from. A pair goes through the same view, so that borders
 * do not tell the classes apart.
 *
 * @param store folder of prepared faces
 * @param recovering checkpoint of stage 1; its networks decide size and crop
 * @param initial checkpoint whose mapping, localization and classifier are the starting point;
 *     empty for fresh weights. It must have the same architecture, but for the mapping's trunk:
 *     where that is another, the mapping begins with fresh weights
 * @param encoder what the localization network looks with
 * @param mapping what the mapping module looks with
 * @param sources which sources of the store to learn from; empty for all. Only the split {@code
 *     train} is ever used
 * @param components what takes part
 * @param fineTuneRecovering whether stage 1 goes on learning, from the other losses and from the
 *     recovery of the real faces; otherwise it is frozen
 * @param recoveringRate share of the learning rate that stage 1 is tuned with [ours]
 * @param metaLearning how domains are held back from a step to learn what carries over
 * @param ownForgeries share of the pairs whose forged face is made on the fly by {@code forgers};
 *     with meta-learning every domain has the same share, and only 0 and 1 keep their meaning
 * @param forgers names of our own forgers, drawn evenly
 * @param sharper share of our forgeries that are laid over a softer picture than they were made in:
 *     a forged face can be the sharper part of a picture, too [ours]
 * @param balanced whether the dataset's domains (source and method) are drawn evenly, however many
 *     pairs each has
 * @param degraded share of the pairs that are degraded as uploads are
 * @param degradedApart share of the degraded pairs whose two faces are degraded each in its own
 *     way; the others share one degradation. Fakes of a dataset are softer than their originals;
 *     where the real face of a pair can be the softer one, softness as such is no sign of forgery
 *     [ours]
 * @param degradation what degraded faces suffer; validation keeps to {@link
 *     TrainingDegradation#standard}, so that its curves stay comparable
 * @param barred share of the pairs that get black bars at their borders, as at the edge of a
 *     letterboxed video [ours]
 * @param worlds what is learnt from clips of many pages and generators beside the store
 * @param seed of the weights, the batches and the forgeries
 * @param pairs per batch, which holds twice as many faces
 * @param accumulation batches whose mean gradient makes a step
 * @param augmentation how crops are cut out of stored crops
 * @param losses their weights and shapes
 * @param optimization AdamW or SGD [reported]
 * @param precision of the forward pass on the processor; a GPU calculates in fp32
 * @param device what the networks calculate on
 * @param threads of the engine
 * @param checkpointEvery steps
 * @param validateEvery steps
 * @param patience validations without a better one after which the run ends early; 0: never
 * @param validationPairs pairs of the split {@code val} to validate on
 */
public record LocalizationConfiguration(
    String store,
    String recovering,
    String initial,
    EncoderChoice encoder,
    MappingChoice mapping,
    List<String> sources,
    ComponentSwitches components,
    boolean fineTuneRecovering,
    double recoveringRate,
    MetaLearning metaLearning,
    double ownForgeries,
    List<String> forgers,
    double sharper,
    boolean balanced,
    double degraded,
    double degradedApart,
    TrainingDegradation degradation,
    double barred,
    WorldPairs worlds,
    long seed,
    int pairs,
    int accumulation,
    CropAugmentation augmentation,
    LossSettings losses,
    Optimization optimization,
    Precision precision,
    ComputeDevice device,
    int threads,
    int checkpointEvery,
    int validateEvery,
    int patience,
    int validationPairs)
    implements TrainingConfiguration {

  public LocalizationConfiguration {
    sources = List.copyOf(sources);
    forgers = List.copyOf(forgers);
    Check.range("recoveringRate", recoveringRate, 0, 1);
    Check.range("ownForgeries", ownForgeries, 0, 1);
    Check.range("sharper", sharper, 0, 1);
    Check.range("degraded", degraded, 0, 1);
    Check.range("degradedApart", degradedApart, 0, 1);
    Check.range("barred", barred, 0, 1);
    Check.range("pairs", pairs, 1, 65536);
    Check.range("threads", threads, 1, 1024);
    Check.range("accumulation", accumulation, 1, 65536);
    Check.range("checkpointEvery", checkpointEvery, 1, 1e9);
    Check.range("validateEvery", validateEvery, 1, 1e9);
    Check.range("patience", patience, 0, 1e9);
    Check.range("validationPairs", validationPairs, 0, 1e9);
    if (ownForgeries > 0 && forgers.isEmpty()) {
      throw new IllegalArgumentException("ownForgeries needs forgers");
    }
    if (fineTuneRecovering && !components.recovery()) {
      throw new IllegalArgumentException("fineTuneRecovering needs components.recovery");
    }
    if (metaLearning.isOn() && pairs < 2) {
      throw new IllegalArgumentException("metaLearning needs at least 2 pairs");
    }
  }

  @Override
  public int facesPerStep() {
    return 2 * pairs * accumulation;
  }

  /** The shipped checkpoint's settings; a store and a checkpoint of stage 1 must be named. */
  public static LocalizationConfiguration defaults() {
    return new LocalizationConfiguration(
        "",
        "",
        "",
        EncoderChoice.plain(),
        MappingChoice.plain(),
        List.of(),
        ComponentSwitches.all(),
        false,
        0.1,
        MetaLearning.off(),
        0.4,
        List.of("self-blended", "part-swap"),
        0,
        true,
        0.5,
        0,
        TrainingDegradation.standard(),
        0,
        WorldPairs.none(),
        1,
        8,
        1,
        new CropAugmentation(160, 12, 8, 0.08, 0.5),
        new LossSettings(1, 1, 1, 0.6, 0.5, 1),
        new Optimization("adamw", 1e-3, 1e-6, 200, 4000, 0.9, 0.999, 0.01, 5.0, 0.998),
        Precision.AUTO,
        ComputeDevice.AUTO,
        2,
        200,
        500,
        0,
        400);
  }
}
