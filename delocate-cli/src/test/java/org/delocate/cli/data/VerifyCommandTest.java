package org.delocate.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.CommandRun;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

  @TempDir Path data;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(data.resolve("real"));
    Files.createDirectories(data.resolve("fake/swap"));
    ImageFiles.write(data.resolve("real/a.png"), Image.black(32, 32));
    ImageFiles.write(data.resolve("fake/swap/b.png"), Image.black(32, 32));
  }

  @Test
  void aWholeDatasetIsWell() {
    CommandRun run = new CommandRun();
    assertThat(run.execute("verify", "--data", "auto:" + data)).isZero();
    assertThat(run.out()).contains("2 records", "swap", "all is well");
  }

  @Test
  void aBrokenFileIsAFailureAndJsonNamesIt() throws IOException {
    Files.writeString(data.resolve("real/broken.jpg"), "no picture");
    CommandRun run = new CommandRun();
    assertThat(run.execute("verify", "--data", "folder:" + data, "--json")).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "layout",
            "root",
            "opened",
            "records",
            "groups",
            "problems",
            "unreadable",
            "maskLengths",
            "sharedIdentities",
            "notes",
            "examples",
            "faulty",
            "doubtful");
    assertThat(report.path("unreadable").path("real/broken.jpg").asText()).contains("not_media");
    assertThat(new CommandRun().execute("verify", "--quick", "--data", "folder:" + data)).isZero();
  }

  @Test
  void strayFilesCountWhenStrict() throws IOException {
    Files.writeString(data.resolve("real/notes.txt"), "a list of names");
    assertThat(new CommandRun().execute("verify", "--data", "folder:" + data)).isZero();
    assertThat(new CommandRun().execute("verify", "--strict", "--data", "folder:" + data))
        .isEqualTo(3);
  }

  @Test
  void anUnknownLayoutIsWrongUsage() {
    CommandRun run = new CommandRun();
    assertThat(run.execute("verify", "--data", "imagenet:" + data)).isEqualTo(2);
    assertThat(run.err()).contains("ffpp", "celeb-df");
  }
}
