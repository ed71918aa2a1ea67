package org.delocate.detection.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.delocate.detection.result.PartEvidence;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.input.NetworkSizes;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {

  @Test
  void measuredNumbersStandInWords() {
    ModelSummary summary =
        ModelSummary.of(
            card(
                Map.of(
                    "validation.auc",
                    0.8125,
                    "validation.auc.low",
                    0.78,
                    "validation.auc.high",
                    0.84,
                    "unseenDomain.auc",
                    0.6,
                    "validation.faces",
                    1200.0),
                new Calibration("temperature+bias", 1.5, 0.1, 0.5, 0.4)));

    assertThat(summary.facts())
        .contains(
            new ModelSummary.Fact("Validation AUC", "0.813 (95\u00a0% interval 0.780 to 0.840)"),
            new ModelSummary.Fact("Unseen domain AUC", "0.600"),
            new ModelSummary.Fact("Validation faces", "1,200"),
            new ModelSummary.Fact("Licence of the training data", "research only"));
    assertThat(summary.calibrated()).isTrue();
    assertThat(summary.limits()).isNotEmpty();
  }

  @Test
  void theStepsOfEvidenceStandWithWhatTheyAreWorth() {
    EvidenceLevels levels =
        new EvidenceLevels(
            new EvidenceLevels.Level(0.98, 0.01, 0.03),
            new EvidenceLevels.Level(0.9, 0.05, 0.08),
            new EvidenceLevels.Level(0.6, 0.2, 0.25),
            352,
            146,
            "out of fold");
    ModelSummary summary =
        ModelSummary.of(
            card(
                Map.of(),
                new Calibration("temperature+bias", 1, 0, 0.5, null).withEvidence(levels, null)));

    assertThat(summary.facts())
        .contains(
            new ModelSummary.Fact(
                "Moderate evidence",
                "from a probability of 0.900 on, which 5.0\u00a0% of unseen real clips reach (at"
                    + " most 8.0\u00a0%, by the 95\u00a0% interval)"),
            new ModelSummary.Fact(
                "Evidence was measured on", "352 real clips from 146 sources: out of fold"));
    assertThat(summary.openFrom()).hasValue(0.6);
  }

  @Test
  void saysWhatEachMeasureOfThePartsIsWorth() {
    PartEvidence.Measure error = PartEvidence.Measure.RECOVERY_ERROR;
    PartEvidence.Measure discrepancy = PartEvidence.Measure.MAPPING_DISCREPANCY;
    assertThat(worth(Map.of(ModelCard.RECOVERY_ERROR_AREA, 0.36)).get(error))
        .contains("AUC of 0.36", "smoother", "no sign of forgery");
    assertThat(worth(Map.of(ModelCard.RECOVERY_ERROR_AREA, 0.71)).get(error))
        .contains("AUC of 0.71")
        .doesNotContain("no sign");
    assertThat(worth(Map.of(ModelCard.DISCREPANCY_AREA, 0.41)).get(discrepancy))
        .contains("AUC of 0.41", "no sign of forgery");
    assertThat(worth(Map.of(ModelCard.DISCREPANCY_AREA, 0.88)))
        .containsOnlyKeys(discrepancy)
        .extractingByKey(discrepancy, InstanceOfAssertFactories.STRING)
        .contains("AUC of 0.88")
        .doesNotContain("no sign");
    assertThat(worth(Map.of())).isEmpty();
  }

  private static Map<PartEvidence.Measure, String> worth(Map<String, Double> metrics) {
    return ModelSummary.of(card(metrics, Calibration.none())).worth();
  }

  @Test
  void aModelThatWasNeverMeasuredSaysSo() {
    ModelSummary summary = ModelSummary.of(card(Map.of(), Calibration.none()));

    assertThat(summary.calibrated()).isFalse();
    assertThat(summary.facts())
        .anyMatch(fact -> fact.value().contains("take its numbers as untested"));
  }

  private static ModelCard card(Map<String, Double> metrics, Calibration calibration) {
    return ModelCard.unmeasured(
            "test",
            NetworkSizes.named("tiny"),
            ModelProvenance.ofThisMachine("test", Map.of(), "none", 1),
            "research only")
        .withCalibration(calibration)
        .withMetrics(metrics);
  }
}
