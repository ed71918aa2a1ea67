package org.delocate.detection.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.delocate.detection.options.AbstentionRules;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FalseAlarms;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.TrackRecord;
import org.delocate.detection.words.EvidenceWords;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.model.Calibration;
import org.junit.jupiter.api.Test;

/** What a card with steps of evidence makes of scores. */
class EvidenceTest {

  private static final EvidenceLevels LEVELS =
      new EvidenceLevels(
          new EvidenceLevels.Level(0.98, 0.01, 0.03),
          new EvidenceLevels.Level(0.9, 0.05, 0.08),
          new EvidenceLevels.Level(0.6, 0.2, 0.25),
          352,
          146,
          "a test");

  private static final Calibration CARD =
      new Calibration("temperature+bias", 1, 0, 0.5, null).withEvidence(LEVELS, 0.5);

  @Test
  void eachStepBeginsWhereTheCardSays() {
    EvidenceScale scale = new EvidenceScale(Optional.of(LEVELS));

    assertThat(scale.evidence(0.98)).contains(Evidence.STRONG);
    assertThat(scale.evidence(0.9799)).contains(Evidence.MODERATE);
    assertThat(scale.evidence(0.9)).contains(Evidence.MODERATE);
    assertThat(scale.evidence(0.8999)).contains(Evidence.WEAK);
    assertThat(scale.evidence(0.6)).contains(Evidence.WEAK);
    assertThat(scale.evidence(0.5999)).contains(Evidence.NONE);
    assertThat(scale.assess(0.95).falseAlarms()).contains(new FalseAlarms(0.05, 0.08, 352, 146));
    assertThat(scale.assess(0.1).falseAlarms()).as("all real clips reach none").isEmpty();
    assertThat(EvidenceScale.none().assess(0.95)).isEqualTo(Assessment.of(0.95));
  }

  @Test
  void forgedFromModerateOnAndAuthenticOnlyWithoutEvidence() {
    assertThat(label(5, true)).isEqualTo("forged strong");
    assertThat(label(2.5, true)).isEqualTo("forged moderate");
    assertThat(label(1, true)).isEqualTo("inconclusive weak");
    assertThat(label(-1, true)).isEqualTo("authentic none");
  }

  @Test
  void inAPartOfAFileNothingSaysThatThereIsNoEvidence() {
    assertThat(label(2.5, false)).isEqualTo("forged moderate");
    assertThat(label(1, false)).isEqualTo("inconclusive weak");
    assertThat(label(-1, false)).isEqualTo("incomplete absent");
    Verdict verdict = verdict(false, logits(5, i -> -1));
    assertThat(verdict.assessed().orElseThrow().probability()).isBetween(0.268, 0.27);
  }

  @Test
  void tooFewFacesKeepWhatTheyShow() {
    Verdict verdict = verdict(true, 5, 5);

    assertThat(verdict.reason()).contains("too_few_faces");
    assertThat(verdict.assessed().orElseThrow().evidence()).contains(Evidence.STRONG);
  }

  @Test
  void theMessageSaysWhatEvidenceIsWorth() {
    assertThat(verdict(true, logits(4, i -> 2.5)).message())
        .startsWith("Moderate evidence of forgery. Probability of forgery 92\u00a0%, from 4 faces")
        .endsWith("Of real clips that this model had not seen, 1 in 20 shows as much.");
    assertThat(verdict(true, logits(4, i -> 1)).message())
        .isEqualTo(
            "Weak evidence of forgery. The probability of forgery is 73\u00a0%. Of real clips that"
                + " this model had not seen, 1 in 5 shows as much.");
    assertThat(EvidenceWords.share(new FalseAlarms(0, 0.02, 180, 60)))
        .isEqualTo("none of 180 clips shows as much");
    assertThat(EvidenceWords.certainty(new FalseAlarms(0.05, 0.08, 352, 146)))
        .startsWith("1 in 13 at most")
        .endsWith("352 clips from 146 sources");
  }

  @Test
  void aForgedPassageDecidesThoughTheMeanOfTheTrackVanishes() {
    Random random = new Random(3);
    double[] logits = logits(60, i -> (i >= 30 && i < 36 ? 9 : -3) + 0.4 * random.nextGaussian());

    TrackFinding finding = finding(true, logits);

    assertThat(finding.segments())
        .singleElement()
        .satisfies(
            segment -> {
              assertThat(segment.person()).isEqualTo(1);
              assertThat(segment.fromSeconds()).isEqualTo(30);
              assertThat(segment.toSeconds()).isEqualTo(35);
              assertThat(segment.evidence()).isEqualTo(Evidence.STRONG);
            });
    assertThat(finding.verdict())
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> assertThat(verdict.label()).isEqualTo(Verdict.Label.FORGED));
    assertThat(finding.verdict().message())
        .contains("in a passage from 0:30.0 to 0:35.0 (over the whole track 13\u00a0%)");
    assertThat(finding.frames().get(32).evidence()).contains(Evidence.STRONG);
    assertThat(finding.frames().get(2).evidence()).contains(Evidence.NONE);
  }

  @Test
  void whoIsForgedThroughoutHasOneSegment() {
    assertThat(finding(true, logits(20, i -> 4)).segments())
        .containsExactly(new Segment(1, 0, 19, Evidence.STRONG));
    assertThat(finding(true, logits(20, i -> -4)).segments()).isEmpty();
  }

  @Test
  void aModelWithoutStepsSaysNothingOfEvidence() {
    Calibration old = new Calibration("none", 1, 0, 0.9, 0.6);
    TrackFinding finding = finding(old, true, logits(20, i -> 4));

    assertThat(finding.verdict().assessed().orElseThrow().evidence()).isEmpty();
    assertThat(finding.frames()).allMatch(frame -> frame.evidence().isEmpty());
    assertThat(finding.segments()).isEmpty();
    assertThat(finding.verdict().message())
        .isEqualTo("Probability of forgery 98\u00a0%, from 20 faces between 0:00.0 and 0:19.0.");
  }

  /** Whoever shows no evidence by the score is not called authentic then. */
  @Test
  void aPassageThatPartsFromItsShotIsWeakEvidence() {
    TrackFinding finding = compared(-2, 0, i -> i >= 10 && i < 20 ? 4 : 0);

    assertThat(finding.segments()).containsExactly(new Segment(1, 10, 19, Evidence.WEAK));
    Assessment assessed = finding.verdict().assessed().orElseThrow();
    assertThat(finding.verdict().reason()).contains("inconclusive");
    assertThat(assessed.evidence()).contains(Evidence.WEAK);
    assertThat(assessed.falseAlarms()).contains(new FalseAlarms(0.05, 0.08, 340, 150));
    assertThat(finding.verdict().message())
        .isEqualTo(
            "Weak evidence of forgery. From 0:10.0 to 0:19.0 the face parts from the rest of its"
                + " shot as forged passages do. Of real clips that this model had not seen, 1 in 20"
                + " shows as much. The probability of forgery is 12\u00a0%.");
    assertThat(compared(-2, 0, i -> 0).verdict())
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> assertThat(verdict.label()).isEqualTo(Verdict.Label.AUTHENTIC));
  }

  @Test
  void itIsSaidBesideAWeakScoreAndNotOfWhoIsForged() {
    TrackFinding weak = compared(1, 0, i -> i >= 10 && i < 20 ? 4 : 0);
    assertThat(weak.verdict().message())
        .isEqualTo(
            "Weak evidence of forgery. The probability of forgery is 73\u00a0%. Of real clips that"
                + " this model had not seen, 1 in 5 shows as much. From 0:10.0 to 0:19.0 the face"
                + " parts from the rest of its shot as forged passages do.");
    assertThat(compared(4, 0, i -> i >= 10 && i < 20 ? 4 : 0).segments())
        .containsExactly(new Segment(1, 0, 29, Evidence.STRONG));
  }

  /** The window whose score is weak is another than the passage that parts. */
  @Test
  void aWindowThatIsWeakIsNotSaidToBeWhereAnotherParts() {
    IntToDoubleFunction early = i -> i < 8 ? 2 : -3;
    TrackFinding finding = compared(early, 0, i -> i >= 20 && i < 28 ? 5 : 0);
    assertThat(finding.segments()).containsExactly(new Segment(1, 20, 27, Evidence.WEAK));
    assertThat(finding.verdict().message())
        .startsWith("Weak evidence of forgery. The probability of forgery is ")
        .contains(" in a passage (over the whole track ")
        .endsWith(
            "From 0:20.0 to 0:27.0 the face parts from the rest of its shot as forged passages"
                + " do.");
  }

  /** Another shot has another light, and perhaps another camera. */
  @Test
  void shotsAreNotComparedWithEachOther() {
    assertThat(compared(-2, 10, i -> i < 10 ? 4 : 0).segments()).isEmpty();
    assertThat(compared(-2, 10, i -> i >= 15 && i < 20 ? 6 : 0).segments())
        .containsExactly(new Segment(1, 15, 19, Evidence.WEAK));
  }

  /** Faces of which nothing is known are passed over. */
  @Test
  void facesThatDoNotMoveAreNotCompared() {
    TrackFinding finding =
        compared(-2, 0, i -> i % 2 == 1 ? Double.NaN : i >= 10 && i < 20 ? 9 : 0);
    assertThat(finding.segments()).containsExactly(new Segment(1, 10, 18, Evidence.WEAK));
    assertThat(compared(-2, 0, i -> Double.NaN).segments()).isEmpty();
  }

  /**
   * Thirty faces, a second each.
   *
   * @param cut faces of the first shot; 0: there is one
   */
  private static TrackFinding compared(double logit, int cut, IntToDoubleFunction passages) {
    return compared(i -> logit, cut, passages);
  }

  private static TrackFinding compared(
      IntToDoubleFunction logits, int cut, IntToDoubleFunction passages) {
    List<TrackRecord> shots = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (i == 0 || i == cut) {
        shots.add(new TrackRecord(1));
      }
      add(
          shots.get(shots.size() - 1),
          i,
          logits.applyAsDouble(i),
          CARD.probability(logits.applyAsDouble(i)),
          passages.applyAsDouble(i));
    }
    PersonScoring plain = PersonScoring.of(CARD, ScoreAggregator.mean());
    PersonScoring.Contrasts contrasts =
        new PersonScoring.Contrasts(new PassageContrast(4), new FalseAlarms(0.05, 0.08, 340, 150));
    return finding(
        new PersonScoring(
            plain.aggregator(),
            plain.calibrator(),
            plain.scale(),
            plain.finder(),
            Optional.of(contrasts)),
        CARD,
        true,
        shots.size() == 1 ? shots.get(0) : TrackRecord.ofPerson(1, shots));
  }

  private static String label(double logit, boolean whole) {
    Verdict verdict = verdict(whole, logits(5, i -> logit));
    String outcome =
        verdict instanceof Verdict.Scored scored
            ? scored.label().key()
            : verdict.reason().orElseThrow();
    return outcome
        + " "
        + verdict.assessed().orElseThrow().evidence().map(Evidence::key).orElse("absent");
  }

  private static Verdict verdict(boolean whole, double... logits) {
    return finding(whole, logits).verdict();
  }

  private static TrackFinding finding(boolean whole, double... logits) {
    return finding(CARD, whole, logits);
  }

  private static TrackFinding finding(Calibration card, boolean whole, double... logits) {
    TrackRecord track = new TrackRecord(1);
    for (int i = 0; i < logits.length; i++) {
      add(track, i, logits[i], card.probability(logits[i]), Double.NaN);
    }
    return finding(PersonScoring.of(card, ScoreAggregator.mean()), card, whole, track);
  }

  private static TrackFinding finding(
      PersonScoring scoring, Calibration card, boolean whole, TrackRecord track) {
    return new VerdictRules(
            AbstentionRules.defaults(),
            scoring,
            card.threshold(),
            OptionalDouble.of(card.authenticBelow()),
            false,
            whole,
            true)
        .findings(List.of(track))
        .get(0);
  }

  private static double[] logits(int frames, IntToDoubleFunction level) {
    double[] logits = new double[frames];
    Arrays.setAll(logits, level);
    return logits;
  }

  /** A face whose heat map marks a fifth, so that nothing contradicts the score. */
  private static void add(
      TrackRecord track, int second, double logit, double probability, double passage) {
    Box box = new Box(0, 0, 60, 60);
    AlignedFace aligned =
        new AlignedFace(
            Image.black(1, 1),
            new Landmarks(new float[2 * Landmarks.COUNT], 1),
            new AffineTransform(1, 0, 0, 0, 1, 0));
    track.addScored(
        logit,
        passage,
        new ScoredFace(
            track.id(),
            box,
            aligned,
            Image.black(1, 1),
            new float[1],
            probability,
            0.2,
            Optional.empty(),
            Optional.empty()),
        new FrameFinding(
            second, second, box, probability, 0.2, Optional.empty(), Optional.empty()));
  }
}
