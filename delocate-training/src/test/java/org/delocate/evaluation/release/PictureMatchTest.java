package org.delocate.evaluation.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.delocate.dataset.record.Label;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.TextureView;
import org.junit.jupiter.api.Test;

class PictureMatchTest {

  private static final double MODERATE = 3.5;
  private static final double WEAK = 1.25;

  @Test
  void asManyRealPicturesAsClipsReachEachStep() {
    List<EvaluatedFace> faces = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      faces.add(face("one", Label.REAL, 0.1 * random.nextGaussian() - 7));
      faces.add(face("one", Label.FAKE, 100));
    }

    PictureMatch match = PictureMatch.of(faces, MODERATE, WEAK);

    assertThat(share(faces, match, MODERATE)).isEqualTo(0.05, offset(0.0011));
    assertThat(share(faces, match, WEAK)).isEqualTo(0.20, offset(0.0011));
  }

  /** A source with ten times as many faces counts no more than another. */
  @Test
  void sourcesCountAlike() {
    List<EvaluatedFace> faces = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      faces.add(face("many", Label.REAL, -1 - i / 1000.0));
    }
    for (int i = 0; i < 100; i++) {
      faces.add(face("few", Label.REAL, i / 100.0));
    }

    PictureMatch match = PictureMatch.of(faces, MODERATE, WEAK);

    // 5 and 20 % of all weight are 10 and 40 % of the few, which all lie above the many; one of
    // them more or less is a matter of rounding.
    assertThat(match.matched(face("few", Label.REAL, 0.90)).logit())
        .isEqualTo(MODERATE, offset(0.1));
    assertThat(match.matched(face("few", Label.REAL, 0.60)).logit()).isEqualTo(WEAK, offset(0.1));
  }

  @Test
  void theTextureNetworkThenGivesTheMatchedScores() {
    PictureMatch match = new PictureMatch(2, -1);
    Texture before =
        new Texture(
            0.25,
            new Texture.Scale(3, 4),
            new Texture.Scale(5, 6),
            0.5,
            new Texture.Scale(7, 8),
            true,
            0.7,
            List.of(TextureView.DETAIL, TextureView.RESIDUAL));

    Texture after = match.matched(before);

    double weighed = 0.3;
    double classifier = -1.5;
    double old = 0.5 * classifier + 5 * weighed + 6;
    assertThat(
            after.stillShare() * classifier + after.still().gain() * weighed + after.still().bias())
        .isEqualTo(2 * old - 1, offset(1e-12));
    assertThat(after.moving()).isEqualTo(before.moving());
    assertThat(after.track()).isEqualTo(before.track());
    assertThat(after.classifierShare()).isEqualTo(0.25);
    assertThat(after.hasLimits()).isTrue();
    assertThat(after.maskShare()).isEqualTo(0.7);
    assertThat(after.views()).isEqualTo(before.views());
  }

  @Test
  void equalPicturesCannotBeMatched() {
    List<EvaluatedFace> faces = List.of(face("one", Label.REAL, 1), face("one", Label.REAL, 1));
    assertThatThrownBy(() -> PictureMatch.of(faces, MODERATE, WEAK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not differ");
  }

  private static double share(List<EvaluatedFace> faces, PictureMatch match, double from) {
    return faces.stream()
        .filter(face -> !face.forged())
        .mapToDouble(face -> match.matched(face).logit())
        .map(logit -> logit >= from - 1e-9 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static EvaluatedFace face(String source, Label label, double logit) {
    PartValues none = new PartValues(0, 0, 0);
    return new EvaluatedFace(
        new EvaluatedFace.Whose("key", "video", 1, "group", label, "method", source),
        logit,
        none,
        none,
        Optional.empty(),
        Optional.empty());
  }
}
