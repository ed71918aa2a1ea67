package org.delocate.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.delocate.report.page.Markup;

/**
 * A chart as inline SVG in a figure, with its title above and its legend below. Colours follow the
 * page's scheme, dark or light.
 */
public final class Chart {

  private static final double WIDTH = 440;
  private static final double HEIGHT = 300;
  private static final double LEFT = 58;
  private static final double RIGHT = 14;
  private static final double TOP = 10;
  private static final double BOTTOM = 48;

  /** So many names fit side by side; more are drawn slanted. */
  private static final int MOST_LEVEL_NAMES = 6;

  private static final int COLOURS = 6;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();
  private final List<List<Series.Point>> references = new ArrayList<>();

  /** An empty chart. */
  public Chart(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Adds something to draw; the n-th has the n-th colour. */
  public Chart add(Series added) {
    series.add(added);
    return this;
  }

  /** Adds a dashed line without a name: what chance or perfection would give. */
  public Chart reference(double fromX, double fromY, double toX, double toY) {
    references.add(List.of(new Series.Point(fromX, fromY), new Series.Point(toX, toY)));
    return this;
  }

  /** Draws it as a {@code figure}. */
  public void draw(Markup page) {
    boolean slanted = x.ticks().stream().mapToInt(t -> t.label().length()).sum() > 48;
    double height = HEIGHT + (slanted ? 60 : 0);
    page.open("figure", "class", "chart").leaf("h4", title);
    page.open(
        "svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(height),
        "role",
        "img",
        "aria-label",
        title + ": " + y.label() + " over " + x.label());
    axes(page, slanted || x.ticks().size() > 3 * MOST_LEVEL_NAMES, height);
    for (List<Series.Point> reference : references) {
      polyline(page, "reference", reference);
    }
    for (int i = 0; i < series.size(); i++) {
      draw(page, series.get(i), "s" + (i % COLOURS + 1));
    }
    page.close();
    if (series.size() > 1) {
      page.open("figcaption", "class", "key");
      for (int i = 0; i < series.size(); i++) {
        page.open("span");
        page.leaf("i", "", "class", "swatch s" + (i % COLOURS + 1));
        page.text(series.get(i).name()).close();
      }
      page.close();
    }
    page.close();
  }

  private void axes(Markup page, boolean slanted, double height) {
    for (Axis.Tick tick : y.ticks()) {
      double at = y(tick.at());
      straight(page, "grid", LEFT, at, WIDTH - RIGHT, at);
      text(page, tick.label(), LEFT - 7, at + 4, "end", "");
    }
    for (Axis.Tick tick : x.ticks()) {
      double at = x(tick.at());
      straight(page, "grid", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4);
      double below = HEIGHT - BOTTOM + 18;
      if (slanted) {
        text(page, tick.label(), at + 4, below, "end", at(at + 4) + " " + at(below));
      } else {
        text(page, tick.label(), at, below, "middle", "");
      }
    }
    text(page, x.label(), (LEFT + WIDTH - RIGHT) / 2, height - 8, "middle", "");
    double middle = (TOP + HEIGHT - BOTTOM) / 2;
    page.leaf(
        "text",
        y.label(),
        "x",
        "14",
        "y",
        at(middle),
        "text-anchor",
        "middle",
        "transform",
        "rotate(-90 14 " + at(middle) + ")");
  }

  private void draw(Markup page, Series drawn, String colour) {
    if (drawn instanceof Series.Line line) {
      polyline(page, "line " + colour, line.points());
    } else if (drawn instanceof Series.Measured measured) {
      measured(page, measured, colour);
    } else if (drawn instanceof Series.Bars bars) {
      for (Series.Bar bar : bars.bars()) {
        if (bar.height() > 0) {
          bar(page, bar, colour);
        }
      }
    }
  }

  private void bar(Markup page, Series.Bar bar, String colour) {
    double top = y(bar.height());
    page.shape(
        "rect",
        "class",
        "bar " + colour,
        "x",
        at(x(bar.from())),
        "y",
        at(top),
        "width",
        at(x(bar.to()) - x(bar.from())),
        "height",
        at(HEIGHT - BOTTOM - top));
  }

  private void measured(Markup page, Series.Measured measured, String colour) {
    List<Series.Measurement> finite =
        measured.points().stream().filter(point -> Double.isFinite(point.value())).toList();
    if (measured.joined()) {
      polyline(
          page,
          "line " + colour,
          finite.stream().map(point -> new Series.Point(point.x(), point.value())).toList());
    }
    for (Series.Measurement point : finite) {
      double at = x(point.x());
      if (Double.isFinite(point.low()) && Double.isFinite(point.high())) {
        straight(page, "whisker " + colour, at, y(point.low()), at, y(point.high()));
      }
      page.open(
          "circle", "class", "dot " + colour, "cx", at(at), "cy", at(y(point.value())), "r", "3.4");
      page.leaf("title", said(measured.name(), point)).close();
    }
  }

  private static String said(String name, Series.Measurement point) {
    return String.format(
        Locale.ROOT, "%s: %.3f [%.3f, %.3f]", name, point.value(), point.low(), point.high());
  }

  private void polyline(Markup page, String style, List<Series.Point> points) {
    if (points.size() < 2) {
      return;
    }
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Series.Point point : points) {
      String next = at(x(point.x())) + "," + at(y(point.y()));
      // Thousands of samples fall on few pixels.
      if (!next.equals(last)) {
        text.append(text.isEmpty() ? "" : " ").append(next);
      }
      last = next;
    }
    page.shape("polyline", "class", style, "points", text.toString());
  }

  private static void straight(
      Markup page, String style, double x1, double y1, double x2, double y2) {
    page.shape("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  private static void text(
      Markup page, String text, double x, double y, String anchor, String turned) {
    if (turned.isEmpty()) {
      page.leaf("text", text, "x", at(x), "y", at(y), "text-anchor", anchor);
    } else {
      page.leaf(
          "text",
          text,
          "x",
          at(x),
          "y",
          at(y),
          "text-anchor",
          anchor,
          "transform",
          "rotate(-35 " + turned + ")");
    }
  }

  private double x(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String at(double coordinate) {
    return Markup.coordinate(coordinate);
  }
}
