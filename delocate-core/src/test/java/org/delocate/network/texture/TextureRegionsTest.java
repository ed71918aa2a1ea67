package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextureRegionsTest {

  private static final int FACES = 2;
  private static final int CHANNELS = 5;
  private static final int SIDE = 3;
  private static final int PLACES = SIDE * SIDE;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  /** In whatever order the maps lie in memory. */
  @Test
  void poolsMeanAndDeviationOfEachChannelInEachRegion() {
    float[] values = new float[FACES * CHANNELS * PLACES];
    float[] weights = new float[TextureRegions.COUNT * PLACES];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % PLACES + 1) / 45f;
    }
    weights[0] = 0;
    try (PointerScope scope = new PointerScope()) {
      Tensor features = FaceTensors.of(values, FACES, CHANNELS, SIDE, SIDE);
      Tensor regions = FaceTensors.of(weights, TextureRegions.COUNT, PLACES);
      float[] pooled = FaceTensors.floats(TextureRegions.pool(features, regions));
      assertThat(FaceTensors.floats(TextureRegions.pool(Layers.channelsLast(features), regions)))
          .containsExactly(pooled, within(1e-6f));

      assertThat(pooled).hasSize(FACES * TextureRegions.COUNT * 2 * CHANNELS);
      for (int at = 0; at < pooled.length; at += 2 * CHANNELS) {
        int region = at / (2 * CHANNELS) % TextureRegions.COUNT;
        int face = at / (2 * CHANNELS) / TextureRegions.COUNT;
        for (int channel = 0; channel < CHANNELS; channel++) {
          double mean = 0;
          double square = 0;
          for (int place = 0; place < PLACES; place++) {
            double value = values[(face * CHANNELS + channel) * PLACES + place];
            mean += weights[region * PLACES + place] * value;
            square += weights[region * PLACES + place] * value * value;
          }
          double deviation = Math.sqrt(Math.max(0, square - mean * mean));
          assertThat((double) pooled[at + channel]).isCloseTo(mean, within(1e-5));
          assertThat((double) pooled[at + CHANNELS + channel]).isCloseTo(deviation, within(1e-4));
        }
      }
    }
  }
}
