package org.delocate.training.measure;

import java.util.List;
import org.delocate.network.engine.Precision;
import org.delocate.training.configuration.Check;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.crop.CropAugmentation;

/**
 * A probe of stage 1: how well its encoder tells real faces from forged ones, which nobody taught
 * it. One linear layer reads the mean of the encoder's tokens of the whole face.
 *
 * @param store folder of prepared faces
 * @param recovering checkpoint of stage 1
 * @param mode {@code linear}: the encoder is frozen; {@code fine-tuned}: it learns too
 * @param sources which sources of the store to use; empty for all
 * @param ownForgeries share of the pairs whose forged face is made by {@code forgers}
 * @param forgers names of our own forgers, drawn evenly
 * @param degraded share of the pairs that are degraded as uploads are
 * @param seed of the layer's weights and of the batches
 * @param pairs of a forged and a real face per step
 * @param augmentation how crops are cut out of stored crops
 * @param optimization AdamW by default
 * @param precision of the encoder
 * @param threads of the engine
 * @param validationPairs pairs of the split {@code val} to measure on
 */
public record ProbeConfiguration(
    String store,
    String recovering,
    String mode,
    List<String> sources,
    double ownForgeries,
    List<String> forgers,
    double degraded,
    long seed,
    int pairs,
    CropAugmentation augmentation,
    Optimization optimization,
    Precision precision,
    int threads,
    int validationPairs) {

  public ProbeConfiguration {
    sources = List.copyOf(sources);
    forgers = List.copyOf(forgers);
    Check.oneOf("mode", mode, "linear", "fine-tuned");
    Check.range("ownForgeries", ownForgeries, 0, 1);
    Check.range("degraded", degraded, 0, 1);
    Check.range("pairs", pairs, 1, 65536);
    Check.range("threads", threads, 1, 1024);
    Check.range("validationPairs", validationPairs, 1, 1e9);
    if (ownForgeries > 0 && forgers.isEmpty()) {
      throw new IllegalArgumentException("ownForgeries needs forgers");
    }
  }

  /** A linear probe on the pairs of the dataset; a store and a checkpoint must be named. */
  public static ProbeConfiguration defaults() {
    return new ProbeConfiguration(
        "",
        "",
        "linear",
        List.of(),
        0,
        List.of("self-blended", "part-swap"),
        0,
        1,
        16,
        new CropAugmentation(160, 12, 8, 0.08, 0.5),
        new Optimization("adamw", 3e-3, 1e-5, 20, 400, 0.9, 0.999, 0.01, 1.0, 0),
        Precision.AUTO,
        2,
        400);
  }

  boolean isFineTuned() {
    return mode.equals("fine-tuned");
  }
}
