package org.delocate.detection.words;

import java.util.Arrays;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import org.delocate.media.library.MediaException;

/** Says why there is no verdict, and what may help. */
public final class NoVerdictWords {

  private NoVerdictWords() {}

  /** Why there is no answer to a whole input, and what to do. */
  public static String explanation(Report report) {
    boolean parting =
        report.bySuspicion().stream()
            .limit(1)
            .flatMap(track -> track.segments().stream())
            .anyMatch(segment -> !segment.isForged());
    return parting
            && report.verdict() instanceof Verdict.Abstained abstained
            && abstained.cause() == AbstentionReason.INCONCLUSIVE
        ? "A face parts from the rest of its shot as in forged passages, but so it does in some"
            + " real clips, where light, focus or pose change. Look at these seconds."
        : explanation(report.verdict());
  }

  /** Why there is no answer, and what to do, for each reason code. */
  public static String explanation(Verdict verdict) {
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
        case FACES_TOO_BLURRED ->
            "What blur or smoothing takes from a face cannot be told from what forgers take. A"
                + " sharper or less edited copy of the video may allow a verdict.";
        case TOO_FEW_FACES ->
            "A verdict on a video rests on several frames of the same person. Looking at all frames"
                + " (--frames all) may find enough.";
        case INCONCLUSIVE ->
            abstained.assessed().flatMap(Assessment::evidence).isPresent()
                ? "Something speaks of forgery, but so it does in too many real clips. Weak"
                    + " evidence is no answer; another source of evidence may give one."
                : "The score lies between what this model may call authentic and what it may call"
                    + " forged: on its validation data, real and forged faces are mixed there."
                    + " The nearer it is to an end, the more it leans that way.";
        case INCOMPLETE ->
            "What could be decoded looks authentic, but a part of the file is missing or broken,"
                + " and a forgery may be there. A whole copy of the file may allow a verdict.";
      };
    }
    if (verdict instanceof Verdict.Failed failed) {
      return Arrays.stream(MediaException.Reason.values())
          .filter(reason -> reason.code().equals(failed.code()))
          .findFirst()
          .map(NoVerdictWords::explanation)
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

  /** The reason within a sentence. */
  static String inShort(AbstentionReason reason, String medium) {
    return switch (reason) {
      case NO_FACE -> "no face was found in this " + medium;
      case OTHER_STREAMS -> "no face was found in one of the videos in this file";
      case FACES_TOO_SMALL -> "the faces in this " + medium + " are too small";
      case FACES_TOO_BLURRED -> "the faces in this " + medium + " are too blurred";
      case TOO_FEW_FACES -> "nobody is seen in enough frames";
      case INCONCLUSIVE -> "the evidence is not clear enough";
      case INCOMPLETE -> "a part of this " + medium + " is missing or cannot be decoded";
    };
  }
}
