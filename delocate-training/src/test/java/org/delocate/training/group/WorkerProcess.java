package org.delocate.training.group;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.delocate.training.localization.LocalizationTraining;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.recovering.RecoveringTraining;

/** A worker in a process of its own, as a test starts it. */
final class WorkerProcess {

  private WorkerProcess() {}

  /** Starts one; what it says goes into {@code RUN-rank.txt}. */
  static Process start(Path store, Path run, int count, int rank, String rendezvous, String... keys)
      throws java.io.IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                store.toString(),
                run.toString(),
                "" + count,
                "" + rank,
                rendezvous));
    command.addAll(List.of(keys));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.redirectOutput(said(run, rank).toFile());
    return builder.start();
  }

  static Path said(Path run, int rank) {
    return run.resolveSibling(run.getFileName() + "-" + rank + ".txt");
  }

  static String words(Path run, int rank) throws java.io.IOException {
    return Files.readString(said(run, rank));
  }

  /** Stage 1, or stage 2 if a configuration key names its input. */
  public static void main(String[] arguments) throws InterruptedException {
    Path store = Path.of(arguments[0]);
    Path run = Path.of(arguments[1]);
    Workers workers =
        Workers.of(
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            arguments[4],
            Duration.ofMinutes(2));
    String[] keys = Arrays.copyOfRange(arguments, 5, arguments.length);
    boolean second = keys.length > 0 && keys[0].startsWith("recovering=");
    try {
      if (second) {
        LocalizationTraining.runs()
            .start(
                SmallRuns.localization(store, Path.of(keys[0].substring(11)), keys),
                run,
                workers,
                new SmallRuns.Silent(),
                SmallRuns.never());
      } else {
        RecoveringTraining.runs()
            .start(
                SmallRuns.recovering(store, keys),
                run,
                workers,
                new SmallRuns.Silent(),
                SmallRuns.never());
      }
    } catch (WorkerLostException e) {
      System.out.println(e.getMessage());
      Runtime.getRuntime().halt(3);
    }
    Runtime.getRuntime().halt(0);
  }
}
