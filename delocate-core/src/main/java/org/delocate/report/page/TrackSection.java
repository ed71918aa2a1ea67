package org.delocate.report.page;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.PartEvidence;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.words.NumberWords;
import org.delocate.detection.words.VerdictWords;
import org.delocate.face.geometry.Box;
import org.delocate.report.output.SampledFrames;
import org.delocate.report.output.Spool;

/** One person on the page: verdict, where they are in the picture, timeline, key frames, parts. */
final class TrackSection {

  /** From here on a part is unlike nearly all real ones, and its bar stands out. [ours] */
  private static final double UNLIKE = 0.95;

  /** From this many key frames on they share the width of the page. */
  private static final int FULL_ROW = 5;

  private final Markup page;
  private final boolean picture;
  private final double duration;
  private final SampledFrames sampled;
  private final Map<PartEvidence.Measure, String> worth;
  private final KeyFrames keyFrames;

  TrackSection(
      Markup page,
      boolean picture,
      double duration,
      SampledFrames sampled,
      KeyFrames keyFrames,
      Map<PartEvidence.Measure, String> worth) {
    this.worth = worth;
    this.page = page;
    this.picture = picture;
    this.duration = duration;
    this.sampled = sampled;
    this.keyFrames = keyFrames;
  }

  /**
   * Writes the section.
   *
   * @param message whether the track's message says more than the page has said before
   */
  void write(TrackFinding track, boolean message) {
    page.open("section", "class", "card track", "id", "person-" + track.id());
    heading(track);
    if (message) {
      page.leaf("p", track.verdict().message(), "class", "message");
    }
    Optional<KeyFrameChoice> choice = keyFrames.of(track.id());
    if (!track.frames().isEmpty()) {
      page.open("div", "class", "where-and-when");
      choice.ifPresent(chosen -> whereInFrame(chosen.mostSuspicious()));
      if (!picture) {
        timeline(track);
      }
      page.close();
    }
    choice.ifPresent(this::gallery);
    track.parts().ifPresent(this::parts);
    page.close();
  }

  private void heading(TrackFinding track) {
    page.open("div", "class", "track-head");
    page.leaf("h3", "Person " + track.id());
    chip(page, track.verdict());
    if (!track.frames().isEmpty() && !picture) {
      List<FrameFinding> frames = track.frames();
      page.leaf(
          "span",
          NumberWords.time(frames.get(0).timeSeconds())
              + " – "
              + NumberWords.time(frames.get(frames.size() - 1).timeSeconds())
              + " · "
              + NumberWords.count(frames.size(), "face", "faces")
              + " scored"
              + (track.shots().size() > 1 ? " in " + track.shots().size() + " shots" : ""),
          "class",
          "quiet");
    }
    page.close();
  }

  /** The verdict as a label: its word and, if there is one, its number. */
  static void chip(Markup page, Verdict verdict) {
    String text = VerdictWords.label(verdict);
    String style = verdict.status();
    String forgery = " · forgery ";
    if (verdict instanceof Verdict.Scored scored) {
      style = scored.label().key();
      forgery = scored.label() == Verdict.Label.FORGED ? " " : forgery;
    }
    Optional<Assessment> assessment = verdict.assessed();
    // "authentic 14 %" would read as the opposite of what it is.
    text +=
        assessment
            .map(Assessment::probability)
            .map(NumberWords::percent)
            .map(forgery::concat)
            .orElse("");
    text +=
        assessment
            .flatMap(Assessment::evidence)
            .map(evidence -> evidence == Evidence.NONE ? "no" : evidence.key())
            .map(evidence -> " · " + evidence + " evidence")
            .orElse("");
    page.leaf("span", text, "class", "chip " + style);
  }

  private void whereInFrame(KeyFrame frame) {
    page.open("figure", "class", "where");
    page.open("div", "class", "frame-box");
    image(
        frame.pictures().frame(),
        "The whole frame " + frame.index() + ", the face is marked by a box");
    Box place = frame.place();
    page.open(
        "svg", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none", "aria-hidden", "true");
    for (String style : new String[] {"halo", "line"}) {
      page.shape(
          "rect",
          "class",
          style,
          "x",
          Markup.coordinate(1000 * place.x()),
          "y",
          Markup.coordinate(1000 * place.y()),
          "width",
          Markup.coordinate(1000 * place.width()),
          "height",
          Markup.coordinate(1000 * place.height()),
          "rx",
          "6");
    }
    page.close().close();
    page.leaf(
        "figcaption",
        picture
            ? "Where the face is"
            : "Most suspicious frame, at " + NumberWords.time(frame.timeSeconds()));
    page.close();
  }

  private void timeline(TrackFinding track) {
    page.open("figure", "class", "when");
    double highest =
        track.frames().stream().mapToDouble(FrameFinding::probability).max().orElseThrow();
    double lowest =
        track.frames().stream().mapToDouble(FrameFinding::probability).min().orElseThrow();
    new Timeline(page, duration, sampled)
        .draw(
            track,
            "Probability of forgery over time: from "
                + NumberWords.percent(lowest)
                + " to "
                + NumberWords.percent(highest)
                + ", threshold "
                + NumberWords.percent(track.verdict().threshold())
                + (track.segments().isEmpty()
                    ? ""
                    : (isForged(track) ? "; forged " : "; to look at ")
                        + VerdictWords.when(track)));
    page.leaf(
        "figcaption",
        "Probability of forgery of each scored face; the dashed line is the threshold of "
            + NumberWords.percent(track.verdict().threshold())
            + ". The bar below shows when this person was seen; where the line breaks, the face was"
            + " looked for and not found."
            + (track.segments().isEmpty()
                ? ""
                : (isForged(track)
                        ? " The shaded time is forged: "
                        : " In the shaded time the face parts from the rest of its shot, as forged"
                            + " passages do: ")
                    + VerdictWords.when(track)
                    + "."));
    page.close();
  }

  private static boolean isForged(TrackFinding track) {
    return track.segments().stream().anyMatch(Segment::isForged);
  }

  private void gallery(KeyFrameChoice choice) {
    List<KeyFrame> frames = choice.chosen();
    page.leaf(
        "h4",
        frames.size() > 1
            ? "Key frames: the most and the least suspicious, and some between"
            : "The face",
        "class",
        "gallery-name");
    page.open(
        "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Key frames");
    page.open("table", "class", frames.size() < FULL_ROW ? "gallery few" : "gallery");
    page.open("thead").open("tr").leaf("td", "");
    for (KeyFrame frame : frames) {
      page.open("th", "scope", "col");
      if (!picture) {
        page.leaf("span", NumberWords.time(frame.timeSeconds()), "class", "when-time");
      }
      page.leaf("span", NumberWords.percent(frame.probability()), "class", "when-percent");
      page.leaf("span", remark(frame, choice, frames.size()), "class", "remark");
      page.close();
    }
    page.close().close().open("tbody");
    row("Face", "as cut out and levelled", frames, "Face");
    row(
        "Heat map",
        "where tampering is seen; a line around where it is, if there is any",
        frames,
        "Heat map over the face");
    row("Recovered", "as a network paints it that knows only real faces", frames, "Recovered face");
    page.close().close().close();
    page.open("p", "class", "legend");
    page.text("Heat map: ").leaf("span", "low");
    page.leaf("span", "", "class", "scale");
    page.leaf("span", "high probability of tampering; grey where there is none");
    page.close();
  }

  private static String remark(KeyFrame frame, KeyFrameChoice choice, int shown) {
    if (shown < 2) {
      return "";
    }
    if (frame.equals(choice.mostSuspicious())) {
      return "most suspicious";
    }
    return frame.equals(choice.leastSuspicious()) ? "least suspicious" : "";
  }

  private void row(String name, String meaning, List<KeyFrame> frames, String alternative) {
    page.open("tr");
    page.open("th", "scope", "row").text(name).leaf("small", meaning).close();
    for (KeyFrame frame : frames) {
      page.open("td");
      Spool.Place place =
          switch (name) {
            case "Face" -> frame.pictures().face();
            case "Heat map" -> frame.pictures().heat();
            default -> frame.pictures().recovered();
          };
      image(place, alternative + " of frame " + frame.index());
      if (name.equals("Heat map")) {
        page.leaf(
            "small",
            NumberWords.countedPercent(frame.tamperedFraction())
                + " of the face"
                + frame
                    .outline()
                    .map(
                        outline ->
                            ", "
                                + NumberWords.countedPercent(outline.fraction())
                                + " within the line")
                    .orElse(""),
            "class",
            "tampered");
      }
      page.close();
    }
    page.close();
  }

  private void image(Spool.Place place, String alternative) {
    String data = Base64.getEncoder().encodeToString(keyFrames.picture(place));
    page.empty("img", "alt", alternative, "src", "data:image/jpeg;base64," + data);
  }

  private void parts(PartEvidence parts) {
    page.open("div", "class", "parts");
    boolean mapped = parts.measure() == PartEvidence.Measure.MAPPING_DISCREPANCY;
    page.leaf(
        "h4",
        mapped
            ? "How far each part is kept from what real faces lead one to expect"
            : "How well a network that knows only real faces recovers this one");
    String better = mapped ? "nearer" : "recovered better";
    part("Eyes", parts.eyes(), better);
    part("Cheeks and nose", parts.cheekAndNose(), better);
    part("Lips", parts.lips(), better);
    page.leaf(
        "p",
        (mapped
                ? "A network that knows only real faces recovers each part from the rest of the"
                    + " face; another, taught on real and forged faces, moves parts that look"
                    + " real towards that and keeps forged ones away from it. Each bar is the"
                    + " share of real faces (of the validation data) in which this part ends up"
                    + " nearer."
                : "Each bar is the share of real faces (of the validation data) in which this part"
                    + " is recovered better.")
            + " Real faces lie around the middle mark; a bar near the right end means that the part"
            + " is unlike nearly all real faces. This alone does not make the verdict.",
        "class",
        "quiet");
    String known = worth.get(parts.measure());
    if (known != null) {
      page.leaf("p", known, "class", "quiet");
    }
    page.close();
  }

  private void part(String name, double share, String better) {
    page.open("div", "class", "part");
    page.leaf("span", name, "class", "part-name");
    page.open("svg", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true");
    page.shape("rect", "class", "track-bar", "width", "100", "height", "10", "rx", "1");
    page.shape(
        "rect",
        "class",
        share >= UNLIKE ? "bar unlike" : "bar",
        "width",
        Markup.coordinate(100 * share),
        "height",
        "10",
        "rx",
        "1");
    page.shape("line", "class", "middle", "x1", "50", "x2", "50", "y1", "0", "y2", "10");
    page.close();
    page.leaf(
        "span",
        better + " in " + NumberWords.percent(share) + " of real faces",
        "class",
        "part-share");
    page.close();
  }
}
