package org.delocate.training.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.model.Checkpoint;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in which nothing but the classifier learns. */
class ClassifierAloneTest {

  @TempDir private Path folder;

  @Test
  void allElseStaysBitForBit() throws InterruptedException {
    Path store = SmallStore.write(folder.resolve("store"), 8, 1);
    Path before = SmallRuns.stageOne(folder.resolve("stage1"));
    Path run = folder.resolve("run");
    LocalizationTraining.runs()
        .start(
            SmallRuns.localization(
                store,
                before,
                "initial=" + before,
                "classifierAlone=true",
                "edits.share=0.5",
                "optimization.steps=6",
                "validateEvery=6",
                "optimization.averageDecay=0"),
            run,
            new SmallRuns.Silent(),
            SmallRuns.never());
    Checkpoint old = Checkpoint.read(before);
    Checkpoint learnt = Checkpoint.read(run.resolve("best"));
    int changed = 0;
    for (String name : learnt.weights().names()) {
      float[] now = FaceTensors.floats(learnt.weights().tensor(name));
      float[] then = FaceTensors.floats(old.weights().tensor(name));
      if (name.startsWith("classifier.")) {
        changed += Arrays.equals(now, then) ? 0 : 1;
      } else {
        assertThat(now).as(name).isEqualTo(then);
      }
    }
    // All weights, and the running statistics of its own batch normalisation.
    assertThat(changed).isGreaterThan(10);
  }

  @Test
  void whatCannotBeIsRefused() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> SmallRuns.localization(nowhere, nowhere, "classifierAlone=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("initial");
    assertThatThrownBy(
            () ->
                SmallRuns.localization(
                    nowhere,
                    nowhere,
                    "initial=" + nowhere,
                    "classifierAlone=true",
                    "fineTuneRecovering=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("classifierAlone");
  }
}
