package org.delocate.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * From a person's scores to a verdict on that person, and from all persons to a verdict on the
 * video: that of the worst track. Nobody is called authentic without a scored face.
 */
final class VerdictRules {

  /** A heat map that marks less than this of a face that is called forged contradicts it. [ours] */
  private static final double MARKS_NOTHING = 0.01;

  /**
   * A heat map that marks more than this of a face that is called authentic contradicts it. [ours]
   */
  private static final double MARKS_MUCH = 0.25;

  private final AbstentionRules rules;
  private final ScoreAggregator aggregator;
  private final Calibrator calibrator;
  private final double threshold;
  private final OptionalDouble authenticBelow;
  private final boolean picture;
  private final boolean whole;

  /**
   * Rules for one input.
   *
   * @param threshold probability from which a face is called forged
   * @param authenticBelow probability below which a face is called authentic; between the two
   *     nothing is said
   * @param picture whether the input is a still picture, in which one face is all there can be
   * @param whole whether all of the input could be decoded; if not, nobody in it is called
   *     authentic
   */
  VerdictRules(
      AbstentionRules rules,
      ScoreAggregator aggregator,
      Calibrator calibrator,
      double threshold,
      OptionalDouble authenticBelow,
      boolean picture,
      boolean whole) {
    this.rules = rules;
    this.aggregator = aggregator;
    this.calibrator = calibrator;
    this.threshold = threshold;
    this.authenticBelow = authenticBelow;
    this.picture = picture;
    this.whole = whole;
  }

  TrackFinding finding(TrackRecord track) {
    return new TrackFinding(track.id(), verdict(track), track.parts(), track.frames());
  }

  private Verdict verdict(TrackRecord track) {
    int scored = track.frames().size();
    int needed = picture ? 1 : rules.minimumFaces();
    if (scored == 0) {
      return new Verdict.Abstained(
          AbstentionReason.FACES_TOO_SMALL,
          threshold,
          NumberWords.count(track.smallFaces(), "face", "faces")
              + String.format(
                  Locale.ROOT,
                  " found, the largest %d pixels along its shorter side; %d are needed.",
                  Math.round(Math.floor(track.largestSmallSide())),
                  rules.minimumFaceSide()));
    }
    if (scored < needed) {
      return new Verdict.Abstained(
          AbstentionReason.TOO_FEW_FACES,
          threshold,
          NumberWords.count(scored, "face was", "faces were")
              + " scored, "
              + needed
              + " are needed"
              + (track.smallFaces() > 0
                  ? "; " + track.smallFaces() + " more are too small."
                  : "."));
    }
    double probability = calibrator.probability(aggregator.aggregate(track.logits()));
    if (probability < threshold && probability >= authenticBelow.orElse(threshold)) {
      return new Verdict.Abstained(
          AbstentionReason.INCONCLUSIVE,
          threshold,
          "The probability of forgery is "
              + NumberWords.percent(probability)
              + ". Between "
              + NumberWords.percent(authenticBelow.orElseThrow())
              + " and "
              + NumberWords.percent(threshold)
              + " this model cannot tell.");
    }
    Verdict.Scored verdict = Verdict.Scored.of(probability, threshold, "");
    if (verdict.label() == Verdict.Label.AUTHENTIC && !whole) {
      return new Verdict.Abstained(
          AbstentionReason.INCOMPLETE,
          threshold,
          "In the part of the file that can be decoded, the probability of forgery is "
              + NumberWords.percent(probability)
              + ". The rest may hold what this part does not.");
    }
    return Verdict.Scored.of(probability, threshold, message(track, verdict));
  }

  private String message(TrackRecord track, Verdict.Scored verdict) {
    int faces = track.frames().size();
    StringBuilder message = new StringBuilder("Probability of forgery ");
    message.append(NumberWords.percent(verdict.probability())).append(", from ");
    message.append(NumberWords.count(faces, "face", "faces"));
    if (!picture) {
      message.append(" between ").append(NumberWords.time(track.frames().get(0).timeSeconds()));
      message.append(" and ");
      message.append(NumberWords.time(track.frames().get(faces - 1).timeSeconds()));
    }
    message.append('.');
    double tampered = track.medianTampered();
    if (verdict.label() == Verdict.Label.FORGED && tampered < MARKS_NOTHING) {
      message.append(
          " Score and heat map disagree: the heat map marks next to nothing, so nothing shows where"
              + " the forgery would be.");
    }
    if (verdict.label() == Verdict.Label.AUTHENTIC && tampered > MARKS_MUCH) {
      message
          .append(" Score and heat map disagree: the heat map marks ")
          .append(NumberWords.percent(tampered))
          .append(" of the face although the score calls it authentic.");
    }
    return message.toString();
  }

  /**
   * The verdict on the whole input.
   *
   * @param framesLookedAt sampled frames
   */
  Verdict overall(List<TrackFinding> tracks, long framesLookedAt) {
    if (tracks.isEmpty()) {
      return new Verdict.Abstained(
          AbstentionReason.NO_FACE,
          threshold,
          picture
              ? "No face was found."
              : "No face was found in the "
                  + NumberWords.count(framesLookedAt, "frame", "frames")
                  + " that were looked at.");
    }
    TrackFinding worst = tracks.stream().min(Comparator.comparingDouble(this::rank)).orElseThrow();
    String message = tracks.size() == 1 ? "" : "Person " + worst.id() + " decides: ";
    message += worst.verdict().message();
    long unscored =
        tracks.stream().filter(track -> !(track.verdict() instanceof Verdict.Scored)).count();
    if (worst.verdict() instanceof Verdict.Scored scored) {
      if (unscored > 0) {
        message +=
            " Nothing is said of "
                + NumberWords.count(unscored, "other person", "other people")
                + ", who could not be scored.";
      }
      return Verdict.Scored.of(scored.probability(), threshold, message);
    }
    return new Verdict.Abstained(((Verdict.Abstained) worst.verdict()).cause(), threshold, message);
  }

  /**
   * The lowest decides: forged ones, the most probable first; then those where it is open, since a
   * video with them cannot be called authentic; then those seen in a part of the file only; then
   * authentic ones, the least sure first; then those without a score, the nearest to one first.
   */
  private double rank(TrackFinding track) {
    if (track.verdict() instanceof Verdict.Scored scored) {
      return scored.label() == Verdict.Label.FORGED
          ? -scored.probability()
          : 3 - scored.probability();
    }
    return switch (((Verdict.Abstained) track.verdict()).cause()) {
      case INCONCLUSIVE -> 1;
      case INCOMPLETE -> 1.5;
      case TOO_FEW_FACES -> 4;
      case FACES_TOO_SMALL -> 5;
      case NO_FACE, OTHER_STREAMS -> 6;
    };
  }
}
