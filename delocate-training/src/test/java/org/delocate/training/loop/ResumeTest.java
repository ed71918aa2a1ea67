package org.delocate.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.delocate.dataset.store.SmallStore;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.localization.LocalizationTraining;
import org.delocate.training.recovering.RecoveringConfiguration;
import org.delocate.training.recovering.RecoveringTraining;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was stopped or killed and goes on ends as the one that nothing disturbed: the same
 * losses, and the same weights, bit for bit.
 */
class ResumeTest {

  @TempDir static Path folder;
  private static Path store;

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 8, 1);
  }

  /** What the process does that is killed. */
  static final class Child {
    private Child() {}

    /** Takes the store and the run. */
    public static void main(String[] arguments) throws InterruptedException {
      RecoveringTraining.runs()
          .start(
              SmallRuns.recovering(Path.of(arguments[0]), "eigenfaces=2"),
              Path.of(arguments[1]),
              new SmallRuns.Silent(),
              SmallRuns.never());
    }
  }

  /** A stage's two ways to run. */
  private interface Stage {
    long start(Path run, TrainingListener listener, AtomicBoolean stop) throws InterruptedException;

    long resume(Path run) throws InterruptedException;
  }

  @Test
  void stageOneWithAdamW() throws Exception {
    RecoveringConfiguration configuration = SmallRuns.recovering(store, "eigenfaces=2");
    Path murdered = folder.resolve("murdered");
    killAtItsFirstCheckpoint(murdered);
    check(
        folder.resolve("recovering"),
        new Stage() {
          @Override
          public long start(Path run, TrainingListener listener, AtomicBoolean stop)
              throws InterruptedException {
            return RecoveringTraining.runs().start(configuration, run, listener, stop);
          }

          @Override
          public long resume(Path run) throws InterruptedException {
            return RecoveringTraining.runs().resume(run, new SmallRuns.Silent(), SmallRuns.never());
          }
        });
    assertThat(
            RecoveringTraining.runs().resume(murdered, new SmallRuns.Silent(), SmallRuns.never()))
        .isEqualTo(23);
    same(folder.resolve("recovering/whole"), murdered);
  }

  @Test
  void stageTwoWithEverythingOnAndMomentum() throws Exception {
    LocalizationConfiguration configuration =
        SmallRuns.localization(
            store,
            SmallRuns.stageOne(folder.resolve("stage1")),
            "optimization.optimizer=sgd",
            "optimization.learningRate=0.01",
            "accumulation=2",
            "fineTuneRecovering=true",
            "metaLearning.mode=second-order");
    check(
        folder.resolve("localization"),
        new Stage() {
          @Override
          public long start(Path run, TrainingListener listener, AtomicBoolean stop)
              throws InterruptedException {
            return LocalizationTraining.runs().start(configuration, run, listener, stop);
          }

          @Override
          public long resume(Path run) throws InterruptedException {
            return LocalizationTraining.runs()
                .resume(run, new SmallRuns.Silent(), SmallRuns.never());
          }
        });
  }

  /** A process of its own, which gets no chance to put anything in order. */
  private static void killAtItsFirstCheckpoint(Path run) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                store.toString(),
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // Waits for what the child does, not for a time; the limit is for a child that does nothing.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
      while (!Files.exists(run.resolve("last/state.json"))) {
        assertThat(child.isAlive() && System.nanoTime() < end).as("a child at work").isTrue();
        Thread.sleep(5);
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(run.resolve("last/state.json"))).contains("\"step\":6,");
  }

  private static void check(Path runs, Stage stage) throws Exception {
    Path whole = runs.resolve("whole");
    Path killed = runs.resolve("killed");
    TrainingListener witness =
        new SmallRuns.Silent() {
          @Override
          public void progress(
              long step, long steps, Map<String, Double> losses, double facesPerSecond) {
            if (step == 10) {
              // What a kill at this moment would leave behind.
              copy(whole, killed);
            }
          }
        };
    assertThat(stage.start(whole, witness, SmallRuns.never())).isEqualTo(23);

    tear(killed);
    Path stopped = runs.resolve("stopped");
    AtomicBoolean stop = new AtomicBoolean();
    assertThat(stage.start(stopped, stopAfterValidation(stop), stop)).isEqualTo(8);
    // Killed between the two moves of a checkpoint: only the old one has its whole name.
    Files.move(stopped.resolve("last"), stopped.resolve("last.old"));
    Files.move(stopped.resolve("best"), stopped.resolve("best.old"));
    for (Path run : List.of(killed, stopped)) {
      assertThat(stage.resume(run)).isEqualTo(23);
      same(whole, run);
    }
  }

  /** A checkpoint that was only half written, and a line of the log that lacks its end. */
  private static void tear(Path run) throws IOException {
    Path half = Files.createDirectories(run.resolve("last.new"));
    byte[] weights = Files.readAllBytes(run.resolve("last/model.safetensors"));
    Files.write(half.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, 1000));
    Files.writeString(run.resolve("log.csv"), "11,0.2", StandardOpenOption.APPEND);
    Files.writeString(run.resolve("validation.csv"), "1", StandardOpenOption.APPEND);
  }

  private static TrainingListener stopAfterValidation(AtomicBoolean stop) {
    return new SmallRuns.Silent() {
      @Override
      public void validated(long step, Map<String, Double> values, boolean best) {
        stop.set(true);
      }
    };
  }

  private static void same(Path whole, Path run) throws IOException {
    for (String file :
        List.of(
            "last/model.safetensors",
            "last/average.safetensors",
            "best/model.safetensors",
            "last/state.json",
            "validation.csv")) {
      assertThat(Files.readAllBytes(run.resolve(file)))
          .as("%s of %s", file, run.getFileName())
          .isEqualTo(Files.readAllBytes(whole.resolve(file)));
    }
    assertThat(curve(run)).as(run.toString()).isEqualTo(curve(whole)).hasSize(4);
    assertThat(run.resolve("last.new")).doesNotExist();
    assertThat(run.resolve("last.old")).doesNotExist();
  }

  /** The log without how fast it went. */
  private static List<String> curve(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("log.csv"))) {
      String[] values = line.split(",", -1);
      lines.add(String.join(",", List.of(values).subList(0, values.length - 2)));
    }
    return lines;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path place = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          Files.copy(file, place);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
