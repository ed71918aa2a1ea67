package org.delocate.evaluation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.delocate.chart.Chart;
import org.delocate.chart.ChartPage;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskNumbers;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.evaluation.score.PlainMasks;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;
import org.delocate.report.overlay.HeatMap;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;

/** {@code evaluation.html}: an evaluation in one file that needs nothing else. */
final class EvaluationPage {

  private static final int BRIGHTER = 4;

  private final EvaluationReport report;
  private final Map<String, List<ScoredSample>> scored = new LinkedHashMap<>();
  private final Map<String, List<ScoredSample>> bothClasses = new LinkedHashMap<>();

  private EvaluationPage(EvaluationReport report) {
    this.report = report;
    Evaluation.sets(report.faces())
        .forEach(
            (name, faces) -> {
              List<ScoredSample> scores =
                  FaceMetrics.videoScores(EvaluatedVideo.of(faces), report.decision().calibrator());
              scored.put(name, scores);
              if (scores.stream().map(ScoredSample::forged).distinct().count() == 2) {
                bothClasses.put(name, scores);
              }
            });
  }

  static String of(EvaluationReport report) {
    return new EvaluationPage(report).page();
  }

  private String page() {
    Markup page = ChartPage.start("Evaluation", report.protocol().get("model"));
    page.leaf("p", report.protocol().get("data"));
    page.leaf("h2", "Numbers");
    page.leaf(
        "p",
        "With 95 % intervals. Detection is counted by videos; a picture is a video of one frame.",
        "class",
        "quiet");
    numbers(page);
    masks(page);
    page.leaf("h2", "Curves, by videos");
    List<Chart> charts = new ArrayList<>();
    charts.add(EvaluationCharts.roc(bothClasses));
    charts.add(EvaluationCharts.precisionRecall(bothClasses));
    charts.add(EvaluationCharts.reliability("Calibration", bothClasses));
    scored.forEach(
        (name, scores) ->
            charts.add(EvaluationCharts.histogram(name, scores, report.decision().threshold())));
    ChartPage.charts(page, charts);
    exhibits(page);
    ChartPage.facts(page, "Protocol", report.protocol());
    ChartPage.facts(page, "Records of the store that gave no face, all splits", skipped());
    return HtmlPage.finish(page);
  }

  private Map<String, String> skipped() {
    Map<String, String> words = new LinkedHashMap<>();
    report
        .skipped()
        .forEach((reason, count) -> words.put(reason, String.format(Locale.ROOT, "%,d", count)));
    if (words.isEmpty()) {
      words.put("none", "0");
    }
    return words;
  }

  private void numbers(Markup page) {
    List<String> columns = new ArrayList<>(List.of(""));
    columns.addAll(report.metrics().keySet());
    List<List<String>> rows = new ArrayList<>();
    FaceMetrics first = report.metrics().values().iterator().next();
    for (String count : first.counts().byName().keySet()) {
      rows.add(
          row(
              MetricWords.of(count),
              set -> String.format(Locale.ROOT, "%,d", set.counts().byName().get(count))));
    }
    for (String metric : first.video().keySet()) {
      rows.add(row(MetricWords.of(metric), set -> MetricWords.number(set.video().get(metric))));
    }
    if (report.metrics().values().stream()
        .anyMatch(set -> set.counts().videos() < set.counts().faces())) {
      rows.add(
          row("AUC of single frames", set -> MetricWords.number(set.frame().get("areaUnderRoc"))));
    }
    for (String part : first.recovery().keySet()) {
      rows.add(
          row(
              "AUC of the recovery error alone: " + MetricWords.of(part),
              set -> MetricWords.number(set.recovery().get(part))));
    }
    for (String part : first.discrepancy().keySet()) {
      rows.add(
          row(
              "AUC of the mapping discrepancy alone: " + MetricWords.of(part),
              set -> MetricWords.number(set.discrepancy().get(part))));
    }
    ChartPage.table(page, "Numbers", columns, rows);
  }

  private List<String> row(String name, Function<FaceMetrics, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    report.metrics().values().forEach(set -> row.add(cell.apply(set)));
    return row;
  }

  private void masks(Markup page) {
    report
        .metrics()
        .forEach(
            (name, set) -> {
              if (set.masks().isEmpty()) {
                return;
              }
              page.leaf("h2", "Masks: " + name);
              set.masks()
                  .forEach(
                      (truth, painters) -> {
                        List<String> columns =
                            new ArrayList<>(List.of("against the " + truth.words()));
                        painters.keySet().forEach(painter -> columns.add(painter.words()));
                        ChartPage.table(page, truth.words(), columns, maskRows(painters));
                      });
            });
  }

  private static List<List<String>> maskRows(Map<Painter, Map<String, Interval>> painters) {
    List<List<String>> rows = new ArrayList<>();
    for (String metric : MaskNumbers.metrics().keySet()) {
      List<String> row = new ArrayList<>(List.of(MetricWords.of(metric)));
      painters.values().forEach(values -> row.add(MetricWords.number(values.get(metric))));
      rows.add(row);
    }
    return rows;
  }

  private void exhibits(Markup page) {
    Exhibits exhibits = report.exhibits();
    page.leaf("h2", "The worst mistakes");
    mistakes(page, "Real faces with the highest scores", exhibits.falseAlarms());
    mistakes(page, "Forged faces with the lowest scores", exhibits.misses());
    if (exhibits.masks().isEmpty()) {
      return;
    }
    page.leaf("h2", "Masks beside the truth");
    page.leaf("p", "Forged faces from the best to the worst IoU, evenly spread.", "class", "quiet");
    page.open("div", "class", "card faces rows");
    for (Exhibit exhibit : exhibits.masks()) {
      figure(page, exhibit.crop(), exhibit.face().key());
      figure(page, exhibit.recovered(), "recovered");
      figure(page, HeatMap.over(exhibit.crop(), exhibit.truth().orElseThrow()), "truth");
      figure(
          page,
          HeatMap.over(exhibit.crop(), exhibit.mask(), exhibit.outlinedFrom()),
          String.format(
              Locale.ROOT,
              "painted, IoU %.2f; within the line, %.2f",
              Exhibits.overlap(exhibit.face(), Painter.MODEL),
              Exhibits.overlap(exhibit.face(), Painter.OUTLINE)));
      figure(
          page,
          HeatMap.over(exhibit.crop(), brighter(exhibit)),
          "residual, " + BRIGHTER + " times");
    }
    page.close();
  }

  /** The residual so strong that it is seen: it is small even where it tells something. */
  private static float[] brighter(Exhibit exhibit) {
    float[] residual = PlainMasks.residual(exhibit.crop(), exhibit.recovered());
    for (int i = 0; i < residual.length; i++) {
      residual[i] = Math.min(1, BRIGHTER * residual[i]);
    }
    return residual;
  }

  private void mistakes(Markup page, String title, List<Exhibit> exhibits) {
    page.leaf("h4", title, "class", "gallery-title").open("div", "class", "card faces");
    for (Exhibit exhibit : exhibits) {
      double probability = report.decision().calibrator().probability(exhibit.face().logit());
      figure(
          page,
          exhibit.crop(),
          String.format(Locale.ROOT, "%.2f, %s", probability, exhibit.face().key()));
    }
    page.close();
  }

  private static void figure(Markup page, org.delocate.media.image.Image picture, String caption) {
    page.open("figure");
    ChartPage.picture(page, picture, caption);
    page.leaf("figcaption", caption).close();
  }
}
