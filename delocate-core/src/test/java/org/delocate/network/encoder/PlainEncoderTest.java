package org.delocate.network.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.junit.jupiter.api.Test;

/** The example gives the maps that decoder and classifier rely on, and can learn. */
final class PlainEncoderTest {

  private static final int FACES = 2;
  private static final int SIDE = 64;

  @Test
  void everyMapHasTheSizeAndTheChannelsThatItPromises() {
    Engine.seed(1);
    PlainEncoder encoder = new PlainEncoder();
    LocalizationEncoder.Channels channels = PlainEncoder.CHANNELS;
    try (PointerScope scope = new PointerScope()) {
      LocalizationEncoder.Pyramid maps =
          encoder.forward(torch.rand(FACES, LocalizationEncoder.INPUTS, SIDE, SIDE));
      assertShape(maps.half(), channels.half(), SIDE / 2);
      assertShape(maps.quarter(), channels.quarter(), SIDE / 4);
      assertShape(maps.eighth(), channels.eighth(), SIDE / 8);
      assertShape(maps.sixteenth(), channels.sixteenth(), SIDE / 16);
      assertShape(maps.deepest(), channels.deepest(), SIDE / 32);
      assertShape(maps.summary(), channels.summary(), SIDE / 32);
      assertShape(maps.detail(), channels.detail(), SIDE / 16);
    }
  }

  @Test
  void allItsWeightsLearnAndHaveNames() {
    Engine.seed(2);
    PlainEncoder encoder = new PlainEncoder();
    try (PointerScope scope = new PointerScope()) {
      Tensor input = torch.rand(FACES, LocalizationEncoder.INPUTS, SIDE, SIDE);
      encoder.forward(input).deepest().square().sum().backward();
      assertThat(encoder.parameters().size()).isEqualTo(15);
      for (int i = 0; i < 15; i++) {
        Tensor gradient = encoder.parameters().get(i).grad();
        assertThat(gradient.defined()).as("gradient of parameter " + i).isTrue();
        assertThat(gradient.abs().sum().item_float()).isPositive();
      }
      assertThat(encoder.named_parameters().contains("sixteenth.weight")).isTrue();
    }
  }

  private static void assertShape(Tensor map, int channels, int side) {
    assertThat(new long[] {map.size(0), map.size(1), map.size(2), map.size(3)})
        .containsExactly(FACES, channels, side, side);
  }
}
