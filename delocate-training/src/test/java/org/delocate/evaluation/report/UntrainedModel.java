package org.delocate.evaluation.report;

import java.nio.file.Path;
import java.util.Map;
import org.delocate.dataset.store.VideoStore;
import org.delocate.network.model.Calibration;
import org.delocate.testing.SmallModel;

/** A checkpoint of very small networks with random weights for {@link VideoStore}. */
public final class UntrainedModel {

  private UntrainedModel() {}

  /** A model with a zone in which detection abstains. */
  public static Path write(Path folder, long seed) {
    return write(folder, seed, VideoStore.CROP, new Calibration("none", 1, 0, 0.6, 0.3), Map.of());
  }

  public static Path write(
      Path folder, long seed, int crop, Calibration calibration, Map<String, String> stages) {
    return SmallModel.write(folder, "untrained-" + seed, seed, crop, calibration, stages);
  }
}
