package org.delocate.forgery.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.store.Portrait;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.setting.Settings;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.junit.jupiter.api.Test;

final class TrainingDegradationTest {

  private static final Image FACE = Portrait.stored(160).crop();

  /** No step happens; with one of the keys changed, one does. */
  private static final TrainingDegradation NOTHING =
      new TrainingDegradation(
          new TrainingDegradation.Chances(0, 0, 0, 0, 0, 0),
          new TrainingDegradation.Limits(1, 0.5, 8, 40, 60, 0.02, 0.1),
          Uploads.none());

  private static TrainingDegradation degradation(String... pairs) {
    return ConfigurationReader.read(NOTHING, null, List.of(pairs));
  }

  @Test
  void keepsTheSizeAndTheSceneAndFollowsTheSeed() {
    TrainingDegradation degradation = TrainingDegradation.standard();
    int unchanged = 0;
    for (int seed = 0; seed < 40; seed++) {
      Image degraded = degradation.degrade(FACE, new SplittableRandom(seed));
      assertThat(degraded.width()).isEqualTo(FACE.width());
      assertThat(degraded.height()).isEqualTo(FACE.height());
      assertThat(degraded).isEqualTo(degradation.degrade(FACE, new SplittableRandom(seed)));
      assertThat(correlation(FACE, degraded)).isGreaterThan(0.95);
      unchanged += degraded.equals(FACE) ? 1 : 0;
    }
    assertThat(unchanged).isLessThan(10);
  }

  @Test
  void eachStepCanBeHadAlone() {
    for (String step : List.of("colour", "blur", "resize", "noise", "compression", "video")) {
      TrainingDegradation degradation = degradation(step + "=1");
      assertThat(degradation.degrade(FACE, new SplittableRandom(4))).isNotEqualTo(FACE);
    }
    assertThat(NOTHING.degrade(FACE, new SplittableRandom(4))).isEqualTo(FACE);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> degradation("colour=1.1")).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> degradation("colour=1", "minimumResolution=0"))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> degradation("colour=1", "minimumQuality=60", "maximumQuality=40"))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () -> degradation("video=1", "minimumBitsPerPixel=0.1", "maximumBitsPerPixel=0.02"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bits per pixel");
  }

  @Test
  void uploadsFollowWithTheirShareAndTakeNamedKinds() {
    Uploads often = new Uploads(0.5, 0, List.of("filter"), 5);
    var degradation = Settings.with(NOTHING, "uploads", often);
    int uploaded = 0;
    for (int seed = 0; seed < 100; seed++) {
      Image degraded = degradation.degrade(FACE, new SplittableRandom(seed));
      assertThat(degraded).isEqualTo(degradation.degrade(FACE, new SplittableRandom(seed)));
      uploaded += degraded.equals(FACE) ? 0 : 1;
    }
    assertThat(uploaded).isBetween(30, 70);
  }

  @Test
  void anUploadCanFollowOnAnother() {
    Uploads once = new Uploads(1, 0, List.of("sharpen"), 1);
    Uploads thrice = new Uploads(1, 1, List.of("sharpen"), 1);
    double byOne = 0;
    double byThree = 0;
    for (int seed = 0; seed < 20; seed++) {
      byOne += difference(once.of(FACE, new SplittableRandom(seed)));
      byThree += difference(thrice.of(FACE, new SplittableRandom(seed)));
    }
    assertThat(byThree).isGreaterThan(1.2 * byOne);
    assertThat(Uploads.none().of(FACE, new SplittableRandom(1))).isEqualTo(FACE);
  }

  @Test
  void realCodecsCanBeUploads() {
    Uploads codecs = new Uploads(1, 0, List.of("vp9", "mpeg4", "platform", "screen"), 2);
    var degradation = Settings.with(NOTHING, "uploads", codecs);
    for (int seed = 0; seed < 8; seed++) {
      Image degraded = degradation.degrade(FACE, new SplittableRandom(seed));
      assertThat(degraded.width()).isEqualTo(FACE.width());
      assertThat(correlation(FACE, degraded)).isGreaterThan(0.85);
    }
  }

  @Test
  void uploadsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Uploads(0.1, 0, List.of("divx"), 3)).hasMessageContaining("divx");
    assertThatThrownBy(() -> new Uploads(0.1, 0, List.of(), 3)).hasMessageContaining("kinds");
    assertThatThrownBy(() -> Settings.with(Uploads.none(), "strongest", 6))
        .hasMessageContaining("strongest is 6")
        .hasMessageContaining("1 to 5");
    assertThatThrownBy(() -> Settings.check(new Uploads(1.1, 0, List.of("vp9"), 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share is 1.1");
  }

  private static double difference(Image image) {
    float[] everywhere = new float[160 * 160];
    Arrays.fill(everywhere, 1);
    return Pixels.difference(FACE, image, everywhere);
  }

  @Test
  void fewerBitsPerPixelLeaveLess() {
    var weak = degradation("video=1", "minimumBitsPerPixel=0.5", "maximumBitsPerPixel=0.5");
    var strong = degradation("video=1", "maximumBitsPerPixel=0.02");
    double close = correlation(FACE, weak.degrade(FACE, new SplittableRandom(1)));
    double far = correlation(FACE, strong.degrade(FACE, new SplittableRandom(1)));
    assertThat(close).isGreaterThan(far);
    assertThat(far).isGreaterThan(0.8);
  }

  private static double correlation(Image a, Image b) {
    double[] sums = new double[5];
    int count = a.rgb().length;
    for (int i = 0; i < count; i++) {
      double x = a.rgb()[i] & 0xFF;
      double y = b.rgb()[i] & 0xFF;
      sums[0] += x;
      sums[1] += y;
      sums[2] += x * x;
      sums[3] += y * y;
      sums[4] += x * y;
    }
    double covariance = sums[4] / count - sums[0] / count * (sums[1] / count);
    double spreadA = sums[2] / count - Math.pow(sums[0] / count, 2);
    double spreadB = sums[3] / count - Math.pow(sums[1] / count, 2);
    return covariance / Math.sqrt(spreadA * spreadB);
  }
}
