package org.delocate.training.recovering;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.PAPER;
import static org.delocate.setting.Source.RUN;

import java.util.List;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.RunSettings;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.crop.CropAugmentation;

/**
 * One run of stage 1: learning to recover real faces.
 *
 * @param networks what is trained
 * @param faces what it learns from
 */
public record RecoveringConfiguration(
    @Setting(source = RUN, value = "folder of prepared faces") String store,
    @Setting(
            source = RUN,
            value =
                "checkpoint whose recovering network is the starting point; empty: fresh weights."
                    + " One without eigenfaces can begin one with them")
        String initial,
    @Flat FaceChoice faces,
    @Flat RecoveringNetworks networks,
    @Setting(
            source = PAPER,
            oneOf = {"facial-part", "roi", "whole-part", "random", "block"},
            value = "which patches are hidden from the encoder; facial-part is the paper's")
        String masking,
    @Flat FaceBatches batches,
    @Flat RunSettings run,
    @Setting(source = OURS, max = 1e9, value = "real faces of the split val to validate on")
        int validationFaces)
    implements TrainingConfiguration {

  public RecoveringConfiguration {
    if (batches.augmentation().cropSize() != networks.cropSize()) {
      throw new IllegalArgumentException("augmentation.cropSize must equal cropSize");
    }
  }

  @Override
  public int facesPerStep() {
    return batches.batchSize() * run.accumulation();
  }

  /** What is not named is so; a store must be named. */
  public static RecoveringConfiguration defaults() {
    return new RecoveringConfiguration(
        "",
        "",
        new FaceChoice(List.of(), false, 4, false),
        new RecoveringNetworks("tiny", 160, false, 0),
        "facial-part",
        new FaceBatches(1, 32, CropAugmentation.standard()),
        RunSettings.standard(
            new Optimization(
                "adamw", new Schedule(6e-4, 1e-6, 200, 4000), 0.9, 0.95, 0.05, 1.0, 0)),
        512);
  }
}
