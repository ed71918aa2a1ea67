package org.delocate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.Label;
import org.delocate.network.PartValues;
import org.junit.jupiter.api.Test;

class DiscrepancyWeightTest {

  @Test
  void aDiscrepancyThatTellsWhatTheClassifierDoesNotIsListenedTo() {
    // The classifier ranks one forged face below a real one, by 1; the discrepancy, e times as
    // large, puts it above from a weight of more than 1 on.
    List<EvaluatedFace> faces =
        List.of(
            face(Label.FAKE, -0.5, Math.E * 0.01),
            face(Label.FAKE, 3, 0.01),
            face(Label.REAL, 0.5, 0.01),
            face(Label.REAL, -2, 0.01));

    assertThat(DiscrepancyWeight.best(faces)).isEqualTo(2);
  }

  @Test
  void aDiscrepancyThatTellsNothingIsLeftOut() {
    List<EvaluatedFace> faces = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      faces.add(face(i % 2 == 0 ? Label.REAL : Label.FAKE, i % 2 + 0.01 * i, 0.001 * (i / 2 + 1)));
    }
    assertThat(DiscrepancyWeight.best(faces)).isZero();
    // And one that tells the wrong way round.
    assertThat(
            DiscrepancyWeight.best(List.of(face(Label.FAKE, 1, 0.001), face(Label.REAL, 0, 0.5))))
        .isZero();
  }

  @Test
  void theLogarithmsOfAllPartsCountAlike() {
    EvaluatedFace face = face(Label.FAKE, 1, 0.2);
    EvaluatedFace weighed = DiscrepancyWeight.weighed(face, 3);
    // The parts are 0.1, 0.2 and 0.4.
    assertThat(weighed.logit()).isCloseTo(1 + 3 * Math.log(0.2), within(1e-12));
    assertThat(weighed.withLogit(1)).isEqualTo(face);
    assertThat(DiscrepancyWeight.weighed(face, 0)).isEqualTo(face);
  }

  private static EvaluatedFace face(Label label, double logit, double discrepancy) {
    String key = "face " + label + logit;
    return new EvaluatedFace(
        key,
        key,
        1,
        key,
        label,
        "",
        "test",
        logit,
        new PartValues(0, 0, 0),
        new PartValues(discrepancy / 2, discrepancy, 2 * discrepancy),
        Optional.empty(),
        Optional.empty());
  }
}
