package org.delocate.training.crop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of crops of 64 pixels with a margin of 8. */
class StoreCropsTest {

  @TempDir static Path folder;
  private static FaceStore store;

  @BeforeAll
  static void write() {
    store = FaceStore.open(SmallStore.write(folder.resolve("store"), 1, 1));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static NetworkConfiguration seeing(int surround) {
    return SmallRuns.networks().withSurround(surround);
  }

  @Test
  void viewsOfTheCropStayWithinTheMargin() {
    assertThatCode(() -> StoreCrops.check(store, seeing(0), shifted(64, 8)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> StoreCrops.check(store, seeing(0), shifted(64, 9)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mostShift is 9")
        .hasMessageContaining("margin of 8");
  }

  @Test
  void viewsOfWhatIsAroundItMayReachBeyond() {
    assertThatCode(() -> StoreCrops.check(store, seeing(8), shifted(80, 12)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> StoreCrops.check(store, seeing(9), shifted(82, 0)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("localization network sees 9 pixels around the crop")
        .hasMessageContaining("margin of 8");
  }

  @Test
  void viewsMustBeWhatTheNetworksSee() {
    assertThatThrownBy(() -> StoreCrops.check(store, seeing(8), shifted(64, 0)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("augmentation.cropSize is 64")
        .hasMessageContaining("see 80 pixels");
  }

  @Test
  void cropsOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> StoreCrops.check(store, 96, 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("size=64")
        .hasMessageContaining("size=96");
  }

  private static CropAugmentation shifted(int size, int shift) {
    return new CropAugmentation(size, shift, 0, 0, 0);
  }
}
