package org.delocate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;
import org.junit.jupiter.api.Test;

final class ChartTest {

  private static String drawn(Chart chart) {
    Markup page = HtmlPage.start("test");
    chart.draw(page);
    return HtmlPage.finish(page);
  }

  @Test
  void pointsLieWhereTheAxesSay() {
    Chart chart =
        new Chart("ROC", Axis.share("x"), Axis.share("y"))
            .add(new Series.Line("one", List.of(new Series.Point(0, 0), new Series.Point(1, 1))));
    // 440 wide with 58 and 14 beside the axes, 300 high with 10 above and 48 below.
    assertThat(drawn(chart)).contains("class=\"line s1\" points=\"58,252 426,10\"");
  }

  @Test
  void namesAreEscapedAndOnlySeveralSeriesNeedALegend() {
    Chart chart = new Chart("<b>", Axis.share("x"), Axis.share("y"));
    chart.add(new Series.Bars("\"a\"", List.of(new Series.Bar(0, 0.5, 1))));
    assertThat(drawn(chart)).contains("&lt;b&gt;").doesNotContain("swatch");
    chart.add(new Series.Bars("b&c", List.of()));
    assertThat(drawn(chart)).contains("swatch s2", "b&amp;c", "&quot;a&quot;");
  }

  @Test
  void whatIsNoNumberIsNotDrawn() {
    Chart chart =
        new Chart("t", Axis.names("", List.of("a", "b")), Axis.share("y"))
            .add(
                new Series.Measured(
                    "m",
                    true,
                    List.of(
                        new Series.Measurement(0, Double.NaN, Double.NaN, Double.NaN),
                        new Series.Measurement(1, 0.5, 0.4, 0.6),
                        new Series.Measurement(1, 0.7, Double.NaN, Double.NaN))));
    String svg = drawn(chart);
    assertThat(svg).doesNotContain("NaN\"");
    assertThat(svg.split("<circle", -1)).hasSize(3);
    assertThat(svg.split("whisker", -1)).hasSize(2);
  }

  @Test
  void axesEndAtRoundNumbersAroundAllValues() {
    Axis axis = Axis.around("y", 0.13, 0.87, Double.NaN);
    assertThat(axis.low()).isEqualTo(0);
    assertThat(axis.high()).isBetween(0.87, 1.0);
    assertThat(axis.ticks()).extracting(Axis.Tick::label).contains("0.2", "0.8");
    assertThat(Axis.around("y").ticks()).isNotEmpty();
    assertThat(Axis.around("y", 5, 5).high()).isGreaterThan(5);
    assertThatThrownBy(() -> Axis.between("y", 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
