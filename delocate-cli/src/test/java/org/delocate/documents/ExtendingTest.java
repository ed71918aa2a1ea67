package org.delocate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/extending.md} shows is what the compiler sees: each piece of Java on the page
 * equals the marked part of the file that is linked before it. Their own tests stand beside the
 * files.
 */
final class ExtendingTest {

  private static final Path PAGE = MarkdownFile.ROOT.resolve("docs/extending.md");
  private static final Pattern PIECE =
      Pattern.compile("\\]\\(([^)]*\\.java)\\)[^\\n]*\\n+```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MARKED =
      Pattern.compile("// tag::example\\[\\]\\n(.*?)// end::example\\[\\]", Pattern.DOTALL);

  @Test
  void everyPieceOfJavaIsThatOfItsFile() throws IOException {
    String page = Files.readString(PAGE);
    List<String> files = new ArrayList<>();
    Matcher piece = PIECE.matcher(page);
    while (piece.find()) {
      Path file = PAGE.resolveSibling(piece.group(1)).normalize();
      Matcher marked = MARKED.matcher(Files.readString(file));
      assertThat(marked.find()).as("a marked part in " + file).isTrue();
      assertThat(piece.group(2)).as(file.toString()).isEqualTo(marked.group(1));
      files.add(file.getFileName().toString());
    }
    assertThat(files)
        .containsExactly(
            "GalleryReader.java", "TintedDiscForger.java", "PlainEncoder.java", "FaceTable.java");
    assertThat(page.split("```java", -1))
        .as("pieces of Java on the page")
        .hasSize(files.size() + 1);
  }
}
