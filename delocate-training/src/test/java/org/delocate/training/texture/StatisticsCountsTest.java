package org.delocate.training.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.delocate.network.input.TextureView;
import org.delocate.network.texture.ResidualSpectrum;
import org.delocate.network.texture.TextureSizes;
import org.junit.jupiter.api.Test;

class StatisticsCountsTest {

  private static final int PICTURE = TextureSizes.VALUES_OF_PICTURE;

  @Test
  void aSpectrumCountsItsShareAndItsGroupsCountAlike() {
    StatisticsCounts counts =
        new StatisticsCounts(
            List.of(TextureView.MOTION, TextureView.SPECTRUM, TextureView.RESIDUAL), 0.6, 0.2);
    List<Double> frame = counts.ofFrame();

    assertThat(frame).hasSize(2 * PICTURE + ResidualSpectrum.VALUES);
    assertThat(sum(frame.subList(0, PICTURE))).isCloseTo(0.2, within(1e-9));
    int from = PICTURE;
    for (int values : ResidualSpectrum.groups()) {
      assertThat(sum(frame.subList(from, from + values))).isCloseTo(0.15, within(1e-9));
      from += values;
    }
    assertThat(sum(frame.subList(from, from + PICTURE))).isCloseTo(0.2, within(1e-9));
    List<Double> track = counts.ofTrack();
    assertThat(sum(track.subList(0, frame.size()))).isCloseTo(0.8, within(1e-9));
    assertThat(sum(track.subList(frame.size(), 2 * frame.size()))).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void whatIsAloneCountsInFull() {
    List<TextureView> pictures = List.of(TextureView.WIDE, TextureView.RESIDUAL);
    assertThat(new StatisticsCounts(pictures, 0.6, 0).ofFrame())
        .hasSize(2 * PICTURE)
        .allMatch(count -> Math.abs(count - 0.5 / PICTURE) < 1e-12);
    List<Double> alone = new StatisticsCounts(List.of(TextureView.SPECTRUM), 0.6, 0).ofFrame();
    assertThat(sum(alone)).isCloseTo(1, within(1e-9));
  }

  private static double sum(List<Double> counts) {
    return counts.stream().mapToDouble(Double::doubleValue).sum();
  }
}
