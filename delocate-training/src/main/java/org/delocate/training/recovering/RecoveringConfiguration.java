package org.delocate.training.recovering;

import java.util.List;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;
import org.delocate.training.configuration.Check;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.crop.CropAugmentation;

/**
 * One run of stage 1: learning to recover real faces.
 *
 * @param store folder of prepared faces
 * @param initial checkpoint whose recovering network is the starting point; empty for fresh
 *     weights. One without eigenfaces can begin one with them
 * @param sources which sources of the store to learn from; empty for all. Only real faces of the
 *     split {@code train} are ever used
 * @param size of the networks: {@code tiny}, {@code small}, {@code base}
 * @param cropSize pixels; the store's crops must have it as their size without the margin
 * @param masking {@code facial-part} [paper], {@code roi}, {@code whole-part}, {@code random} or
 *     {@code block}: see {@link MaskingStrategy}
 * @param normalizedTargets whether hidden patches are learnt less their mean and over their
 *     deviation, instead of as pixels
 * @param eigenfaces how many eigenfaces tell the decoder what to expect of hidden patches [ours];
 *     0: none. They are measured from up to {@value EigenfaceFit#MOST} of the real faces before the
 *     first step
 * @param clipConsistent whether frames of one clip are drawn together and share view and mask
 *     [reported]
 * @param clipFrames most frames of a clip in a batch, where they are drawn together [ours]
 * @param balanced whether every source is drawn equally often, however many faces it has
 * @param seed of the weights, the batches and the masks
 * @param batchSize faces per batch
 * @param accumulation batches whose mean gradient makes a step
 * @param augmentation how crops are cut out of stored crops
 * @param optimization AdamW [reported] by default
 * @param precision of the forward pass on the processor; a GPU calculates in fp32
 * @param device what the networks calculate on
 * @param threads of the engine
 * @param checkpointEvery steps
 * @param validateEvery steps
 * @param patience validations without a better one after which the run ends early; 0: never
 * @param validationFaces real faces of the split {@code val} to validate on
 */
public record RecoveringConfiguration(
    String store,
    String initial,
    List<String> sources,
    String size,
    int cropSize,
    String masking,
    boolean normalizedTargets,
    int eigenfaces,
    boolean clipConsistent,
    int clipFrames,
    boolean balanced,
    long seed,
    int batchSize,
    int accumulation,
    CropAugmentation augmentation,
    Optimization optimization,
    Precision precision,
    ComputeDevice device,
    int threads,
    int checkpointEvery,
    int validateEvery,
    int patience,
    int validationFaces)
    implements TrainingConfiguration {

  public RecoveringConfiguration {
    sources = List.copyOf(sources);
    Check.range("batchSize", batchSize, 1, 65536);
    Check.range("threads", threads, 1, 1024);
    Check.range("checkpointEvery", checkpointEvery, 1, 1e9);
    Check.range("validateEvery", validateEvery, 1, 1e9);
    Check.range("accumulation", accumulation, 1, 65536);
    Check.range("patience", patience, 0, 1e9);
    Check.range("validationFaces", validationFaces, 0, 1e9);
    Check.range("eigenfaces", eigenfaces, 0, 4096);
    if (eigenfaces > 0 && normalizedTargets) {
      throw new IllegalArgumentException("eigenfaces expect pixels, not normalizedTargets");
    }
    Check.range("clipFrames", clipFrames, 1, 65536);
    Check.oneOf("masking", masking, MaskingStrategy.NAMED.keySet().toArray(String[]::new));
    if (augmentation.cropSize() != cropSize) {
      throw new IllegalArgumentException("augmentation.cropSize must equal cropSize");
    }
  }

  @Override
  public int facesPerStep() {
    return batchSize * accumulation;
  }

  /** The shipped checkpoint's settings; a store must be named. */
  public static RecoveringConfiguration defaults() {
    return new RecoveringConfiguration(
        "",
        "",
        List.of(),
        "tiny",
        160,
        "facial-part",
        false,
        0,
        false,
        4,
        false,
        1,
        32,
        1,
        new CropAugmentation(160, 12, 8, 0.08, 0.5),
        new Optimization("adamw", 6e-4, 1e-6, 200, 4000, 0.9, 0.95, 0.05, 1.0, 0),
        Precision.AUTO,
        ComputeDevice.AUTO,
        2,
        200,
        500,
        0,
        512);
  }
}
