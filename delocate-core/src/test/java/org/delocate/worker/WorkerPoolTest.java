package org.delocate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.delocate.detection.options.DetectorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tasks whose worker dies, hangs, eats memory, or merely fails. */
@Timeout(600)
final class WorkerPoolTest {
  /** Limits that no busy machine comes near; a test that is about one of them narrows it. */
  private static final WorkerLimits ROOMY =
      new WorkerLimits(700L << 20, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

  @TempDir private static Path shared;
  private static WorkerPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = WorkerPool.open(settings(shared.resolve("scratch"), 2, 1, ROOMY));
  }

  @AfterAll
  static void close() {
    pool.close();
    assertThat(shared.resolve("scratch")).doesNotExist();
  }

  private static WorkerSettings settings(
      Path scratch, int workers, int spares, WorkerLimits limits) {
    return new WorkerSettings(
        workers,
        spares,
        WorkerOptions.of(Optional.empty(), DetectorOptions.defaults().withThreads(1)),
        limits,
        scratch,
        Duration.ofMinutes(10),
        MisbehavingWorker.class.getName(),
        List.of("-Xmx128m", "-Dorg.bytedeco.javacpp.maxBytes=0"),
        List.of());
  }

  private WorkerTask input(String words) throws IOException {
    return new WorkerTask.Streams(Files.writeString(folder.resolve("input"), words).toString());
  }

  private WorkerFailure failureOf(String words) {
    return failureOf(words, pool);
  }

  private WorkerFailure failureOf(String words, WorkerPool asked) {
    return catchThrowableOfType(
        WorkerFailure.class, () -> asked.run(input(words), WorkerPool.Listener.NONE));
  }

  /** How a task ends whose worker may take only so much of one thing. */
  private WorkerFailure failureWithin(WorkerLimits limits, String words) {
    try (WorkerPool alone = WorkerPool.open(settings(folder.resolve("scratch"), 1, 0, limits))) {
      return failureOf(words, alone);
    }
  }

  @Test
  void aCrashIsRetriedOnceAndThenAFailureOfThatTaskOnly() throws Exception {
    long lostBefore = pool.lost();

    WorkerFailure failure = failureOf("crash");

    assertThat(failure.code()).isEqualTo("worker_crashed");
    assertThat(failure).hasMessageContaining("exit code 134");
    assertThat(pool.lost()).isEqualTo(lostBefore + 2);
    assertThat(pool.run(input("good"), WorkerPool.Listener.NONE).asLong()).isPositive();
  }

  @Test
  void whatCrashesOnceSucceedsOnAnotherWorker() throws Exception {
    assertThat(pool.run(input("crash-once"), WorkerPool.Listener.NONE).asLong()).isPositive();
  }

  @Test
  void aSilentWorkerTimesOut() {
    WorkerFailure failure = failureWithin(ROOMY.withSilence(Duration.ofMillis(500)), "hang");

    assertThat(failure.code()).isEqualTo("timed_out");
    assertThat(failure).hasMessageContaining("made no progress for 0.5 s");
  }

  @Test
  void aWorkerThatGoesOnForeverTimesOut() {
    WorkerFailure failure = failureWithin(ROOMY.withTime(Duration.ofMillis(500)), "work");

    assertThat(failure.code()).isEqualTo("timed_out");
    assertThat(failure).hasMessageContaining("took longer than 0.5 s");
  }

  @Test
  void aWorkerThatTakesTheProcessorForeverTimesOut() {
    WorkerFailure failure = failureWithin(ROOMY.withProcessorTime(Duration.ofMillis(500)), "burn");

    assertThat(failure.code()).isEqualTo("timed_out");
    assertThat(failure).hasMessageContaining("took more than 0.5 s of processor time");
  }

  /** However short a task is, it is looked at once. */
  @Test
  void aTaskIsLookedAtWithItsFirstSign() {
    if (memoryIsUnknown()) {
      return;
    }
    WorkerFailure failure = failureWithin(ROOMY.withResidentBytes(1 << 20), "brief");

    assertThat(failure.code()).isEqualTo("worker_crashed");
    assertThat(failure).hasMessageContaining("more than 1 MB of memory");
  }

  @Test
  void aWorkerThatEatsMemoryIsEnded() {
    if (memoryIsUnknown()) {
      return;
    }
    WorkerFailure failure = failureOf("eat");

    assertThat(failure.code()).isEqualTo("worker_crashed");
    assertThat(failure).hasMessageContaining("more than 700 MB of memory");
  }

  private static boolean memoryIsUnknown() {
    if (ProcessUse.residentBytes(ProcessHandle.current().pid()).isPresent()) {
      return false;
    }
    System.out.println("skipped: this system does not tell how much memory a process takes");
    return true;
  }

  @Test
  void whatAWorkerRefusesIsNotRetriedAndCostsNoWorker() {
    long lostBefore = pool.lost();

    assertThat(failureOf("refuse").code()).isEqualTo("not_media");
    assertThat(failureOf("fail").code()).isEqualTo("internal_error");
    assertThat(pool.lost()).isEqualTo(lostBefore);
  }

  @Test
  void aWorkerKnowsNothingOfTheEnvironmentThatItDoesNotNeed() throws Exception {
    // Maven hands the build's environment to the tests; HOME stands for all that may be secret.
    assertThat(System.getenv()).containsKey("HOME");

    JsonNode environment = pool.run(input("environment"), WorkerPool.Listener.NONE);

    List<String> names = new ArrayList<>();
    environment.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .isSubsetOf(
            "PATH",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "LD_LIBRARY_PATH",
            "OMP_WAIT_POLICY",
            "GOMP_SPINCOUNT",
            "OMP_NUM_THREADS",
            "OPENBLAS_CORETYPE",
            "OPENBLAS_L2_SIZE",
            "SystemRoot",
            "SystemDrive",
            "windir");
  }

  @Test
  void aWorkerCompilesAsFarAsThisProcess() throws Exception {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
            .toList();

    JsonNode found = pool.run(input("compiler"), WorkerPool.Listener.NONE);

    assertThat(found).extracting(JsonNode::asText).containsExactlyElementsOf(options);
  }

  @Test
  void aWorkerKilledFromOutsideIsReplaced() throws Exception {
    pool.run(input("good"), WorkerPool.Listener.NONE);
    for (long pid : pool.pids()) {
      ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().join();
    }

    assertThat(pool.run(input("good"), WorkerPool.Listener.NONE).asLong()).isPositive();
    while (pool.waiting() < 3) {
      Thread.sleep(50);
    }
  }

  @Test
  void anInterruptedTaskEndsItsWorker() throws Exception {
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      WorkerTask work = input("work");
      Future<JsonNode> task =
          asking.submit(
              () ->
                  pool.run(
                      work,
                      (done, total) -> {
                        if (done > 0) {
                          Thread.currentThread().interrupt();
                        }
                      }));
      assertThat(catchThrowableOfType(Exception.class, task::get))
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      asking.shutdownNow();
    }
    assertThat(pool.run(input("good"), WorkerPool.Listener.NONE).asLong()).isPositive();
  }

  @Test
  void aModelThatCannotBeLoadedIsSaid() throws IOException {
    WorkerSettings wrong =
        new WorkerSettings(
            1,
            0,
            WorkerOptions.of(
                Optional.of(folder.resolve("no-model")), DetectorOptions.defaults().withThreads(1)),
            WorkerLimits.defaults(),
            folder.resolve("scratch"));
    try (WorkerPool alone = WorkerPool.open(wrong)) {
      WorkerFailure failure =
          catchThrowableOfType(
              WorkerFailure.class, () -> alone.run(input("good"), WorkerPool.Listener.NONE));

      assertThat(failure.code()).isEqualTo("start_failed");
      assertThat(failure).hasMessageContaining("no-model");
      assertThat(alone.trouble()).isPresent();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("input");
    }
  }
}
