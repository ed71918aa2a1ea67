package org.delocate.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;

/**
 * {@code RUN/index.html}: how a run goes, for a person, in one file that needs nothing else. It is
 * made from the logs on disk, so that a resumed run shows all of its curves, and replaced whole at
 * every validation.
 */
public final class RunPage {

  static final String FILE = "index.html";

  private static final int PICTURE_QUALITY = 85;

  /** Lines of the log by which the time left is guessed. */
  private static final int RECENT_LINES = 20;

  /**
   * What the page says beside the logs.
   *
   * @param title of the stage
   * @param pictureColumns what the columns of a validation picture show, from left to right
   * @param steps of the whole run
   * @param facesPerStep over which the log's faces per second are counted
   */
  public record Subject(String title, String pictureColumns, long steps, int facesPerStep) {}

  private final RunFolder run;
  private final Subject subject;
  private final List<String> pace;

  /**
   * @param pace columns of the log that are no losses
   */
  RunPage(RunFolder run, Subject subject, List<String> pace) {
    this.run = run;
    this.subject = subject;
    this.pace = pace;
  }

  /**
   * Writes the page.
   *
   * @param remark what happened, in a sentence; may be empty
   * @param done steps done
   * @param bestStep steps done at the best validation; below 0 if there was none
   */
  void write(
      RunStatus status, String remark, long done, long bestStep, RunLog log, RunLog validationLog) {
    Map<String, Curve> logged = log.read();
    Map<String, Curve> validated = validationLog.read();
    String name = run.folder().toAbsolutePath().normalize().getFileName().toString();
    Markup page = HtmlPage.start(name + ": " + status.words());
    page.open("header").leaf("span", "Delocate", "class", "brand").open("span", "class", "quiet");
    page.leaf("bdi", name).text(" · " + now()).close().close();
    standing(page, status, remark, done, bestStep, logged);
    validation(page, validated, done, bestStep);
    curves(page, "Losses", logged, done, column -> !pace.contains(column));
    curves(page, "Pace", logged, done, pace::contains);
    pictures(page);
    configuration(page);
    WholeFiles.write(run.file(FILE), HtmlPage.finish(page).getBytes(StandardCharsets.UTF_8));
  }

  private void standing(
      Markup page,
      RunStatus status,
      String remark,
      long done,
      long bestStep,
      Map<String, Curve> logged) {
    page.open("section", "class", "card facts verdict " + status.style());
    page.leaf("h1", subject.title() + ": " + status.words());
    if (!remark.isEmpty()) {
      page.leaf("p", remark, "class", "message");
    }
    page.open("dl");
    double share = (double) done / Math.max(1, subject.steps());
    fact(
        page,
        "Steps",
        String.format(Locale.ROOT, "%,d of %,d (%.0f %%)", done, subject.steps(), 100 * share));
    fact(
        page,
        "Best",
        bestStep < 0 ? "not validated yet" : String.format(Locale.ROOT, "step %,d", bestStep));
    Curve rates = logged.getOrDefault("facesPerSecond", new Curve(List.of())).finite();
    if (rates.size() > 0) {
      fact(page, "Trained for", duration(seconds(rates, 0)) + ", validation not counted");
      if (status == RunStatus.RUNNING && done < subject.steps()) {
        fact(page, "Left", "about " + duration(left(rates, done)) + ", validation not counted");
      }
    }
    fact(page, "Written", now());
    page.close().close();
  }

  /** Seconds that the steps of the log took, from a line on. */
  private double seconds(Curve rates, int from) {
    double sum = 0;
    for (int i = from; i < rates.size(); i++) {
      double before = i == 0 ? 0 : rates.points().get(i - 1).step();
      Curve.Point point = rates.points().get(i);
      sum += (point.step() - before) * subject.facesPerStep() / point.value();
    }
    return sum;
  }

  private double left(Curve rates, long done) {
    int from = Math.max(0, rates.size() - RECENT_LINES);
    double before = from == 0 ? 0 : rates.points().get(from - 1).step();
    double steps = rates.points().get(rates.size() - 1).step() - before;
    return seconds(rates, from) / steps * (subject.steps() - done);
  }

  private static void validation(
      Markup page, Map<String, Curve> validated, long done, long bestStep) {
    Map<String, Curve> shown = drawable(validated);
    if (shown.isEmpty()) {
      return;
    }
    page.open("section", "class", "card").leaf("h2", "Validation");
    page.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Values");
    page.open("table", "class", "people").open("thead").open("tr");
    for (String column : List.of("", "last", "at the best step")) {
      page.leaf("th", column, "scope", "col");
    }
    page.close().close().open("tbody");
    shown.forEach(
        (name, curve) -> {
          page.open("tr").leaf("td", words(name)).leaf("td", CurveChart.number(curve.last()));
          double best =
              curve.points().stream()
                  .filter(point -> point.step() == bestStep)
                  .mapToDouble(Curve.Point::value)
                  .findFirst()
                  .orElse(Double.NaN);
          page.leaf("td", CurveChart.number(best)).close();
        });
    page.close().close().close();
    charts(page, shown, done, bestStep);
    page.close();
  }

  private static void curves(
      Markup page, String title, Map<String, Curve> logged, long done, Predicate<String> wanted) {
    Map<String, Curve> shown = drawable(logged);
    shown.keySet().removeIf(wanted.negate());
    if (shown.isEmpty()) {
      return;
    }
    page.open("section", "class", "card").leaf("h2", title);
    charts(page, shown, done, -1);
    page.close();
  }

  private static Map<String, Curve> drawable(Map<String, Curve> curves) {
    Map<String, Curve> shown = new LinkedHashMap<>(curves);
    shown.values().removeIf(curve -> curve.finite().size() == 0);
    return shown;
  }

  private static void charts(Markup page, Map<String, Curve> curves, long end, long marked) {
    page.open("div", "class", "curves");
    curves.forEach(
        (name, curve) -> {
          page.open("figure").open("figcaption").leaf("span", words(name));
          page.leaf("strong", CurveChart.number(curve.finite().last())).close();
          new CurveChart(curve, end).draw(page, words(name), marked);
          page.close();
        });
    page.close();
  }

  private void pictures(Markup page) {
    List<Path> files = run.pictures();
    if (files.isEmpty()) {
      return;
    }
    page.open("section", "class", "card").leaf("h2", "Pictures of the last validation");
    page.leaf("p", "From left to right: " + subject.pictureColumns() + ".", "class", "quiet");
    for (Path file : files) {
      Image picture = ImageFiles.read(file);
      byte[] jpeg = ImageFiles.encodeJpeg(picture, PICTURE_QUALITY);
      String name = file.getFileName().toString();
      page.open("figure", "class", "sheet");
      page.empty(
          "img",
          "src",
          "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg),
          "width",
          "" + picture.width(),
          "height",
          "" + picture.height(),
          "alt",
          "Faces: " + subject.pictureColumns());
      page.leaf("figcaption", name).close();
    }
    page.close();
  }

  private void configuration(Markup page) {
    page.open("section", "class", "card facts").leaf("h2", "Configuration");
    try {
      page.leaf("pre", Files.readString(run.configuration()));
    } catch (IOException e) {
      throw new UncheckedIOException(run.configuration() + " cannot be read", e);
    }
    page.close();
  }

  private static void fact(Markup page, String name, String value) {
    page.leaf("dt", name).leaf("dd", value);
  }

  private static String now() {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(Instant.now());
  }

  private static String duration(double seconds) {
    long minutes = Math.round(seconds / 60);
    return seconds < 60
        ? Math.round(seconds) + " s"
        : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** A column's name in words: {@code pixelAreaUnderRoc} becomes Pixel area under ROC. */
  private static String words(String column) {
    String words =
        Arrays.stream(column.split("(?=[A-Z])"))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .map(
                word -> Set.of("roc", "psnr").contains(word) ? word.toUpperCase(Locale.ROOT) : word)
            .collect(Collectors.joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
