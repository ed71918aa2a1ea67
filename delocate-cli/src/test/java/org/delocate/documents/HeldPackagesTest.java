package org.delocate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What releases hold on to is what is there: a package or class of the list that was renamed would
 * be held no longer, and nobody would be told.
 */
final class HeldPackagesTest {

  private static final Path CORE = MarkdownFile.ROOT.resolve("delocate-core");
  private static final Path ROOMS =
      Path.of("src/test/resources/org/delocate/architecture/rooms.txt");

  /** A class is held by itself where the rest of its package is our own. */
  private static final Pattern CLASS = Pattern.compile("\\.[A-Z]\\w+$");

  @Test
  void everyHeldPackageHasClassesAndIsNotInsideItsFamily() throws IOException {
    List<String> held =
        Pattern.compile("<include>(org\\.delocate\\.[\\w.]+)</include>")
            .matcher(Files.readString(CORE.resolve("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .toList();
    List<String> rooms = Files.readAllLines(ROOMS);
    assertThat(held).contains("org.delocate.detection", "org.delocate.media.image");
    Path sources = CORE.resolve("src/main/java");
    for (String name : held) {
      String path = name.replace('.', '/');
      if (CLASS.matcher(name).find()) {
        assertThat(sources.resolve(path + ".java")).isRegularFile();
        continue;
      }
      try (Stream<Path> files = Files.list(sources.resolve(path))) {
        assertThat(files)
            .as(name)
            .anyMatch(file -> file.getFileName().toString().matches("[A-Z]\\w+\\.java"));
      }
      String room = name.substring("org.delocate.".length());
      assertThat(rooms).as(name).anyMatch(line -> line.startsWith(room + ":"));
    }
  }
}
