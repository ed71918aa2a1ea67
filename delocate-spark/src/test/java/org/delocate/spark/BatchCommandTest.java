package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is scanned. */
final class BatchCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return BatchMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "in --out table --frames 0, --frames: '0' is neither",
    "in --out table --frames 4 --every 1, exclude each other",
    "in --out table --every -1, is not above 0",
    "in --out table --masks, need --reports",
    "in --out table --reports r --format pdf, report format 'pdf'",
    "in --out table --max-file 0, at least 1",
    "in --out table --files-per-task 0, at least 1",
    "in --out table --model no/such/model, there is no checkpoint",
    "in, --out",
    "--out table, INPUT",
  })
  void wrongUsageIsSaid(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void aFolderOfOtherFilesIsNoTable() throws Exception {
    Files.writeString(folder.resolve("holiday.mp4"), "a video");

    assertThat(run(folder.toString(), "--out", folder.toString(), "--master", "local[1]"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is no table: it holds holiday.mp4");
  }
}
