package org.delocate.report;

import org.delocate.detection.NumberWords;
import org.delocate.detection.Verdict;

/** The probability of a verdict as a mark on a scale from authentic to forged. */
final class ProbabilityScale {

  private static final double WIDTH = 800;

  private ProbabilityScale() {}

  static void draw(Markup page, Verdict.Scored verdict) {
    double mark = WIDTH * verdict.probability();
    double threshold = WIDTH * verdict.threshold();
    page.open("div", "class", "number");
    page.leaf("strong", NumberWords.percent(verdict.probability()));
    page.leaf("span", "estimated probability of forgery");
    page.close();
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
            + NumberWords.percent(verdict.probability())
            + ", threshold "
            + NumberWords.percent(verdict.threshold()));
    page.shape(
        "rect",
        "class",
        "side authentic",
        "x",
        "0",
        "y",
        "16",
        "width",
        text(threshold),
        "height",
        "10");
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
        "threshold " + NumberWords.percent(verdict.threshold()),
        "x",
        text(Math.max(170, Math.min(630, threshold))),
        "y",
        "50",
        "text-anchor",
        "middle");
    page.shape(
        "circle",
        "class",
        "mark " + verdict.label().key(),
        "cx",
        text(mark),
        "cy",
        "21",
        "r",
        "10");
    page.close();
  }

  private static String text(double value) {
    return Markup.coordinate(value);
  }
}
