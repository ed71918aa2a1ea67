package org.delocate.detection.words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.PersonScore;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.scan.TrackRecord;

/**
 * The sentences that a verdict is reported with: what was found, and what stands in the way of an
 * answer.
 */
public final class VerdictMessages {

  private VerdictMessages() {}

  /** No face, in a picture or in so many sampled frames. */
  public static String noFace(boolean picture, long framesLookedAt) {
    return picture
        ? "No face was found."
        : "No face was found in the "
            + NumberWords.count(framesLookedAt, "frame", "frames")
            + " that were looked at.";
  }

  /** Faces, but none with sides of so many pixels. */
  public static String facesTooSmall(TrackRecord track, int neededSide) {
    return NumberWords.count(track.smallFaces(), "face", "faces")
        + String.format(
            Locale.ROOT,
            " found, the largest %d pixels along its shorter side; %d are needed.",
            Math.round(Math.floor(track.largestSmallSide())),
            neededSide);
  }

  /** Faces, but none with so much detail. */
  public static String facesTooBlurred(TrackRecord track, double needed) {
    return NumberWords.count(track.blurredFaces(), "face", "faces")
        + String.format(
            Locale.ROOT,
            " found, the sharpest with a sharpness of %.1f; %.1f is needed.",
            Math.floor(10 * track.greatestBlurredSharpness()) / 10,
            needed);
  }

  /** Fewer scored faces than are needed. */
  public static String tooFewFaces(TrackRecord track, int needed, Assessment assessment) {
    return NumberWords.count(track.frames().size(), "face was", "faces were")
        + " scored, "
        + needed
        + " are needed"
        + (track.smallFaces() > 0 ? "; " + track.smallFaces() + " more are too small" : "")
        + (track.blurredFaces() > 0 ? "; " + track.blurredFaces() + " more are too blurred" : "")
        + "."
        + " The probability of forgery in what was scored is "
        + NumberWords.percent(assessment.probability())
        + ".";
  }

  /** More faces that are too blurred than others, and nothing in these. */
  public static String mostlyBlurred(TrackRecord track, Assessment assessment) {
    return NumberWords.count(track.blurredFaces(), "face is", "faces are")
        + " too blurred to be scored. In the other "
        + track.frames().size()
        + " the probability of forgery is "
        + NumberWords.percent(assessment.probability())
        + ". The rest may hold what these do not.";
  }

  /** A probability between the two from which something is said. */
  public static String inconclusive(PersonScore score, double authenticBelow, double threshold) {
    Assessment assessment = score.assessment();
    String probability =
        "The probability of forgery is "
            + NumberWords.percent(assessment.probability())
            + passage(score)
            + ".";
    if (assessment.evidence().isPresent()) {
      String evidence = sentence(assessment.evidence().get()) + " ";
      String parting = parting(score);
      return assessment.probability() < authenticBelow
          ? evidence + parting + worth(assessment) + " " + probability
          : evidence + probability + worth(assessment) + (parting.isEmpty() ? "" : " " + parting);
    }
    return probability
        + " Between "
        + NumberWords.percent(authenticBelow)
        + " and "
        + NumberWords.percent(threshold)
        + " this model cannot tell.";
  }

  /** A file of which a part cannot be decoded, and nothing in the rest. */
  public static String incomplete(Assessment assessment) {
    return "In the part of the file that can be decoded, the probability of forgery is "
        + NumberWords.percent(assessment.probability())
        + ". The rest may hold what this part does not.";
  }

  /** How the verdict on a person came about, with what contradicts it. */
  public static String scored(TrackRecord track, PersonScore score, boolean picture) {
    Assessment assessment = score.assessment();
    StringBuilder message = new StringBuilder();
    assessment.evidence().ifPresent(evidence -> message.append(sentence(evidence)).append(' '));
    int faces = track.frames().size();
    message.append("Probability of forgery ").append(NumberWords.percent(assessment.probability()));
    message.append(passage(score)).append(", from ");
    message.append(NumberWords.count(faces, "face", "faces"));
    if (!picture) {
      message.append(" between ").append(NumberWords.time(track.frames().get(0).timeSeconds()));
      message.append(" and ");
      message.append(NumberWords.time(track.frames().get(faces - 1).timeSeconds()));
    }
    message.append('.').append(worth(assessment));
    return message.toString();
  }

  /** A contradiction: called forged, and next to nothing painted. */
  public static String nothingIsMarked() {
    return " Score and heat map disagree: the heat map marks next to nothing, so nothing shows"
        + " where the forgery would be.";
  }

  /** A contradiction: called authentic, and so large a share of the face painted. */
  public static String muchIsMarked(double tampered) {
    return " Score and heat map disagree: the heat map marks "
        + NumberWords.percent(tampered)
        + " of the face although the score calls it authentic.";
  }

  /** Before the message of the person who decides. */
  public static String decides(TrackFinding track) {
    return "Person " + track.id() + " decides: ";
  }

  /** Beside a verdict: so many people without one. */
  public static String others(long unscored) {
    return " Nothing is said of "
        + NumberWords.count(unscored, "other person", "other people")
        + ", on whom there is no verdict.";
  }

  private static String sentence(Evidence evidence) {
    String words = EvidenceWords.level(evidence);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private static String worth(Assessment assessment) {
    return assessment.falseAlarms().map(rate -> " " + EvidenceWords.worth(rate) + ".").orElse("");
  }

  /** Which passages part from the rest of their shot. */
  private static String parting(PersonScore score) {
    List<Segment> parting =
        score.segments().stream().filter(segment -> !segment.isForged()).toList();
    if (parting.isEmpty()) {
      return "";
    }
    String when = EvidenceWords.when(parting);
    return when.substring(0, 1).toUpperCase(Locale.ROOT)
        + when.substring(1)
        + " the face parts from the rest of its shot as forged passages do.";
  }

  /** Where a passage decides, what the whole would have come to. */
  private static String passage(PersonScore score) {
    Optional<Assessment> whole = score.whole();
    if (whole.isEmpty()) {
      return "";
    }
    List<Segment> forged = score.segments().stream().filter(Segment::isForged).toList();
    return " in a passage"
        + (forged.isEmpty() ? "" : " " + EvidenceWords.when(forged))
        + " (over the whole track "
        + NumberWords.percent(whole.get().probability())
        + ")";
  }
}
