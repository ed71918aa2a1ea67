package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.delocate.face.AffineTransform;
import org.delocate.face.AlignedFace;
import org.delocate.face.Box;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;
import org.junit.jupiter.api.Test;

class VerdictRulesTest {

  private static final PartEvidence.Measure ERROR = PartEvidence.Measure.RECOVERY_ERROR;

  private final VerdictRules video = rules(false);
  private final VerdictRules picture = rules(true);

  @Test
  void theMeanLogitIsCalibratedAndComparedWithTheThreshold() {
    Verdict verdict = video.finding(track(1, 0.3, 1, 2, 6)).verdict();

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
    TrackFinding few = video.finding(track(1, 0.3, 5, 5));

    assertThat(few.verdict().reason()).contains("too_few_faces");
    assertThat(few.frames()).as("the evidence stays").hasSize(2);
    assertThat(picture.finding(track(1, 0.3, 5)).verdict()).isInstanceOf(Verdict.Scored.class);
  }

  @Test
  void smallFacesAloneGiveNoVerdict() {
    TrackRecord track = new TrackRecord(1);
    track.addSmall(31.7);
    track.addSmall(20);

    Verdict verdict = video.finding(track).verdict();

    assertThat(verdict.reason()).contains("faces_too_small");
    assertThat(verdict.message())
        .isEqualTo("2 faces found, the largest 31 pixels along its shorter side; 64 are needed.");
  }

  @Test
  void inTheUncertainBandNothingIsSaid() {
    // Probability sigmoid(0.5 / 2 - 0.5) = 0.438: above 0.4, below 0.5.
    Verdict verdict = video.finding(track(1, 0, 0.5, 0.5, 0.5)).verdict();

    assertThat(verdict.reason()).contains("inconclusive");
    assertThat(verdict.message()).contains("44\u00a0%");
  }

  @Test
  void nobodyIsAuthenticInAPartOfAFile() {
    VerdictRules rules = rules(false, false);
    TrackFinding harmless = rules.finding(track(1, 0, -4, -4, -4));
    TrackFinding open = rules.finding(track(2, 0, 0.5, 0.5, 0.5));
    TrackFinding forged = rules.finding(track(3, 0.2, 5, 5, 5));

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
    TrackFinding authentic = video.finding(track(1, 0, -4, -4, -4));
    TrackFinding open = video.finding(track(2, 0, 0.5, 0.5, 0.5));
    TrackFinding forged = video.finding(track(3, 0.2, 5, 5, 5));
    TrackFinding few = video.finding(track(4, 0, 9));

    assertThat(video.overall(List.of(authentic, open, forged, few), 32))
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> {
              assertThat(verdict.label()).isEqualTo(Verdict.Label.FORGED);
              assertThat(verdict.message())
                  .startsWith("Person 3 decides: ")
                  .endsWith("Nothing is said of 2 other people, who could not be scored.");
            });
    assertThat(video.overall(List.of(authentic, open), 32).reason())
        .as("not authentic while one person is open")
        .contains("inconclusive");
    assertThat(video.overall(List.of(few, authentic), 32))
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> {
              assertThat(verdict.label()).isEqualTo(Verdict.Label.AUTHENTIC);
              assertThat(verdict.message()).contains("Nothing is said of 1 other person");
            });
    assertThat(video.overall(List.of(few), 32).reason()).contains("too_few_faces");
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
    assertThat(video.finding(track(1, 0, 5, 5, 5)).verdict().message())
        .contains("Score and heat map disagree: the heat map marks next to nothing");
    assertThat(video.finding(track(1, 0.4, -5, -5, -5)).verdict().message())
        .contains("Score and heat map disagree: the heat map marks 40\u00a0% of the face");
    assertThat(video.finding(track(1, 0.4, 5, 5, 5)).verdict().message())
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
    return new VerdictRules(
        AbstentionRules.defaults(),
        ScoreAggregator.mean(),
        new Calibrator(2, -0.5),
        0.5,
        OptionalDouble.of(0.4),
        picture,
        whole);
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
