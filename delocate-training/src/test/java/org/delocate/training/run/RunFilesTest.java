package org.delocate.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.loop.BatchFeeder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

  @TempDir Path folder;

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunIsNotOverwritten() {
    Optimization configuration = new Optimization("sgd", new Schedule(1, 0, 0, 1), 0, 0, 0, 0, 0);
    RunFolder.start(folder, configuration);
    assertThatThrownBy(() -> RunFolder.start(folder, configuration))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("resume");
    assertThatThrownBy(() -> RunFolder.resume(folder.resolve("none")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aStopWhileWritingLeavesTheOldCheckpoint() throws IOException {
    RunFolder run =
        RunFolder.start(folder, new Optimization("sgd", new Schedule(1, 0, 0, 1), 0, 0, 0, 0, 0));
    assertThat(run.latest("last")).isEmpty();
    run.replace("last", path -> write(path.resolve("a"), "one"));
    assertThatThrownBy(
            () ->
                run.replace(
                    "last",
                    path -> {
                      write(path.resolve("a"), "half of t");
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(Files.readString(run.latest("last").orElseThrow().resolve("a"))).isEqualTo("one");
    run.replace("last", path -> write(path.resolve("a"), "two"));
    assertThat(Files.readString(run.latest("last").orElseThrow().resolve("a"))).isEqualTo("two");
    // Killed between the two moves: only the old one is there.
    Files.move(folder.resolve("last"), folder.resolve("last.old"));
    assertThat(Files.readString(run.latest("last").orElseThrow().resolve("a"))).isEqualTo("two");
  }

  @Test
  void aResumedLogForgetsWhatRunsAgain() throws IOException {
    RunLog log = new RunLog(folder.resolve("log.csv"), List.of("loss", "rate"));
    log.startAt(0);
    for (long step = 10; step <= 30; step += 10) {
      log.add(step, Map.of("loss", 1.0 / step));
    }
    log.startAt(21);
    log.add(30, Map.of("loss", 0.5, "rate", 2.0));
    assertThat(Files.readAllLines(folder.resolve("log.csv")))
        .containsExactly("step,loss,rate", "10,0.100000,", "20,0.0500000,", "30,0.500000,2.00000");
  }

  @Test
  void batchesComeInOrderWhateverTheThreads() throws InterruptedException {
    List<Long> seen = new ArrayList<>();
    try (BatchFeeder<Long> feeder = new BatchFeeder<>(5, 40, 3, 4, step -> step * step)) {
      for (int i = 5; i < 40; i++) {
        seen.add(feeder.next());
      }
      assertThatThrownBy(feeder::next).isInstanceOf(IllegalStateException.class);
    }
    assertThat(seen).hasSize(35).startsWith(25L, 36L).endsWith(39L * 39);
    try (BatchFeeder<Long> broken =
        new BatchFeeder<>(
            0,
            3,
            1,
            2,
            step -> {
              throw new ConfigurationException("no faces");
            })) {
      assertThatThrownBy(broken::next).hasMessage("no faces");
    }
  }
}
