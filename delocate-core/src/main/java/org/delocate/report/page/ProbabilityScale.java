package org.delocate.report.page;

import java.util.OptionalDouble;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.words.EvidenceWords;
import org.delocate.detection.words.NumberWords;

/** The probability of a verdict as a mark on a scale from authentic to forged. */
final class ProbabilityScale {

  private static final double WIDTH = 800;

  private ProbabilityScale() {}

  /**
   * Draws it, with the number above.
   *
   * @param style of the mark: how the verdict ended
   * @param openFrom probability below which a face is called authentic; from there to the threshold
   *     nothing is said
   */
  static void draw(
      Markup page, Assessment assessment, double threshold, OptionalDouble openFrom, String style) {
    page.open("div", "class", "number");
    page.leaf("strong", NumberWords.percent(assessment.probability()));
    page.leaf(
        "span",
        "estimated probability of forgery"
            + assessment.evidence().map(level -> " · " + EvidenceWords.level(level)).orElse(""));
    page.close();
    scale(page, assessment.probability(), threshold, openFrom.orElse(threshold), style);
  }

  private static void scale(
      Markup page, double probability, double from, double openFrom, String style) {
    double mark = WIDTH * probability;
    double threshold = WIDTH * from;
    double open = WIDTH * openFrom;
    page.open(
        "svg",
        "class",
        "probability",
        "viewBox",
        "-8 0 816 60",
        "role",
        "img",
        "aria-label",
        "Probability of forgery "
            + NumberWords.percent(probability)
            + ", threshold "
            + NumberWords.percent(from));
    page.shape(
        "rect",
        "class",
        "side authentic",
        "x",
        "0",
        "y",
        "16",
        "width",
        text(open),
        "height",
        "10");
    if (threshold > open) {
      page.shape(
          "rect",
          "class",
          "side open",
          "x",
          text(open),
          "y",
          "16",
          "width",
          text(threshold - open),
          "height",
          "10");
    }
    page.shape(
        "rect",
        "class",
        "side forged",
        "x",
        text(threshold),
        "y",
        "16",
        "width",
        text(WIDTH - threshold),
        "height",
        "10");
    page.shape(
        "line",
        "class",
        "threshold",
        "x1",
        text(threshold),
        "x2",
        text(threshold),
        "y1",
        "10",
        "y2",
        "34");
    page.leaf("text", "0 % authentic", "x", "0", "y", "50");
    page.leaf("text", "forged 100 %", "x", "800", "y", "50", "text-anchor", "end");
    page.leaf(
        "text",
        "threshold " + NumberWords.percent(from),
        "x",
        text(Math.max(170, Math.min(630, threshold))),
        "y",
        "50",
        "text-anchor",
        "middle");
    page.shape("circle", "class", "mark " + style, "cx", text(mark), "cy", "21", "r", "10");
    page.close();
  }

  private static String text(double value) {
    return Markup.coordinate(value);
  }
}
