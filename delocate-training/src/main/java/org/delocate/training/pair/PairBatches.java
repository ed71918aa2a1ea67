package org.delocate.training.pair;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import org.delocate.setting.Setting;
import org.delocate.training.crop.CropAugmentation;

/**
 * How batches of pairs are put together.
 *
 * @param augmentation how crops are cut out of stored crops
 */
public record PairBatches(
    @Setting(
            source = RUN,
            min = Double.NEGATIVE_INFINITY,
            value = "seed of the weights, the batches and the forgeries")
        long seed,
    @Setting(
            source = OURS,
            min = 1,
            max = 65536,
            value = "pairs of a forged and a real face per batch, which holds twice as many faces")
        int pairs,
    CropAugmentation augmentation) {

  /** Crops of 160 pixels. */
  public static PairBatches standard(int pairs) {
    return new PairBatches(1, pairs, CropAugmentation.standard());
  }
}
