package org.delocate.training.recovering;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import org.delocate.setting.Setting;
import org.delocate.training.crop.CropAugmentation;

/**
 * How batches of real faces are put together.
 *
 * @param augmentation how crops are cut out of stored crops
 */
public record FaceBatches(
    @Setting(
            source = RUN,
            min = Double.NEGATIVE_INFINITY,
            value = "seed of the weights, the batches and the masks")
        long seed,
    @Setting(source = OURS, min = 1, max = 65536, value = "faces per batch") int batchSize,
    CropAugmentation augmentation) {}
