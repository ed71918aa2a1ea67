package org.delocate.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.delocate.dataset.store.SmallStore;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes of an untrained encoder, on forgeries that are easy to see. */
class EncoderProbeTest {

  @TempDir static Path folder;
  private static Path store;
  private static Path stageOne;

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 16, 1);
    stageOne = SmallRuns.stageOne(folder.resolve("stage1"));
  }

  private static EncoderProbe.Result probe(String... overrides) throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "store=" + store,
                "recovering=" + stageOne,
                "augmentation.cropSize=" + SmallStore.CROP,
                "augmentation.mostShift=0",
                "augmentation.turnedShare=0",
                "pairs=4",
                "precision=FP32",
                "threads=1",
                "optimization.learningRate=0.02",
                "optimization.warmupSteps=0",
                "optimization.steps=40"));
    all.addAll(List.of(overrides));
    return EncoderProbe.run(
        ConfigurationReader.read(ProbeConfiguration.defaults(), null, all), new SmallRuns.Silent());
  }

  @Test
  void aLinearLayerLearnsAndTheCheckpointStaysAsItIs() throws Exception {
    byte[] before = Files.readAllBytes(stageOne.resolve("model.safetensors"));
    EncoderProbe.Result untrained =
        probe("optimization.learningRate=0", "optimization.finalLearningRate=0");
    EncoderProbe.Result linear = probe();
    assertThat(untrained.areaUnderRoc()).isEqualTo(0.5);
    assertThat(linear.areaUnderRoc()).isGreaterThan(0.8);
    assertThat(linear.faces()).isEqualTo(8);
    assertThat(probe()).isEqualTo(linear);
    assertThat(Files.readAllBytes(stageOne.resolve("model.safetensors"))).isEqualTo(before);
  }

  @Test
  void aTunedEncoderIsAnotherOne() throws Exception {
    EncoderProbe.Result tuned = probe("mode=fine-tuned");
    assertThat(tuned.areaUnderRoc()).isGreaterThan(0.8);
  }
}
