package org.delocate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows a link in a document arrives; links to other places than ours are not asked. */
final class LinksTest {

  @TempDir private Path folder;

  @Test
  void everyLinkOfEveryDocumentLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    List<MarkdownFile> documents = MarkdownFile.all();
    for (MarkdownFile document : documents) {
      links += document.links().size();
      broken.addAll(broken(document));
    }
    assertThat(documents)
        .extracting(MarkdownFile::file)
        .contains(MarkdownFile.ROOT.resolve("README.md"));
    assertThat(links).isGreaterThan(100);
    assertThat(broken).isEmpty();
  }

  @Test
  void linksThatLeadNowhereAreFound() throws IOException {
    Files.createDirectories(folder.resolve("docs"));
    Files.writeString(
        folder.resolve("docs/other.md"),
        "# The `scan` command: what it does\n## Twice\n## Twice\n<a id=\"here\"></a>\n");
    MarkdownFile document =
        MarkdownFile.of(
            folder.resolve("start.md"),
            List.of(
                "# Where to begin",
                "[fine](docs/other.md) [fine](docs/other.md#the-scan-command-what-it-does)",
                "[fine](#where-to-begin) [fine](docs) [fine](docs/other.md#twice-1)",
                "[fine](https://example.org/nothing) [fine](docs/other.md#here)",
                "`[code](nothing.md)`",
                "```",
                "[code](nothing.md)",
                "```",
                "[gone](docs/gone.md) ![gone](gone.png)",
                "[gone](docs/other.md#thrice)",
                "[gone](#nowhere)",
                "[file]: docs/lost.md",
                "<img src=\"lost.png\">"));

    assertThat(broken(document))
        .extracting(text -> text.replaceFirst(".*start.md:", ""))
        .containsExactlyInAnyOrder(
            "9: docs/gone.md",
            "9: gone.png",
            "10: docs/other.md#thrice",
            "11: #nowhere",
            "12: docs/lost.md",
            "13: lost.png");
  }

  private static List<String> broken(MarkdownFile document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (MarkdownFile.Link link : document.links()) {
      if (!arrives(document, link.target())) {
        broken.add(document.file() + ":" + link.line() + ": " + link.target());
      }
    }
    return broken;
  }

  private static boolean arrives(MarkdownFile from, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file =
        path.isEmpty()
            ? from.file()
            : from.file().resolveSibling(path.replace("%20", " ")).normalize();
    if (!path.isEmpty() && !Files.exists(file)) {
      return false;
    }
    if (hash < 0) {
      return true;
    }
    MarkdownFile document = path.isEmpty() ? from : MarkdownFile.read(file);
    return document.anchors().contains(target.substring(hash + 1));
  }
}
