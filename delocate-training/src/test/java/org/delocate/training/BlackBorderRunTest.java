package org.delocate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.SmallStore;
import org.delocate.network.Checkpoint;
import org.delocate.network.FaceTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of stage 2 with a black border, begun from one without. */
class BlackBorderRunTest {

  @TempDir Path folder;

  @Test
  void itLearnsUnderItsBorderAndItsCardKeepsIt() throws InterruptedException {
    Path store = SmallStore.write(folder.resolve("store"), 8, 1);
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));
    Path before = trained(store, stageOne, "before");

    Checkpoint plain =
        Checkpoint.read(trained(store, stageOne, "plain", "initial=" + before, "blackBorder=0"));
    Checkpoint bordered =
        Checkpoint.read(trained(store, stageOne, "bordered", "initial=" + before, "blackBorder=6"));

    assertThat(plain.card().networks().blackBorder()).isZero();
    assertThat(bordered.card().networks().blackBorder()).isEqualTo(6);
    assertThat(bordered.networks().configuration()).isEqualTo(bordered.card().networks());
    assertThat(stem(bordered)).isNotEqualTo(stem(plain));
  }

  @Test
  void aBorderTooWideForTheCropIsRefusedBeforeAnythingIsLearnt() {
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));
    int tooWide = SmallStore.CROP / 4 + 1;

    assertThatThrownBy(
            () -> trained(folder.resolve("no-store"), stageOne, "run", "blackBorder=" + tooWide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("black border of " + tooWide);
  }

  private Path trained(Path store, Path stageOne, String name, String... overrides)
      throws InterruptedException {
    String[] all = new String[overrides.length + 3];
    all[0] = "validationPairs=0";
    all[1] = "optimization.averageDecay=0";
    all[2] = "optimization.steps=2";
    System.arraycopy(overrides, 0, all, 3, overrides.length);
    Path run = folder.resolve(name);
    LocalizationTraining.start(
        SmallRuns.localization(store, stageOne, all),
        run,
        new SmallRuns.Silent(),
        SmallRuns.never());
    return run.resolve("last");
  }

  private static float[] stem(Checkpoint checkpoint) {
    try (Tensor tensor = checkpoint.weights().tensor("mapping.conv1.weight")) {
      return FaceTensors.floats(tensor);
    }
  }
}
