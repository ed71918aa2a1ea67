package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed in the middle, and the run after it. */
@Timeout(600)
final class KilledDriverTest {
  private static final int VIDEOS = 4;

  @TempDir private Path folder;

  @Test
  void theNextRunGoesOnBehindWhatWasDone() throws Exception {
    Path archive = folder.resolve("archive");
    Path table = Files.createDirectory(folder.resolve("table"));
    for (int i = 0; i < VIDEOS; i++) {
      Archives.variant(Archives.FORGED, archive.resolve(i + ".mp4"), i);
    }

    Process driver = start(archive, table);
    waitForAPart(driver, table);
    driver.destroyForcibly().waitFor();
    int done = Archives.rows(table).size();
    BatchJob.Result result = Archives.run(Archives.request(archive, table, "local[1]"));

    assertThat(done).isPositive();
    assertThat(result.tally().of(Outcome.KNOWN)).isEqualTo(done);
    assertThat(Archives.rows(table)).hasSize(VIDEOS);
  }

  /** The command, with the settings of {@link Archives#request}. */
  private Process start(Path archive, Path table) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("src/main/launch/spark.options").toAbsolutePath(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BatchMain.class.getName(),
            archive.toString(),
            "--out",
            table.toString(),
            "--master",
            "local[1]",
            "--frames",
            "4",
            "--precision",
            "fp32",
            "--files-per-task",
            "1");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("driver.log").toFile())
        .start();
  }

  private void waitForAPart(Process driver, Path table) throws Exception {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      table.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!hasPart(table)) {
        assertThat(driver.isAlive() || hasPart(table))
            .as(() -> "the driver is alive: " + textOf(folder.resolve("driver.log")))
            .isTrue();
        var key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  private static boolean hasPart(Path table) throws IOException {
    try (Stream<Path> parts = Files.list(table)) {
      return parts.anyMatch(part -> part.getFileName().toString().matches("part-.*\\.parquet"));
    }
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
