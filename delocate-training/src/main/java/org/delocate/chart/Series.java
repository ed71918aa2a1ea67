package org.delocate.chart;

import java.util.List;

/** Something that a {@link Chart} draws in a colour of its own. */
public sealed interface Series {

  /** What the legend calls it. */
  String name();

  /** Points joined by straight lines. */
  record Line(String name, List<Point> points) implements Series {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** Points with intervals, joined by a line if they are in order. */
  record Measured(String name, boolean joined, List<Measurement> points) implements Series {
    public Measured {
      points = List.copyOf(points);
    }
  }

  /** Bars from 0 up. */
  record Bars(String name, List<Bar> bars) implements Series {
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A value with its interval; not drawn where it is not finite. */
  record Measurement(double x, double value, double low, double high) {}

  /** A bar between two places of the x axis. */
  record Bar(double from, double to, double height) {}
}
