package org.delocate.training.run;

import java.util.ArrayList;
import java.util.List;

/** Values over the steps of a run, in the order of the steps. */
record Curve(List<Point> points) {

  Curve {
    points = List.copyOf(points);
  }

  record Point(double step, double value) {}

  int size() {
    return points.size();
  }

  double last() {
    return points.get(points.size() - 1).value();
  }

  double least() {
    return points.stream().mapToDouble(Point::value).min().orElseThrow();
  }

  double most() {
    return points.stream().mapToDouble(Point::value).max().orElseThrow();
  }

  /** Without infinities and what is no number. */
  Curve finite() {
    return new Curve(points.stream().filter(point -> Double.isFinite(point.value())).toList());
  }

  /** At most so many points, each the mean of its neighbours. */
  Curve thinned(int most) {
    int group = (points.size() + most - 1) / most;
    if (group <= 1) {
      return this;
    }
    List<Point> means = new ArrayList<>();
    for (int first = 0; first < points.size(); first += group) {
      means.add(mean(first, Math.min(points.size(), first + group)));
    }
    return new Curve(means);
  }

  /** Each point the mean of itself and so many neighbours on either side, fewer at the ends. */
  Curve smoothed(int reach) {
    List<Point> means = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int here = Math.min(reach, Math.min(i, points.size() - 1 - i));
      means.add(mean(i - here, i + here + 1));
    }
    return new Curve(means);
  }

  private Point mean(int first, int end) {
    List<Point> part = points.subList(first, end);
    return new Point(
        part.stream().mapToDouble(Point::step).average().orElseThrow(),
        part.stream().mapToDouble(Point::value).average().orElseThrow());
  }
}
