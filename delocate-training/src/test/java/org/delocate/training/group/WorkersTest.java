package org.delocate.training.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.localization.LocalizationTraining;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.recovering.RecoveringTraining;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of two processes. */
class WorkersTest {

  @TempDir static Path folder;
  private static Path store;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 8, 1);
  }

  @AfterEach
  void leaveNobodyBehind() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(Path run, int rank, String rendezvous, String... keys) throws IOException {
    Process worker = WorkerProcess.start(store, run, 2, rank, rendezvous, keys);
    started.add(worker);
    return worker;
  }

  private static String port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "tcp://127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static void finish(Path run, Process... workers) throws Exception {
    for (int rank = 0; rank < workers.length; rank++) {
      assertThat(workers[rank].waitFor(300, TimeUnit.SECONDS)).as("worker %d ends", rank).isTrue();
      assertThat(workers[rank].exitValue()).as(WorkerProcess.words(run, rank)).isZero();
    }
  }

  @Test
  void twoLearnTheSameAsOneFromTheJointBatch() throws Exception {
    String[] keys = {
      "accumulation=2",
      "optimization.optimizer=sgd",
      "optimization.learningRate=0.05",
      "optimization.clipNorm=0.1",
      "optimization.steps=5",
      "validateEvery=4",
      "checkpointEvery=3"
    };
    Path joint = folder.resolve("joint");
    String rendezvous = port();
    Process second = start(joint, 1, rendezvous, keys);
    Process first = start(joint, 0, rendezvous, keys);
    Path alone = folder.resolve("alone");
    RecoveringTraining.runs()
        .start(SmallRuns.recovering(store, keys), alone, new SmallRuns.Silent(), SmallRuns.never());
    finish(joint, first, second);
    sameWeights(alone, joint, "last/model.safetensors", List.of());
    sameWeights(alone, joint, "last/average.safetensors", List.of());
    sameLog(alone, joint);
  }

  @Test
  void soDoTheyInStageTwoButForRunningStatistics() throws Exception {
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage1"));
    String[] keys = {
      "recovering=" + stageOne,
      "accumulation=2",
      "optimization.optimizer=sgd",
      "optimization.learningRate=0.05",
      "optimization.steps=3",
      "optimization.averageDecay=0"
    };
    Path joint = folder.resolve("joint2");
    // Three slashes: a file's address without a host.
    String rendezvous = folder.resolve("meet").toUri().toString();
    Process first = start(joint, 0, rendezvous, keys);
    Process second = start(joint, 1, rendezvous, keys);
    Path alone = folder.resolve("alone2");
    LocalizationTraining.runs()
        .start(
            SmallRuns.localization(store, stageOne, keys),
            alone,
            new SmallRuns.Silent(),
            SmallRuns.never());
    finish(joint, first, second);
    sameWeights(
        alone,
        joint,
        "last/model.safetensors",
        List.of("running_mean", "running_var", "num_batches"));
    sameLog(alone, joint);
  }

  private static void sameWeights(Path alone, Path joint, String file, List<String> besides) {
    Safetensors expected = Safetensors.read(alone.resolve(file));
    Safetensors found = Safetensors.read(joint.resolve(file));
    assertThat(found.names()).isEqualTo(expected.names()).isNotEmpty();
    for (String name : expected.names()) {
      if (besides.stream().noneMatch(name::contains)) {
        try (PointerScope scope = new PointerScope()) {
          Tensor difference = found.tensor(name).sub(expected.tensor(name)).abs();
          assertThat(difference.max().item_float()).as(name).isLessThan(2e-5f);
        }
      }
    }
  }

  private static void sameLog(Path alone, Path joint) throws IOException {
    String[] expected = lastLine(alone);
    String[] found = lastLine(joint);
    // Step, losses, norm and learning rate; behind them stands how fast it went.
    for (int i = 0; i < expected.length - 2; i++) {
      double value = Double.parseDouble(expected[i]);
      assertThat(Double.parseDouble(found[i])).isCloseTo(value, within(1e-4 * Math.abs(value)));
    }
  }

  private static String[] lastLine(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("log.csv"));
    assertThat(lines).hasSize(2);
    return lines.get(1).split(",", -1);
  }

  @Test
  void aKilledWorkerEndsTheOtherWithACheckpointToGoOnFrom() throws Exception {
    String[] keys = {
      "accumulation=2", "optimization.steps=100000", "validateEvery=100000", "checkpointEvery=2"
    };
    Path run = folder.resolve("killed");
    String rendezvous = port();
    Process first = start(run, 0, rendezvous, keys);
    Process second = start(run, 1, rendezvous, keys);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    while (!Files.exists(run.resolve("last/state.json"))) {
      assertThat(first.isAlive() && System.nanoTime() < end)
          .as("%s %s", WorkerProcess.words(run, 0), WorkerProcess.words(run, 1))
          .isTrue();
      Thread.sleep(20);
    }
    second.destroyForcibly().waitFor();
    assertThat(first.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(3);
    assertThat(WorkerProcess.words(run, 0)).contains("worker 0 has lost the others", "--resume");
    assertThat(Files.readString(run.resolve("index.html"))).contains("failed", "lost the others");

    // One process alone can go on, too; it stops after a step.
    AtomicBoolean stop = new AtomicBoolean(true);
    long[] before = new long[1];
    TrainingListener witness =
        new SmallRuns.Silent() {
          @Override
          public void started(long step, long steps) {
            before[0] = step;
          }
        };
    assertThat(RecoveringTraining.runs().resume(run, witness, stop)).isEqualTo(before[0] + 1);
    assertThat(before[0]).isPositive().isEven();
  }

  @Test
  void batchesAreDealtOutInOrder() {
    assertThat(WorkerGroup.alone().batch(7, 2)).isEqualTo(7);
    assertThat(WorkerGroup.alone().share(3)).isEqualTo(3);
    assertThat(WorkerGroup.alone().average(List.of(), new double[] {2})).containsExactly(2);
  }

  @Test
  void whatCannotWorkIsRefusedAtOnce() {
    Duration second = Duration.ofSeconds(1);
    for (Map.Entry<String, String> wrong :
        Map.of("", "neither", "tcp://host", "neither", "http://host:1", "neither").entrySet()) {
      assertThatThrownBy(() -> Workers.of(2, 0, wrong.getKey(), second))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.getValue());
    }
    assertThatThrownBy(() -> Workers.of(2, 2, "tcp://host:1", second))
        .hasMessageContaining("rank 2 of 2 workers");
    assertThatThrownBy(
            () ->
                WorkerGroup.join(
                    Workers.of(2, 1, folder.resolve("nobody").toUri().toString(), second)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("worker 1 of 2 did not meet the others");
  }

  @Test
  void batchesThatCannotBeDealtOutEvenlyAreRefusedBeforeAnyoneIsWaitedFor() {
    Workers second = Workers.of(2, 1, "tcp://127.0.0.1:1", Duration.ofSeconds(1));
    assertThatThrownBy(
            () ->
                RecoveringTraining.runs()
                    .start(
                        SmallRuns.recovering(store, "accumulation=3"),
                        folder.resolve("unshared"),
                        second,
                        new SmallRuns.Silent(),
                        SmallRuns.never()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("set accumulation to a multiple of 2");
  }
}
