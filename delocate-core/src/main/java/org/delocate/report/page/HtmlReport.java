package org.delocate.report.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.Provenance;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.detection.words.EvidenceWords;
import org.delocate.detection.words.ModelSummary;
import org.delocate.detection.words.NoVerdictWords;
import org.delocate.detection.words.NumberWords;
import org.delocate.detection.words.VerdictWords;
import org.delocate.media.file.VideoStream;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.DynamicRange;
import org.delocate.media.read.MediaInfo;
import org.delocate.report.output.ReportOutput;
import org.delocate.report.output.SampledFrames;

/**
 * {@code report.html}: one page for a person, in one file that needs nothing else: no script, no
 * network (its own content policy forbids both), pictures inside. For readers of {@code
 * report.json}'s facts who want to see them.
 */
public final class HtmlReport implements ReportOutput {

  /** The file's name in the folder of a report. */
  public static final String FILE = "report.html";

  /**
   * People shown with pictures, the most suspicious first; the others stand in the table. [ours]
   */
  private static final int MOST_SECTIONS = 12;

  private final Path file;
  private final ModelSummary model;
  private final KeyFrames keyFrames = new KeyFrames();
  private final SampledFrames sampled = new SampledFrames();

  public HtmlReport(Path folder, ModelSummary model) {
    this.file = folder.resolve(FILE);
    this.model = model;
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    sampled.frameScored(frame);
    keyFrames.frameScored(frame);
  }

  @Override
  public void people(Map<Integer, Integer> personOfTrack) {
    keyFrames.people(personOfTrack);
  }

  @Override
  public void write(Report report) {
    WholeFiles.write(file, page(report).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    keyFrames.close();
  }

  private String page(Report report) {
    String name = fileName(report.input().path());
    Markup page = HtmlPage.start(name + ": " + VerdictWords.label(report.verdict()));
    head(page, report, name);
    verdict(page, report);
    people(page, report);
    input(page, report.input());
    model(page);
    provenance(page, report.provenance());
    return HtmlPage.finish(page);
  }

  private static void head(Markup page, Report report, String name) {
    page.open("header");
    page.leaf("span", "Delocate", "class", "brand");
    page.open("span", "class", "quiet");
    page.leaf("bdi", name);
    page.text(" · " + date(report.provenance()));
    page.close().close();
  }

  private void verdict(Markup page, Report report) {
    Verdict verdict = report.verdict();
    String style =
        verdict instanceof Verdict.Scored scored ? scored.label().key() : verdict.status();
    page.open("section", "class", "card verdict " + style);
    page.leaf("h1", VerdictWords.headline(report));
    page.leaf("p", verdict.message(), "class", "message");
    if (!(verdict instanceof Verdict.Scored)) {
      page.leaf("p", NoVerdictWords.explanation(report));
    }
    verdict.assessed().ifPresent(assessment -> numbers(page, report, assessment, style));
    if (!(verdict instanceof Verdict.Scored)) {
      page.open("p", "class", "quiet").text("Status ").leaf("code", verdict.status());
      verdict.reason().ifPresent(reason -> page.text(", reason ").leaf("code", reason));
      page.text(". No verdict does not mean that the " + VerdictWords.medium(report));
      page.text(" is authentic.").close();
    }
    page.close();
  }

  private void numbers(Markup page, Report report, Assessment assessment, String style) {
    double threshold = report.verdict().threshold();
    ProbabilityScale.draw(page, assessment, threshold, model.openFrom(), style);
    page.open("div", "class", "columns").open("div");
    page.leaf("h2", "What the numbers mean");
    VerdictWords.meaning(assessment, threshold, model.calibrated())
        .forEach(sentence -> page.leaf("p", sentence));
    page.close().open("div");
    page.leaf("h2", "How firm it is");
    page.open("ul");
    VerdictWords.sureness(report).forEach(fact -> page.leaf("li", fact));
    page.close().close().close();
  }

  private void people(Markup page, Report report) {
    List<TrackFinding> tracks = report.bySuspicion();
    if (tracks.isEmpty()) {
      return;
    }
    List<TrackFinding> shown =
        tracks.stream().filter(track -> !track.frames().isEmpty()).limit(MOST_SECTIONS).toList();
    page.leaf("h2", tracks.size() == 1 ? "The evidence" : "The evidence, person by person");
    page.leaf(
        "p",
        "A person here is one face followed through the video. Shots count together where the face"
            + " looks so alike that it must be the same; elsewhere, the same person may get a new"
            + " number after a cut.",
        "class",
        "quiet");
    if (tracks.size() > 1) {
      table(page, tracks, shown);
    }
    boolean picture = report.input().media().map(MediaInfo::picture).orElse(false);
    double duration =
        Math.max(
            sampled.lastTime(), report.input().media().map(MediaInfo::durationSeconds).orElse(0.0));
    TrackSection section =
        new TrackSection(page, picture, duration, sampled, keyFrames, model.worth());
    for (TrackFinding track : shown) {
      section.write(track, !track.verdict().message().equals(report.verdict().message()));
    }
  }

  private static void table(Markup page, List<TrackFinding> tracks, List<TrackFinding> shown) {
    page.open(
        "div", "class", "scroll card", "tabindex", "0", "role", "group", "aria-label", "People");
    page.open("table", "class", "people").open("thead").open("tr");
    boolean segments = tracks.stream().anyMatch(track -> !track.segments().isEmpty());
    boolean shots = tracks.stream().anyMatch(track -> track.shots().size() > 1);
    List<String> columns = new ArrayList<>(List.of("Person", "Verdict"));
    if (segments) {
      columns.add("Passages");
    }
    columns.add("Seen");
    if (shots) {
      columns.add("Shots");
    }
    columns.add("Faces scored");
    for (String column : columns) {
      page.leaf("th", column, "scope", "col");
    }
    page.close().close().open("tbody");
    for (TrackFinding track : tracks) {
      page.open("tr").open("td");
      if (shown.contains(track)) {
        page.leaf("a", "Person " + track.id(), "href", "#person-" + track.id());
      } else {
        page.text("Person " + track.id());
      }
      page.close().open("td");
      TrackSection.chip(page, track.verdict());
      track.verdict().reason().ifPresent(reason -> page.text(" ").leaf("code", reason));
      if (!shown.contains(track)) {
        page.leaf("div", track.verdict().message(), "class", "quiet");
      }
      page.close();
      if (segments) {
        page.leaf(
            "td", track.segments().isEmpty() ? "–" : EvidenceWords.passages(track.segments()));
      }
      int faces = track.frames().size();
      page.leaf(
          "td",
          faces == 0
              ? "–"
              : NumberWords.time(track.frames().get(0).timeSeconds())
                  + " – "
                  + NumberWords.time(track.frames().get(faces - 1).timeSeconds()));
      if (shots) {
        page.leaf("td", String.format(Locale.ROOT, "%,d", track.shots().size()));
      }
      page.leaf("td", String.format(Locale.ROOT, "%,d", faces));
      page.close();
    }
    page.close().close().close();
  }

  private void input(Markup page, InputFacts input) {
    page.open("section", "class", "card facts").leaf("h2", "The file").open("dl");
    fact(page, "Path", input.path());
    input.sha256().ifPresent(digest -> fact(page, "SHA-256", digest));
    input
        .media()
        .ifPresent(
            media -> {
              fact(page, "Picture size", media.width() + " × " + media.height() + " pixels");
              if (!media.picture()) {
                fact(page, "Duration", NumberWords.time(media.durationSeconds()));
              }
              fact(page, "Encoding", media.codec() + " in " + media.container());
              if (media.dynamicRange() != DynamicRange.SDR) {
                fact(
                    page,
                    "Dynamic range",
                    "high ("
                        + media.dynamicRange().shown()
                        + "), converted to what a screen of standard range shows");
              }
            });
    fact(
        page,
        "Decoded",
        NumberWords.count(input.framesDecoded(), "frame", "frames")
            + (input.framesDamaged() > 0
                ? ", of which " + NumberWords.count(input.framesDamaged(), "is", "are") + " damaged"
                : ", none damaged")
            + (input.framesSkipped() > 0
                ? "; "
                    + NumberWords.count(input.framesSkipped(), "other was", "others were")
                    + " passed over: nothing that was looked at depends on them"
                : "")
            + (input.framesMissing() > 0
                ? "; "
                    + NumberWords.count(input.framesMissing(), "more is", "more are")
                    + " listed by the file and missing from it"
                : ""));
    fact(page, "Looked at", NumberWords.count(sampled.count(), "frame", "frames"));
    if (input.streams().size() > 1) {
      for (StreamFacts facts : input.streams()) {
        VideoStream stream = facts.stream();
        fact(
            page,
            "Video stream " + stream.index(),
            stream.codec()
                + ", "
                + stream.width()
                + " × "
                + stream.height()
                + " pixels"
                + (facts.judged() ? ", judged" : ", not looked at"));
      }
    }
    page.close().close();
  }

  private void model(Markup page) {
    page.open("section", "class", "card facts").leaf("h2", "The model and its limits");
    page.leaf("p", model.description());
    page.open("dl");
    model.facts().forEach(fact -> fact(page, fact.name(), fact.value()));
    page.close();
    if (!model.limits().isEmpty()) {
      page.open("ul");
      model.limits().forEach(limit -> page.leaf("li", limit));
      page.close();
    }
    page.close();
  }

  private static void provenance(Markup page, Provenance provenance) {
    page.open("section", "class", "card facts").leaf("h2", "How this report was made").open("dl");
    fact(page, "Software", provenance.code());
    fact(page, "Model", provenance.model());
    fact(page, "Engine", provenance.engine());
    fact(page, "Java", provenance.java() + " on " + provenance.os());
    StringBuilder options = new StringBuilder();
    for (Map.Entry<String, Object> option : provenance.options().entrySet()) {
      options.append(options.isEmpty() ? "" : " · ").append(option.getKey()).append(' ');
      options.append(option.getValue());
    }
    fact(page, "Options", options.toString());
    fact(
        page,
        "Made",
        date(provenance) + String.format(Locale.ROOT, ", in %.1f s", provenance.seconds()));
    page.close();
    page.leaf(
        "p",
        "The same file, model and options give the same numbers; report.json beside this page holds"
            + " them for programs.",
        "class",
        "quiet");
    page.close();
  }

  private static void fact(Markup page, String name, String value) {
    page.leaf("dt", name).open("dd").leaf("bdi", value).close();
  }

  private static String date(Provenance provenance) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(provenance.startedAt());
  }

  private static String fileName(String path) {
    String normal = path.replace('\\', '/');
    String name = normal.substring(normal.lastIndexOf('/') + 1);
    return name.isEmpty() ? path : name;
  }
}
