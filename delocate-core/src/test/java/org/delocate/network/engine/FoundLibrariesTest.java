package org.delocate.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundLibrariesTest {

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(FoundLibraries.PROPERTY);
  }

  /** Holds the loader to the notes that it keeps, which are no part of its public interface. */
  @Test
  void whatOneProcessFoundAnotherIsTold() throws Exception {
    NativeLibraries.prepare();
    Path file = folder.resolve("libraries.list");

    FoundLibraries.remember(file);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).anyMatch(line -> line.matches("jnijavacpp\\t(jar:)?file:/.*jnijavacpp.*"));
    System.setProperty(FoundLibraries.PROPERTY, file.toString());
    assertThat(FoundLibraries.recall()).isEqualTo(lines.size());
  }

  @Test
  void whatCannotBeReadIsLookedFor() throws Exception {
    assertThat(FoundLibraries.recall()).isZero();
    System.setProperty(FoundLibraries.PROPERTY, folder.resolve("none").toString());
    assertThat(FoundLibraries.recall()).isZero();
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "jnijavacpp\tno place\n");
    System.setProperty(FoundLibraries.PROPERTY, nonsense.toString());
    assertThat(FoundLibraries.recall()).isZero();
    // As after somebody moved the program.
    Path moved =
        Files.writeString(
            folder.resolve("moved"),
            "jnijavacpp\tjar:" + folder.resolve("gone.jar").toUri() + "!/org/libjnijavacpp.so\n");
    System.setProperty(FoundLibraries.PROPERTY, moved.toString());
    assertThat(FoundLibraries.recall()).isZero();
  }
}
