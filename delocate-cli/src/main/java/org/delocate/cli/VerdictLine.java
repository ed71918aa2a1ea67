package org.delocate.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.delocate.detection.FrameFinding;
import org.delocate.detection.Report;
import org.delocate.detection.TrackFinding;
import org.delocate.detection.Verdict;

/** What one scan found, in one line. */
final class VerdictLine {
  private VerdictLine() {}

  /**
   * The verdict in words, followed by where to read more.
   *
   * @param label what to call the input
   * @param input the file as the user named it
   * @param report what was found
   * @param details the page or file to open
   */
  static String of(String label, Path input, Report report, Path details) {
    return label + ": " + inWords(input, report) + " (" + details + ")";
  }

  /** A message without the name that it may begin with: the line has named the file already. */
  static String withoutName(Path input, String message) {
    for (String name : List.of(input.toString(), String.valueOf(input.getFileName()))) {
      if (message.startsWith(name + ": ")) {
        return message.substring(name.length() + 2);
      }
    }
    return message;
  }

  private static String inWords(Path input, Report report) {
    Verdict verdict = report.verdict();
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label() == Verdict.Label.FORGED ? forged(report, scored) : authentic(scored);
    }
    String status = verdict instanceof Verdict.Abstained ? "no verdict" : "failed";
    return status
        + ", "
        + verdict.reason().orElseThrow()
        + ": "
        + withoutName(input, verdict.message());
  }

  private static String authentic(Verdict.Scored scored) {
    return String.format(
        Locale.ROOT,
        "AUTHENTIC, forged with probability %.2f, below the threshold of %.2f",
        scored.probability(),
        scored.threshold());
  }

  private static String forged(Report report, Verdict.Scored scored) {
    return String.format(
        Locale.ROOT,
        "FORGED with probability %.2f, at or above the threshold of %.2f%s",
        scored.probability(),
        scored.threshold(),
        when(report));
  }

  /**
   * The time span in which frames of the worst track reach the threshold; nothing for a picture.
   */
  private static String when(Report report) {
    List<FrameFinding> forged =
        report.tracks().stream().max(Comparator.comparingDouble(VerdictLine::probability)).stream()
            .flatMap(track -> track.frames().stream())
            .filter(frame -> frame.probability() >= report.verdict().threshold())
            .sorted(Comparator.comparingDouble(FrameFinding::timeSeconds))
            .toList();
    if (forged.isEmpty()) {
      return "";
    }
    double first = forged.get(0).timeSeconds();
    double last = forged.get(forged.size() - 1).timeSeconds();
    return last > first ? String.format(Locale.ROOT, ", from %.1f s to %.1f s", first, last) : "";
  }

  private static double probability(TrackFinding track) {
    return track.verdict() instanceof Verdict.Scored scored ? scored.probability() : -1;
  }
}
