package org.delocate.training.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.delocate.chart.Axis;
import org.delocate.report.page.Markup;

/** One curve over the steps of a run, as SVG with its axis. */
final class CurveChart {

  private static final double WIDTH = 440;
  private static final double HEIGHT = 170;
  private static final double LEFT = 58;
  private static final double RIGHT = 10;
  private static final double TOP = 10;
  private static final double BOTTOM = 26;

  /** More points than this are thinned to means: they would not be told apart. */
  private static final int MOST_POINTS = 400;

  /** From so many points on, a running mean is drawn over the noise of single values. */
  private static final int NOISY_FROM = 40;

  private final Curve curve;
  private final double lastStep;
  private final double low;
  private final double high;
  private final double tick;

  /**
   * A chart that is to be drawn.
   *
   * @param curve with at least one finite point
   * @param lastStep where the axis of steps ends, so that all charts of a run line up
   */
  CurveChart(Curve curve, long lastStep) {
    this.curve = curve.finite();
    if (this.curve.size() == 0) {
      throw new IllegalArgumentException("a curve without points");
    }
    this.lastStep = Math.max(lastStep, 1);
    double least = this.curve.least();
    double most = this.curve.most();
    double range = most - least;
    if (range <= 1e-9 * Math.abs(most)) {
      range = most == 0 ? 1 : Math.abs(most);
    }
    this.tick = Axis.niceStep(range / 3);
    this.low = Math.floor(least / tick + 1e-9) * tick;
    this.high = Math.max(Math.ceil(most / tick - 1e-9) * tick, low + tick);
  }

  /**
   * Draws it.
   *
   * @param name for those who cannot see it
   * @param marked a step to mark, if it is one of the curve's; otherwise nothing is marked
   */
  void draw(Markup page, String name, long marked) {
    page.open(
        "svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(HEIGHT),
        "role",
        "img",
        "aria-label",
        name + " over the steps; last " + number(curve.last()));
    axes(page);
    Curve drawn = curve.thinned(MOST_POINTS);
    if (drawn.size() < NOISY_FROM) {
      line(page, "curve", drawn);
      drawn.points().forEach(point -> dot(page, "dot", point));
    } else {
      line(page, "raw", drawn);
      line(page, "curve", drawn.smoothed(drawn.size() / 30 + 1));
    }
    for (Curve.Point point : curve.points()) {
      if (point.step() == marked) {
        dot(page, "best", point);
      }
    }
    page.close();
  }

  private void axes(Markup page) {
    long ticks = Math.round((high - low) / tick);
    for (long i = 0; i <= ticks; i++) {
      double value = low + i * tick;
      String y = at(y(value));
      page.shape(
          "line", "class", "grid", "x1", at(LEFT), "x2", at(WIDTH - RIGHT), "y1", y, "y2", y);
      String label = number(Math.abs(value) < tick * 1e-6 ? 0 : value);
      page.leaf("text", label, "x", at(LEFT - 7), "y", at(y(value) + 4), "text-anchor", "end");
    }
    page.leaf("text", "0", "x", at(LEFT), "y", at(HEIGHT - 6));
    String end = String.format(Locale.ROOT, "step %,d", (long) lastStep);
    page.leaf("text", end, "x", at(WIDTH - RIGHT), "y", at(HEIGHT - 6), "text-anchor", "end");
  }

  private void line(Markup page, String style, Curve drawn) {
    List<String> points = new ArrayList<>();
    for (Curve.Point point : drawn.points()) {
      points.add(at(x(point.step())) + "," + at(y(point.value())));
    }
    page.shape("polyline", "class", style, "points", String.join(" ", points));
  }

  private void dot(Markup page, String style, Curve.Point point) {
    String radius = style.equals("best") ? "4.5" : "2.5";
    String x = at(x(point.step()));
    page.shape("circle", "class", style, "cx", x, "cy", at(y(point.value())), "r", radius);
  }

  private double x(double step) {
    return LEFT + step / lastStep * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  private static String at(double coordinate) {
    return Markup.coordinate(coordinate);
  }

  /** Four digits, without the zeros that say nothing. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.?0*e", "e");
    }
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
