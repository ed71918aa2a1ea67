package org.delocate.detection.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.delocate.media.image.Image;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkSizes;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.model.ReferenceErrors;
import org.junit.jupiter.api.Test;

class PartEvidenceTest {

  /** Of real faces, errors lie evenly between 0 and 1, discrepancies between 0 and 10. */
  private static final ReferenceErrors ERRORS = evenly(1);

  private static final ReferenceErrors DISCREPANCIES = evenly(10);

  private static final FaceEvidence FACE =
      new FaceEvidence(
          0,
          1,
          new float[1],
          0.5,
          Image.black(1, 1),
          new PartValues(0.2, 0.3, 0.4),
          new PartValues(5, 6, 11),
          new float[0]);

  @Test
  void partsAreComparedByTheirDiscrepancyWhereTheCardKnowsThatOfRealFaces() {
    PartEvidence parts = PartEvidence.of(card(ERRORS, DISCREPANCIES), FACE).orElseThrow();

    assertThat(parts.measure()).isEqualTo(PartEvidence.Measure.MAPPING_DISCREPANCY);
    assertThat(parts.eyes()).isEqualTo(0.5, offset(1e-9));
    assertThat(parts.cheekAndNose()).isEqualTo(0.6, offset(1e-9));
    assertThat(parts.lips()).isEqualTo(1);
  }

  @Test
  void otherwiseByTheirRecoveryError() {
    PartEvidence parts = PartEvidence.of(card(ERRORS, null), FACE).orElseThrow();

    assertThat(parts.measure()).isEqualTo(PartEvidence.Measure.RECOVERY_ERROR);
    assertThat(parts.eyes()).isEqualTo(0.2, offset(1e-9));
    assertThat(parts.cheekAndNose()).isEqualTo(0.3, offset(1e-9));
    assertThat(parts.lips()).isEqualTo(0.4, offset(1e-9));
  }

  @Test
  void aCardThatKnowsNoRealFacesGivesNone() {
    assertThat(PartEvidence.of(card(null, null), FACE)).isEmpty();
  }

  private static ReferenceErrors evenly(double greatest) {
    List<Double> quantiles =
        IntStream.rangeClosed(0, 100).mapToObj(percent -> percent * greatest / 100).toList();
    return new ReferenceErrors(quantiles, quantiles, quantiles);
  }

  private static ModelCard card(ReferenceErrors errors, ReferenceErrors discrepancies) {
    return ModelCard.unmeasured(
            "test",
            NetworkSizes.named("tiny"),
            ModelProvenance.ofThisMachine("test", Map.of(), "none", 1),
            "none")
        .withRealFaces(errors, discrepancies);
  }
}
