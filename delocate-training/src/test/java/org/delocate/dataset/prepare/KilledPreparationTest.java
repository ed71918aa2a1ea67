package org.delocate.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.delocate.dataset.store.Portrait;
import org.delocate.face.align.CropConvention;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that prepares a dataset is killed for real, in the middle of a shard. */
final class KilledPreparationTest {

  private static final int PICTURES = 40;

  @TempDir Path folder;

  /** What the child process does. */
  static final class Child {
    private Child() {}

    /** Takes the dataset and the store. */
    public static void main(String[] arguments) {
      FacePreparation.run(options(arguments[0], Path.of(arguments[1])), ProgressListener.SILENT);
    }
  }

  private static PreparationOptions options(String data, Path store) {
    // One shard: what was done before the kill can only be found in the middle of it.
    return new PreparationOptions(
        data,
        store,
        CropConvention.standard(96),
        8,
        new PreparationOptions.Frames(4, false),
        new PreparationOptions.Least(32, 0.005),
        PICTURES,
        1);
  }

  @Test
  void goesOnBehindTheLastWholeRecordAndEndsWithTheSameBytes() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("real"));
    Image face = Portrait.image();
    for (int i = 0; i < PICTURES; i++) {
      ImageFiles.write(data.resolve("real/" + i + ".jpg"), face);
    }
    Path store = folder.resolve("store");
    Process child = start("folder:" + data, store);
    Path journal = store.resolve("shard-000000.tsv.partial");
    try {
      awaitRecords(journal, 3, child);
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(store.resolve("shard-000000.tar")).doesNotExist();
    PreparationSummary summary =
        FacePreparation.run(options("folder:" + data, store), ProgressListener.SILENT);
    assertThat(summary.resumedRecords()).isBetween(3L, PICTURES - 1L);
    assertThat(summary.faces()).isEqualTo(PICTURES);

    Path undisturbed = folder.resolve("undisturbed");
    FacePreparation.run(options("folder:" + data, undisturbed), ProgressListener.SILENT);
    for (String name : new String[] {"shard-000000.tar", "shard-000000.tsv"}) {
      assertThat(Files.readAllBytes(store.resolve(name)))
          .isEqualTo(Files.readAllBytes(undisturbed.resolve(name)));
    }
  }

  private static Process start(String data, Path store) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            data,
            store.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Waits for what the child does, not for a time; a minute is for a child that does nothing. */
  private static void awaitRecords(Path journal, int records, Process child) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (System.nanoTime() < end && child.isAlive()) {
      if (Files.exists(journal)) {
        try (Stream<String> lines = Files.lines(journal)) {
          if (lines.filter(line -> line.startsWith("#whole")).count() > records) {
            return;
          }
        }
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the child process did not come to " + records + " records");
  }
}
