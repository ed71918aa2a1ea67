package org.delocate.detection.words;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.media.read.MediaInfo;

/** Says in words what a verdict means and how sure it is: in a line, as a headline, at length. */
public final class VerdictWords {

  /** From here on the page says "very probably"; an even prior makes it odds of 19 to 1. [ours] */
  private static final double STRONG = 0.95;

  /** From here on the page says "probably": odds of 4 to 1. [ours] */
  private static final double CLEAR = 0.80;

  private VerdictWords() {}

  /**
   * The verdict in one line, such as {@code authentic (no evidence of forgery)} or {@code forged
   * (moderate evidence of forgery; of unseen real clips 1 in 21 shows as much; probability of
   * forgery 87 %)}, with the seconds that are forged. Beside "authentic" a probability would say
   * two things: what shows no evidence may still have one above one half, which is for an even
   * prior.
   */
  public static String line(Report report) {
    Verdict verdict = report.verdict();
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label().key() + " (" + grounds(scored) + ")" + when(report, scored);
    }
    return (verdict instanceof Verdict.Abstained ? "no verdict, " : "failed, ")
        + verdict.reason().orElseThrow()
        + ": "
        + withoutName(report.input().path(), verdict.message());
  }

  /**
   * A message without the name of the input that it may begin with: who says it has named the file
   * already.
   *
   * @param input its path, or whatever it was named
   */
  public static String withoutName(String input, String message) {
    int folder = Math.max(input.lastIndexOf('/'), input.lastIndexOf(File.separatorChar));
    for (String name : List.of(input, input.substring(folder + 1))) {
      if (message.startsWith(name + ": ")) {
        return message.substring(name.length() + 2);
      }
    }
    return message;
  }

  private static String grounds(Verdict.Scored scored) {
    String probability = "probability of forgery " + NumberWords.percent(scored.probability());
    return scored
        .assessment()
        .evidence()
        .map(
            evidence ->
                EvidenceWords.level(evidence)
                    + scored
                        .assessment()
                        .falseAlarms()
                        .map(rate -> "; of unseen real clips " + EvidenceWords.share(rate))
                        .orElse("")
                    + (scored.label() == Verdict.Label.AUTHENTIC ? "" : "; " + probability))
        .orElseGet(
            () ->
                probability
                    + (scored.label() == Verdict.Label.FORGED ? ", at or above" : ", below")
                    + " the threshold of "
                    + NumberWords.percent(scored.threshold()));
  }

  /** Which seconds are forged; nothing for a picture, or where nothing is. */
  private static String when(Report report, Verdict.Scored scored) {
    if (scored.label() == Verdict.Label.AUTHENTIC) {
      return "";
    }
    TrackFinding worst = report.bySuspicion().get(0);
    if (scored.assessment().evidence().isPresent()) {
      return worst.segments().isEmpty() ? "" : ", " + when(worst);
    }
    double[] times =
        worst.frames().stream()
            .filter(frame -> frame.probability() >= scored.threshold())
            .mapToDouble(FrameFinding::timeSeconds)
            .sorted()
            .toArray();
    return times.length < 2
        ? ""
        : ", from "
            + NumberWords.time(times[0])
            + " to "
            + NumberWords.time(times[times.length - 1]);
  }

  /** Which seconds of a person are forged, or to be looked at, and in how many shots these are. */
  public static String when(TrackFinding track) {
    long shots =
        track.shots().stream()
            .filter(shot -> track.segments().stream().anyMatch(part -> overlap(shot, part)))
            .count();
    return EvidenceWords.when(track.segments())
        + (shots > track.segments().size() ? ", in " + shots + " shots" : "");
  }

  private static boolean overlap(Shot shot, Segment part) {
    return shot.fromSeconds() <= part.toSeconds() && part.fromSeconds() <= shot.toSeconds();
  }

  /** One sentence for the head of the page. */
  public static String headline(Report report) {
    String medium = medium(report);
    Verdict verdict = report.verdict();
    if (verdict instanceof Verdict.Failed) {
      return "No verdict: this file could not be examined.";
    }
    if (verdict instanceof Verdict.Abstained abstained) {
      return abstained.assessed().flatMap(Assessment::evidence).equals(Optional.of(Evidence.WEAK))
          ? "No verdict: evidence of forgery in this " + medium + " is weak."
          : "No verdict: " + NoVerdictWords.inShort(abstained.cause(), medium) + ".";
    }
    Verdict.Scored scored = (Verdict.Scored) verdict;
    // Who is called forged is one of all who were seen; no evidence is of those with an answer.
    boolean several =
        scored.label() == Verdict.Label.FORGED
            ? report.tracks().stream().filter(track -> !track.frames().isEmpty()).count() > 1
            : scoredTracks(report) > 1;
    return scored
        .assessment()
        .evidence()
        .map(evidence -> graded(report, evidence, several))
        .orElseGet(() -> ungraded(scored, medium, several));
  }

  private static String graded(Report report, Evidence evidence, boolean several) {
    String medium = medium(report);
    if (evidence == Evidence.NONE) {
      return "No evidence of forgery was found in this "
          + medium
          + (several ? "’s faces." : "’s face.");
    }
    long forged = report.tracks().stream().filter(track -> isForged(track, evidence)).count();
    if (forged > 1) {
      return "There is %s evidence that %d of the faces in this %s are forged."
          .formatted(evidence.key(), forged, medium);
    }
    TrackFinding worst = report.bySuspicion().get(0);
    return "There is "
        + evidence.key()
        + " evidence that "
        + (several ? "one of the faces" : "the face")
        + " in this "
        + medium
        + " is forged"
        + (worst.segments().isEmpty() ? "" : ", " + when(worst))
        + ".";
  }

  /** Whether a person counts as forged with as much evidence as the most suspicious one. */
  private static boolean isForged(TrackFinding track, Evidence evidence) {
    return track.verdict() instanceof Verdict.Scored scored
        && scored.label() == Verdict.Label.FORGED
        && scored.assessment().evidence().equals(Optional.of(evidence));
  }

  private static String ungraded(Verdict.Scored scored, String medium, boolean several) {
    double forged = scored.probability();
    if (scored.label() == Verdict.Label.FORGED) {
      String face = several ? "One of the faces" : "The face";
      return face
          + " in this "
          + medium
          + (forged >= STRONG
              ? " is very probably forged."
              : forged >= CLEAR ? " is probably forged." : " may be forged.");
    }
    if (forged <= 1 - STRONG) {
      return "No sign of forgery was found in this "
          + medium
          + (several ? "’s faces." : "’s face.");
    }
    String faces =
        several ? "The faces in this " + medium + " are" : "The face in this " + medium + " is";
    return faces
        + (forged <= 1 - CLEAR ? " probably authentic." : " called authentic, with doubt.");
  }

  /** A few words for a label beside a person. */
  public static String label(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label().key();
    }
    return verdict instanceof Verdict.Failed ? "not examined" : "no verdict";
  }

  /** What the numbers are, and what they are not; one sentence or more each. */
  public static List<String> meaning(Assessment assessment, double threshold, boolean calibrated) {
    List<String> sentences = new ArrayList<>();
    assessment
        .falseAlarms()
        .ifPresent(
            rate ->
                sentences.add(
                    EvidenceWords.worth(rate) + " (" + EvidenceWords.certainty(rate) + ")."));
    if (assessment.evidence().equals(Optional.of(Evidence.NONE))) {
      sentences.add(
          "No evidence means that nothing was seen that real clips do not show as well. A forgery"
              + " that this model cannot see shows no more.");
    }
    String percent = NumberWords.percent(assessment.probability());
    sentences.add(
        percent.substring(0, 1).toUpperCase(Locale.ROOT)
            + percent.substring(1)
            + " is the estimated probability that the face is forged, if before looking real and"
            + " forged were equally likely. "
            + (calibrated
                ? "It was adjusted on validation data so that of faces given such a number about"
                    + " that share is forged. "
                : "This model was not calibrated: its number orders faces, but is no frequency. ")
            + "From "
            + NumberWords.percent(threshold)
            + " on, a face is called forged. It is an estimate by a model, not proof: a forgery of"
            + " a kind that the model has never met, or a real video that is heavily compressed,"
            + " filtered or lit unusually, can mislead it in either direction.");
    return sentences;
  }

  /** Where probabilities lie; nobody lies between 55 % and 55 %. */
  static String between(double low, double high) {
    String from = NumberWords.percent(low);
    String to = NumberWords.percent(high);
    return from.equals(to) ? "at about " + from : "between " + from + " and " + to;
  }

  /** Facts by which a reader can tell how firm the scores are that the verdict rests on. */
  public static List<String> sureness(Report report) {
    List<String> facts = new ArrayList<>();
    double threshold = report.verdict().threshold();
    report.bySuspicion().stream()
        .filter(track -> !track.frames().isEmpty())
        .limit(1)
        .forEach(track -> facts.addAll(sureness(report, track, threshold)));
    if (report.input().framesDamaged() > 0) {
      facts.add(
          NumberWords.count(report.input().framesDamaged(), "frame is", "frames are")
              + " damaged: there, what looks like a trace of forgery can come from the damage.");
    }
    return facts;
  }

  private static List<String> sureness(Report report, TrackFinding track, double threshold) {
    List<String> facts = new ArrayList<>();
    double[] sorted =
        track.frames().stream().mapToDouble(FrameFinding::probability).sorted().toArray();
    long above = Arrays.stream(sorted).filter(value -> value >= threshold).count();
    long scored = report.tracks().stream().filter(other -> !other.frames().isEmpty()).count();
    String person = scored > 1 ? "Person " + track.id() + ", who decides the verdict: " : "";
    if (sorted.length == 1) {
      facts.add(person + (scored > 1 ? "it" : "It") + " rests on a single face in a single frame.");
    } else {
      facts.add(
          person
              + above
              + " of "
              + NumberWords.count(sorted.length, "scored face", "scored faces")
              + " reach the threshold by themselves; half of them lie "
              + between(
                  sorted[(sorted.length - 1) / 4],
                  sorted[sorted.length - 1 - (sorted.length - 1) / 4])
              + ".");
    }
    double[] tampered =
        track.frames().stream().mapToDouble(FrameFinding::tamperedFraction).sorted().toArray();
    facts.add(
        "The heat map marks "
            + NumberWords.countedPercent(tampered[tampered.length / 2])
            + " of the face as tampered"
            + (tampered.length > 1 ? " in the median frame." : "."));
    return facts;
  }

  public static String medium(Report report) {
    return report.input().media().map(MediaInfo::picture).orElse(false) ? "picture" : "video";
  }

  private static long scoredTracks(Report report) {
    return report.tracks().stream()
        .filter(track -> track.verdict() instanceof Verdict.Scored)
        .count();
  }
}
