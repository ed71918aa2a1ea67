package org.delocate.detection.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.delocate.detection.options.AbstentionRules;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Outline;
import org.delocate.detection.result.PartEvidence;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.TrackRecord;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.model.Calibration;
import org.junit.jupiter.api.Test;

class VerdictRulesTest {

  private static final PartEvidence.Measure ERROR = PartEvidence.Measure.RECOVERY_ERROR;

  private static final Calibration CARD = new Calibration("temperature+bias", 2, -0.5, 0.5, 0.4);

  private final VerdictRules video = rules(false);
  private final VerdictRules picture = rules(true);

  @Test
  void theMeanLogitIsCalibratedAndComparedWithTheThreshold() {
    Verdict verdict = finding(video, track(1, 0.3, 1, 2, 6)).verdict();

    // Mean 3, temperature 2, bias -0.5: sigmoid(1).
    assertThat(verdict).isInstanceOf(Verdict.Scored.class);
    Verdict.Scored scored = (Verdict.Scored) verdict;
    assertThat(scored.label()).isEqualTo(Verdict.Label.FORGED);
    assertThat(scored.probability()).isBetween(0.7310, 0.7311);
    assertThat(scored.message())
        .isEqualTo("Probability of forgery 73\u00a0%, from 3 faces between 0:00.0 and 0:02.0.");
  }

  @Test
  void aVideoNeedsThreeFacesAndAPictureOne() {
    TrackFinding few = finding(video, track(1, 0.3, 5, 5));

    assertThat(few.verdict().reason()).contains("too_few_faces");
    assertThat(few.verdict().message())
        .isEqualTo(
            "2 faces were scored, 3 are needed. The probability of forgery in what was scored is"
                + " 88\u00a0%.");
    assertThat(few.frames()).as("the evidence stays").hasSize(2);
    assertThat(finding(picture, track(1, 0.3, 5)).verdict()).isInstanceOf(Verdict.Scored.class);
  }

  @Test
  void smallFacesAloneGiveNoVerdict() {
    TrackRecord track = new TrackRecord(1);
    track.addSmall(31.7);
    track.addSmall(20);

    Verdict verdict = finding(video, track).verdict();

    assertThat(verdict.reason()).contains("faces_too_small");
    assertThat(verdict.message())
        .isEqualTo("2 faces found, the largest 31 pixels along its shorter side; 64 are needed.");
  }

  @Test
  void blurredFacesAloneGiveNoVerdict() {
    TrackRecord track = new TrackRecord(1);
    track.addSmall(20);
    track.addBlurred(3.26);
    track.addBlurred(1);

    Verdict verdict = finding(video, track).verdict();

    assertThat(verdict.reason()).contains("faces_too_blurred");
    assertThat(verdict.message())
        .isEqualTo("2 faces found, the sharpest with a sharpness of 3.2; 11.5 is needed.");
  }

  /** Blurring a passage does not make what is left of a person authentic. */
  @Test
  void mostlyBlurredFacesAreNotAuthentic() {
    TrackRecord track = track(1, 0, -5, -5, -5);
    for (int i = 0; i < 3; i++) {
      track.addBlurred(2);
    }
    assertThat(finding(video, track).verdict()).isInstanceOf(Verdict.Scored.class);
    track.addBlurred(2);
    Verdict verdict = finding(video, track).verdict();
    assertThat(verdict.reason()).contains("faces_too_blurred");
    assertThat(verdict.message())
        .startsWith("4 faces are too blurred to be scored. In the other 3");
    TrackRecord forged = track(2, 0.3, 5, 5, 5);
    TrackRecord few = track(3, 0.3, -5, -5);
    for (int i = 0; i < 4; i++) {
      forged.addBlurred(2);
      few.addBlurred(2);
    }
    assertThat(finding(video, forged).verdict()).isInstanceOf(Verdict.Scored.class);
    assertThat(finding(video, few).verdict().message())
        .startsWith("2 faces were scored, 3 are needed; 4 more are too blurred.");
  }

  @Test
  void aSharpnessThatIsNoneIsRefused() {
    for (double sharpness : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new AbstentionRules(64, sharpness, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sharpness");
    }
    assertThat(new AbstentionRules(64, 3)).isEqualTo(AbstentionRules.defaults());
  }

  @Test
  void inTheUncertainBandNothingIsSaid() {
    // Probability sigmoid(0.5 / 2 - 0.5) = 0.438: above 0.4, below 0.5.
    Verdict verdict = finding(video, track(1, 0, 0.5, 0.5, 0.5)).verdict();

    assertThat(verdict.reason()).contains("inconclusive");
    assertThat(verdict.message()).contains("44\u00a0%");
    assertThat(verdict.assessed().orElseThrow().probability()).isBetween(0.437, 0.438);
    assertThat(verdict.assessed().orElseThrow().evidence()).isEmpty();
  }

  @Test
  void nobodyIsAuthenticInAPartOfAFile() {
    VerdictRules rules = rules(false, false);
    TrackFinding harmless = finding(rules, track(1, 0, -4, -4, -4));
    TrackFinding open = finding(rules, track(2, 0, 0.5, 0.5, 0.5));
    TrackFinding forged = finding(rules, track(3, 0.2, 5, 5, 5));

    assertThat(harmless.verdict().reason()).contains("incomplete");
    assertThat(harmless.verdict().message()).contains("the probability of forgery is 8\u00a0%");
    assertThat(rules.overall(List.of(harmless), 32).reason()).contains("incomplete");
    assertThat(rules.overall(List.of(harmless, open), 32).reason()).contains("inconclusive");
    assertThat(rules.overall(List.of(harmless, forged), 32))
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> assertThat(verdict.label()).isEqualTo(Verdict.Label.FORGED));
  }

  @Test
  void theWorstTrackDecides() {
    TrackFinding authentic = finding(video, track(1, 0, -4, -4, -4));
    TrackFinding open = finding(video, track(2, 0, 0.5, 0.5, 0.5));
    TrackFinding forged = finding(video, track(3, 0.2, 5, 5, 5));
    TrackFinding few = finding(video, track(4, 0, 9));
    TrackFinding fewHarmless = finding(video, track(5, 0, -9));

    assertThat(video.overall(List.of(authentic, open, forged, few), 32))
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> {
              assertThat(verdict.label()).isEqualTo(Verdict.Label.FORGED);
              assertThat(verdict.message())
                  .startsWith("Person 3 decides: ")
                  .endsWith("Nothing is said of 2 other people, on whom there is no verdict.");
            });
    assertThat(video.overall(List.of(authentic, open), 32).reason())
        .as("not authentic while one person is open")
        .contains("inconclusive");
    assertThat(video.overall(List.of(few, authentic), 32).reason())
        .as("not authentic while one person is suspicious in however few faces")
        .contains("too_few_faces");
    assertThat(video.overall(List.of(fewHarmless, authentic), 32))
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> {
              assertThat(verdict.label()).isEqualTo(Verdict.Label.AUTHENTIC);
              assertThat(verdict.message()).contains("Nothing is said of 1 other person");
            });
    assertThat(video.overall(List.of(few), 32).reason()).contains("too_few_faces");
  }

  @Test
  void amongPeopleWithoutAnAnswerTheMostSuspiciousDecides() {
    // Probabilities 42 %, 48 % and 45 %.
    TrackFinding first = finding(video, track(1, 0, 0.35, 0.35, 0.35));
    TrackFinding second = finding(video, track(2, 0, 0.84, 0.84, 0.84));
    TrackFinding third = finding(video, track(3, 0, 0.6, 0.6, 0.6));

    Verdict verdict = video.overall(List.of(first, second, third), 32);

    assertThat(verdict.message()).startsWith("Person 2 decides: The probability of forgery is 48");
    assertThat(verdict.assessed()).isEqualTo(second.verdict().assessed());
  }

  @Test
  void withoutAFaceThereIsNoVerdict() {
    Verdict verdict = video.overall(List.of(), 32);

    assertThat(verdict.reason()).contains("no_face");
    assertThat(verdict.message())
        .isEqualTo("No face was found in the 32 frames that were looked at.");
  }

  @Test
  void scoreAndHeatMapThatDisagreeAreReported() {
    assertThat(finding(video, track(1, 0, 5, 5, 5)).verdict().message())
        .contains("Score and heat map disagree: the heat map marks next to nothing");
    assertThat(finding(video, track(1, 0.4, -5, -5, -5)).verdict().message())
        .contains("Score and heat map disagree: the heat map marks 40\u00a0% of the face");
    assertThat(finding(video, track(1, 0.4, 5, 5, 5)).verdict().message())
        .doesNotContain("disagree");
    // Masks that are weighed by the score say nothing beside it.
    assertThat(finding(rules(false, true, false), track(1, 0.4, -5, -5, -5)).verdict().message())
        .doesNotContain("disagree");
  }

  @Test
  void partsAreTheMedianOfTheFaces() {
    TrackRecord track = new TrackRecord(1);
    for (double share : new double[] {0.9, 0.1, 0.5, 0.7}) {
      add(track, 0, 0, new PartEvidence(ERROR, share, 1 - share, 0.2));
    }

    PartEvidence parts = track.parts().orElseThrow();
    assertThat(parts.measure()).isEqualTo(ERROR);
    assertThat(parts.eyes()).isEqualTo(0.6);
    assertThat(parts.cheekAndNose()).isEqualTo(0.4);
    assertThat(parts.lips()).isEqualTo(0.2);
    assertThat(new TrackRecord(2).parts()).isEmpty();
  }

  private static VerdictRules rules(boolean picture) {
    return rules(picture, true);
  }

  private static VerdictRules rules(boolean picture, boolean whole) {
    return rules(picture, whole, true);
  }

  private static VerdictRules rules(boolean picture, boolean whole, boolean masksApart) {
    return new VerdictRules(
        AbstentionRules.defaults(),
        PersonScoring.of(CARD, ScoreAggregator.mean()),
        CARD.threshold(),
        OptionalDouble.of(CARD.authenticBelow()),
        picture,
        whole,
        masksApart);
  }

  private static TrackFinding finding(VerdictRules rules, TrackRecord track) {
    return rules.findings(List.of(track)).get(0);
  }

  private static TrackRecord track(int id, double tampered, double... logits) {
    TrackRecord track = new TrackRecord(id);
    Arrays.stream(logits)
        .forEach(logit -> add(track, logit, tampered, new PartEvidence(ERROR, 0.5, 0.5, 0.5)));
    return track;
  }

  private static void add(TrackRecord track, double logit, double tampered, PartEvidence parts) {
    int index = track.frames().size();
    Box box = new Box(0, 0, 60, 60);
    AlignedFace aligned =
        new AlignedFace(
            Image.black(1, 1),
            new Landmarks(new float[2 * Landmarks.COUNT], 1),
            new AffineTransform(1, 0, 0, 0, 1, 0));
    track.addScored(
        logit,
        new ScoredFace(
            track.id(),
            box,
            aligned,
            Image.black(1, 1),
            new float[1],
            0.5,
            tampered,
            Optional.of(new Outline(0.5, tampered)),
            Optional.of(parts)),
        new FrameFinding(index, index, box, 0.5, tampered, Optional.empty(), Optional.empty()));
  }
}
