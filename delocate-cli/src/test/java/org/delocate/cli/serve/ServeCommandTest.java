package org.delocate.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.CommandRun;
import org.delocate.storage.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve}, {@code backup} and {@code restore} say of things that cannot be. */
final class ServeCommandTest {
  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @Test
  void impossibleNumbersAreWrongUsage() {
    assertThat(run.execute("serve", "--workers", "0", "--data", data())).isEqualTo(2);
    assertThat(run.execute("serve", "--port", "70000", "--data", data())).isEqualTo(2);
    assertThat(run.execute("serve", "--max-upload", "0", "--data", data())).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatAnotherServerUsesIsSaid() {
    try (Vault vault = Vault.open(Path.of(data()))) {
      assertThat(run.execute("serve", "--data", data())).isEqualTo(2);
      assertThat(run.err()).contains("another server uses the folder " + vault.root());
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsSaid() {
    assertThat(
            run.execute(
                "serve",
                "--data",
                data(),
                "--database",
                "jdbc:postgresql://127.0.0.1:9/none?connectTimeout=1"))
        .isEqualTo(2);
    assertThat(run.err()).contains("the database cannot be used");
  }

  @Test
  void whatIsNoDataIsNotCopied() throws IOException {
    assertThat(run.execute("backup", "--data", data(), "--out", folder.resolve("b").toString()))
        .isEqualTo(2);
    Files.createDirectories(folder.resolve("b"));
    assertThat(run.execute("restore", "--from", folder.resolve("b").toString(), "--data", data()))
        .isEqualTo(2);
    assertThat(run.err()).contains("is no folder of a service", "is no backup");
  }

  private String data() {
    return folder.resolve("data").toString();
  }
}
