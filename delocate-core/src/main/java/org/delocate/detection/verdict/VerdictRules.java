package org.delocate.detection.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.delocate.detection.options.AbstentionRules;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.PersonScore;
import org.delocate.detection.result.Suspicion;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.TrackRecord;
import org.delocate.detection.words.VerdictMessages;

/**
 * From a person's scores to a verdict on that person, and from all persons to a verdict on the
 * video: that of the most suspicious one. Nobody is called authentic without a scored face.
 */
public final class VerdictRules {

  /** A heat map that marks less than this of a face that is called forged contradicts it. [ours] */
  private static final double MARKS_NOTHING = 0.01;

  /**
   * A heat map that marks more than this of a face that is called authentic contradicts it. [ours]
   */
  private static final double MARKS_MUCH = 0.25;

  private final AbstentionRules rules;
  private final PersonScoring scoring;
  private final double threshold;
  private final double authenticBelow;
  private final boolean picture;
  private final boolean whole;
  private final boolean masksApart;

  /**
   * Rules for one input.
   *
   * @param threshold probability from which a face is called forged
   * @param authenticBelow probability below which a face is called authentic; between the two
   *     nothing is said
   * @param picture whether the input is a still picture, in which one face is all there can be
   * @param whole whether all of the input could be decoded; if not, nobody in it is called
   *     authentic
   * @param masksApart whether masks say something beside the score, so that they may contradict it;
   *     not those that are weighed by it
   */
  public VerdictRules(
      AbstentionRules rules,
      PersonScoring scoring,
      double threshold,
      OptionalDouble authenticBelow,
      boolean picture,
      boolean whole,
      boolean masksApart) {
    this.rules = rules;
    this.scoring = scoring;
    this.threshold = threshold;
    this.authenticBelow = authenticBelow.orElse(threshold);
    this.picture = picture;
    this.whole = whole;
    this.masksApart = masksApart;
  }

  /** The findings on all persons of the input. */
  public List<TrackFinding> findings(List<TrackRecord> tracks) {
    PersonScoring.Tried tried =
        PersonScoring.Tried.of(tracks.stream().filter(this::isLongEnough).toList());
    return tracks.stream().map(track -> finding(track, tried)).toList();
  }

  private TrackFinding finding(TrackRecord track, PersonScoring.Tried tried) {
    List<FrameFinding> frames =
        track.frames().stream()
            .map(frame -> frame.withEvidence(scoring.scale().evidence(frame.probability())))
            .toList();
    if (frames.isEmpty()) {
      return new TrackFinding(track.id(), unscored(track), track.parts(), frames);
    }
    PersonScore score = scoring.of(track, !picture && isLongEnough(track), tried);
    return new TrackFinding(
        track.id(), verdict(track, score), track.parts(), frames, score.segments(), track.shots());
  }

  private Verdict unscored(TrackRecord track) {
    return track.blurredFaces() > 0
        ? new Verdict.Abstained(
            AbstentionReason.FACES_TOO_BLURRED,
            threshold,
            VerdictMessages.facesTooBlurred(track, rules.minimumSharpness()))
        : new Verdict.Abstained(
            AbstentionReason.FACES_TOO_SMALL,
            threshold,
            VerdictMessages.facesTooSmall(track, rules.minimumFaceSide()));
  }

  private int needed() {
    return picture ? 1 : rules.minimumFaces();
  }

  private boolean isLongEnough(TrackRecord track) {
    return track.frames().size() >= needed();
  }

  private Verdict verdict(TrackRecord track, PersonScore score) {
    Assessment assessment = score.assessment();
    if (!isLongEnough(track)) {
      return new Verdict.Abstained(
          AbstentionReason.TOO_FEW_FACES,
          Optional.of(assessment),
          threshold,
          VerdictMessages.tooFewFaces(track, needed(), assessment));
    }
    if (assessment.probability() < threshold && isOpen(assessment)) {
      return new Verdict.Abstained(
          AbstentionReason.INCONCLUSIVE,
          Optional.of(assessment),
          threshold,
          VerdictMessages.inconclusive(score, authenticBelow, threshold));
    }
    if (assessment.probability() < threshold && track.blurredFaces() > track.frames().size()) {
      return new Verdict.Abstained(
          AbstentionReason.FACES_TOO_BLURRED,
          Optional.of(assessment.withoutEvidence()),
          threshold,
          VerdictMessages.mostlyBlurred(track, assessment));
    }
    if (assessment.probability() < threshold && !whole) {
      return new Verdict.Abstained(
          AbstentionReason.INCOMPLETE,
          Optional.of(assessment.withoutEvidence()),
          threshold,
          VerdictMessages.incomplete(assessment));
    }
    String message = VerdictMessages.scored(track, score, picture);
    return Verdict.Scored.of(assessment, threshold, message + contradiction(track, assessment));
  }

  /** Whether the person cannot be called authentic: for the score, or for a passage's contrast. */
  private boolean isOpen(Assessment assessment) {
    return assessment.probability() >= authenticBelow
        || assessment.evidence().filter(evidence -> evidence.reaches(Evidence.WEAK)).isPresent();
  }

  private String contradiction(TrackRecord track, Assessment assessment) {
    if (!masksApart) {
      return "";
    }
    double tampered = track.medianTampered();
    if (assessment.probability() >= threshold) {
      return tampered < MARKS_NOTHING ? VerdictMessages.nothingIsMarked() : "";
    }
    return tampered > MARKS_MUCH ? VerdictMessages.muchIsMarked(tampered) : "";
  }

  /**
   * The verdict on the whole input.
   *
   * @param framesLookedAt sampled frames
   */
  public Verdict overall(List<TrackFinding> tracks, long framesLookedAt) {
    if (tracks.isEmpty()) {
      return new Verdict.Abstained(
          AbstentionReason.NO_FACE, threshold, VerdictMessages.noFace(picture, framesLookedAt));
    }
    TrackFinding worst = tracks.stream().min(Suspicion.order()).orElseThrow();
    String message = tracks.size() == 1 ? "" : VerdictMessages.decides(worst);
    message += worst.verdict().message();
    long unscored =
        tracks.stream().filter(track -> !(track.verdict() instanceof Verdict.Scored)).count();
    if (worst.verdict() instanceof Verdict.Scored && unscored > 0) {
      message += VerdictMessages.others(unscored);
    }
    return worst.verdict().withMessage(message);
  }
}
