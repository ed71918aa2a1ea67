package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  private record Point(double x, double y) {}

  private static double of(List<Point> points) {
    return RankCorrelation.of(points, Point::x, Point::y);
  }

  @Test
  void onlyTheOrderCounts() {
    assertThat(of(List.of(new Point(1, 2), new Point(2, 100), new Point(9, 101)))).isEqualTo(1);
    assertThat(of(List.of(new Point(1, 5), new Point(2, 4), new Point(3, -7)))).isEqualTo(-1);
  }

  @Test
  void whatDoesNotVaryHasNone() {
    assertThat(of(List.of(new Point(1, 3), new Point(2, 3)))).isNaN();
    assertThat(of(List.of(new Point(1, 3)))).isNaN();
    assertThat(of(List.of())).isNaN();
  }

  @Test
  void samplesWithoutANumberAreLeftOut() {
    assertThat(of(List.of(new Point(1, 1), new Point(Double.NaN, 0), new Point(2, 2))))
        .isEqualTo(1);
  }

  @Test
  void agreesWithTheSlowDefinitionOnTiedRandomNumbers() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        double x = random.nextInt(9);
        points.add(new Point(x, random.nextInt(9) + (round % 3) * x));
      }
      assertThat(of(points)).isCloseTo(slow(points), within(1e-12));
    }
  }

  /** Pearson's of ranks that are counted: those below, and half of those that are equal. */
  private static double slow(List<Point> points) {
    List<Point> ranks =
        points.stream()
            .map(
                p ->
                    new Point(
                        points.stream().mapToDouble(q -> below(q.x(), p.x())).sum(),
                        points.stream().mapToDouble(q -> below(q.y(), p.y())).sum()))
            .toList();
    double meanX = ranks.stream().mapToDouble(Point::x).average().orElseThrow();
    double meanY = ranks.stream().mapToDouble(Point::y).average().orElseThrow();
    double xy = ranks.stream().mapToDouble(p -> (p.x() - meanX) * (p.y() - meanY)).sum();
    double xx = ranks.stream().mapToDouble(p -> Math.pow(p.x() - meanX, 2)).sum();
    double yy = ranks.stream().mapToDouble(p -> Math.pow(p.y() - meanY, 2)).sum();
    return xy / Math.sqrt(xx * yy);
  }

  private static double below(double other, double here) {
    return other < here ? 1 : other == here ? 0.5 : 0;
  }
}
