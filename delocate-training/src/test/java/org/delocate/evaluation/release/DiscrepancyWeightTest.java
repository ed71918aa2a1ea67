package org.delocate.evaluation.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.record.Label;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.network.evidence.PartValues;
import org.junit.jupiter.api.Test;

class DiscrepancyWeightTest {

  @Test
  void aDiscrepancyThatTellsWhatTheClassifierDoesNotIsListenedTo() {
    // The classifier ranks one forged face below a real one, by 1; its mapping is farther away by
    // 0.1, which puts it above from a weight of more than 10 on.
    List<EvaluatedFace> faces =
        List.of(
            face(Label.FAKE, -0.5, 0.3),
            face(Label.FAKE, 3, 0.2),
            face(Label.REAL, 0.5, 0.2),
            face(Label.REAL, -2, 0.2));

    assertThat(DiscrepancyWeight.best(faces)).isEqualTo(16);
  }

  @Test
  void aDiscrepancyThatTellsNothingIsLeftOut() {
    List<EvaluatedFace> faces = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      faces.add(face(i % 2 == 0 ? Label.REAL : Label.FAKE, i % 2 + 0.01 * i, 0.1 * (i / 2 + 1)));
    }
    assertThat(DiscrepancyWeight.best(faces)).isZero();
    // And one that tells the wrong way round.
    assertThat(DiscrepancyWeight.best(List.of(face(Label.FAKE, 1, 0.1), face(Label.REAL, 0, 0.5))))
        .isZero();
  }

  @Test
  void theDistancesOfAllPartsCountAlike() {
    EvaluatedFace face = face(Label.FAKE, 1, 0.2);
    EvaluatedFace weighed = DiscrepancyWeight.weighed(face, 3);
    assertThat(weighed.logit()).isCloseTo(1 + 3 * 0.2, within(1e-12));
    assertThat(weighed.withLogit(1)).isEqualTo(face);
    assertThat(DiscrepancyWeight.weighed(face, 0)).isEqualTo(face);
  }

  /** A face whose parts are mapped half as far, as far, and one and a half times as far away. */
  private static EvaluatedFace face(Label label, double logit, double distance) {
    String key = "face " + label + logit;
    return new EvaluatedFace(
        new EvaluatedFace.Whose(key, key, 1, key, label, "", "test"),
        logit,
        new PartValues(0, 0, 0),
        new PartValues(0.25 * distance * distance, distance * distance, 2.25 * distance * distance),
        Optional.empty(),
        Optional.empty());
  }
}
