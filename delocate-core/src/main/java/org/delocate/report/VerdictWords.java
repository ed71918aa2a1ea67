package org.delocate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.delocate.detection.AbstentionReason;
import org.delocate.detection.FrameFinding;
import org.delocate.detection.NumberWords;
import org.delocate.detection.Report;
import org.delocate.detection.TrackFinding;
import org.delocate.detection.Verdict;
import org.delocate.media.MediaException;
import org.delocate.media.MediaInfo;

/** Says in words what a verdict means, how sure it is, and why there is none. */
final class VerdictWords {

  /** From here on the page says "very probably"; an even prior makes it odds of 19 to 1. [ours] */
  private static final double STRONG = 0.95;

  /** From here on the page says "probably": odds of 4 to 1. [ours] */
  private static final double CLEAR = 0.80;

  private VerdictWords() {}

  /** One sentence for the head of the page. */
  static String headline(Report report) {
    String medium = medium(report);
    Verdict verdict = report.verdict();
    if (verdict instanceof Verdict.Failed) {
      return "No verdict: this file could not be examined.";
    }
    if (verdict instanceof Verdict.Abstained abstained) {
      return "No verdict: " + inShort(abstained.cause(), medium) + ".";
    }
    Verdict.Scored scored = (Verdict.Scored) verdict;
    boolean several = scoredTracks(report) > 1;
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
  static String label(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label().key();
    }
    return verdict instanceof Verdict.Failed ? "not examined" : "no verdict";
  }

  /** What the number is, and what it is not. */
  static String meaning(Verdict.Scored scored, boolean calibrated) {
    String percent = NumberWords.percent(scored.probability());
    return percent.substring(0, 1).toUpperCase(Locale.ROOT)
        + percent.substring(1)
        + " is the estimated probability that the face is forged, if before looking real and forged"
        + " were equally likely. "
        + (calibrated
            ? "It was adjusted on validation data so that of faces given such a number about that"
                + " share is forged. "
            : "This model was not calibrated: its number orders faces, but is no frequency. ")
        + "From "
        + NumberWords.percent(scored.threshold())
        + " on, a face is called forged. It is an estimate by a model, not proof: a forgery of a"
        + " kind that the model has never met, or a real video that is heavily compressed, filtered"
        + " or lit unusually, can mislead it in either direction.";
  }

  /** Where probabilities lie; nobody lies between 55 % and 55 %. */
  static String between(double low, double high) {
    String from = NumberWords.percent(low);
    String to = NumberWords.percent(high);
    return from.equals(to) ? "at about " + from : "between " + from + " and " + to;
  }

  /** Facts by which a reader can tell how firm a scored verdict is. */
  static List<String> sureness(Report report) {
    List<String> facts = new ArrayList<>();
    List<TrackFinding> scored =
        report.tracks().stream()
            .filter(track -> track.verdict() instanceof Verdict.Scored)
            .toList();
    double threshold = report.verdict().threshold();
    for (TrackFinding track : scored.stream().max(VerdictWords::bySuspicion).stream().toList()) {
      double[] sorted =
          track.frames().stream().mapToDouble(FrameFinding::probability).sorted().toArray();
      long above = Arrays.stream(sorted).filter(value -> value >= threshold).count();
      String person =
          scored.size() > 1 ? "Person " + track.id() + ", who decides the verdict: " : "";
      if (sorted.length == 1) {
        facts.add(person + "it rests on a single face in a single frame.");
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
    }
    if (report.input().framesDamaged() > 0) {
      facts.add(
          NumberWords.count(report.input().framesDamaged(), "frame is", "frames are")
              + " damaged: there, what looks like a trace of forgery can come from the damage.");
    }
    return facts;
  }

  private static int bySuspicion(TrackFinding one, TrackFinding other) {
    return Double.compare(
        ((Verdict.Scored) one.verdict()).probability(),
        ((Verdict.Scored) other.verdict()).probability());
  }

  /** Why there is no score, and what to do, for each reason code. */
  static String explanation(Verdict verdict) {
    if (verdict instanceof Verdict.Abstained abstained) {
      return switch (abstained.cause()) {
        case NO_FACE ->
            "This tool judges faces only. It says nothing of a video in which it finds none:"
                + " neither that it is forged nor that it is authentic.";
        case OTHER_STREAMS ->
            "There are several videos in this file, and there was no face in the one that was"
                + " judged. Judging all of them (--stream all) may find one.";
        case FACES_TOO_SMALL ->
            "In a face of so few pixels traces of forgery cannot be told from blur. A larger or"
                + " less compressed copy of the video may allow a verdict.";
        case TOO_FEW_FACES ->
            "A verdict on a video rests on several frames of the same person. Looking at all frames"
                + " (--frames all) may find enough.";
        case INCONCLUSIVE ->
            "The score lies between what this model may call authentic and what it may call forged:"
                + " on its validation data, real and forged faces are mixed there. The nearer it is"
                + " to an end, the more it leans that way.";
        case INCOMPLETE ->
            "What could be decoded looks authentic, but a part of the file is missing or broken,"
                + " and a forgery may be there. A whole copy of the file may allow a verdict.";
      };
    }
    if (verdict instanceof Verdict.Failed failed) {
      return Arrays.stream(MediaException.Reason.values())
          .filter(reason -> reason.code().equals(failed.code()))
          .findFirst()
          .map(VerdictWords::explanation)
          .orElse("The reason stands above.");
    }
    return "";
  }

  private static String explanation(MediaException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> "There is no file of this name.";
      case UNREADABLE -> "The file may not be read, or reading it failed half-way.";
      case EMPTY_FILE -> "The file holds no bytes: perhaps a download that never began.";
      case NOT_MEDIA ->
          "Whatever its name says, its content is no video or picture of a format that is"
              + " accepted.";
      case NO_VIDEO -> "The file has sound, perhaps with a cover picture, but no video.";
      case TOO_SMALL -> "Its frames are smaller than any face that could be judged.";
      case TOO_LARGE -> "Its frames have more pixels than the limit that guards memory.";
      case NO_FRAMES -> "It opened, but not a single frame could be decoded.";
      case UNSUPPORTED_CODEC -> "There is no decoder here for the way in which it is encoded.";
      case WRITE_FAILED -> "Writing failed.";
    };
  }

  private static String inShort(AbstentionReason reason, String medium) {
    return switch (reason) {
      case NO_FACE -> "no face was found in this " + medium;
      case OTHER_STREAMS -> "no face was found in one of the videos in this file";
      case FACES_TOO_SMALL -> "the faces in this " + medium + " are too small";
      case TOO_FEW_FACES -> "nobody is seen in enough frames";
      case INCONCLUSIVE -> "the evidence is not clear enough";
      case INCOMPLETE -> "a part of this " + medium + " is missing or cannot be decoded";
    };
  }

  static String medium(Report report) {
    return report.input().media().map(MediaInfo::picture).orElse(false) ? "picture" : "video";
  }

  private static long scoredTracks(Report report) {
    return report.tracks().stream()
        .filter(track -> track.verdict() instanceof Verdict.Scored)
        .count();
  }
}
