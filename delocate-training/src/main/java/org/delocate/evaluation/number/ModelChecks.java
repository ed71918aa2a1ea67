package org.delocate.evaluation.number;

import java.util.Map;
import org.delocate.dataset.store.FaceStore;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;

/** Whether a model can be measured on a store at all, and how it decides. */
public final class ModelChecks {

  private ModelChecks() {}

  /**
   * Refuses a checkpoint of stage 1, whose other networks are still random.
   *
   * @throws IllegalArgumentException if it is one
   */
  public static void detects(ModelCard card) {
    Map<String, String> stages = card.provenance().configuration();
    if (stages.containsKey("recovering") && !stages.containsKey("localization")) {
      throw new IllegalArgumentException(
          card.name()
              + " is a checkpoint of stage 1, which recovers faces and does not judge them; train"
              + " stage 2 on top of it with 'delocate train localization'");
    }
  }

  /**
   * Refuses a store whose crops are not those that the model was trained on.
   *
   * @throws IllegalArgumentException if they differ
   */
  public static void sees(ModelCard card, FaceStore store) {
    if (!store.description().crop().equals(card.networks().crop())) {
      throw new IllegalArgumentException(
          "the store holds crops "
              + store.description().crop()
              + ", the model sees "
              + card.networks().crop()
              + ": prepare a store for this model");
    }
  }

  /** Calibration and thresholds of a card. */
  public static FaceMetrics.Decision decision(ModelCard card) {
    Calibration calibration = card.calibration();
    return new FaceMetrics.Decision(
        new Calibrator(calibration.temperature(), calibration.bias()),
        calibration.threshold(),
        calibration.authenticBelow() == null
            ? calibration.threshold()
            : calibration.authenticBelow());
  }
}
