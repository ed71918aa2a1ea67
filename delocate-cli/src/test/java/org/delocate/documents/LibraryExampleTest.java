package org.delocate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code examples/library}, which is no part of this build, compiles against what is
 * built here and names the versions that are used here. {@code scripts/try-library.sh} runs it.
 */
final class LibraryExampleTest {

  private static final Path EXAMPLE = MarkdownFile.ROOT.resolve("examples/library");

  @TempDir private Path classes;

  @Test
  void compilesWithoutAWarning() throws IOException {
    assertCompiles(EXAMPLE.resolve("src/main/java/example/JudgeFiles.java"));
  }

  @Test
  void whatTheReadmeShowsCompiles() throws IOException {
    String readme = Files.readString(MarkdownFile.ROOT.resolve("README.md"));
    Path file = Files.createDirectories(classes.resolve("readme")).resolve("Readme.java");
    Files.writeString(
        file,
        """
        import java.nio.file.Path;
        import org.delocate.detection.Detector;
        import org.delocate.detection.options.DetectorOptions;
        import org.delocate.detection.result.Report;
        import org.delocate.detection.result.Verdict;
        import org.delocate.network.model.Checkpoint;

        final class Readme {
          void example() {
            %s
          }
        }
        """
            .formatted(first("(?s)```java\\n(.*?)```", readme)));
    assertCompiles(file);
  }

  private void assertCompiles(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  said,
                  List.of(
                      "-d",
                      classes.toString(),
                      "--release",
                      "17",
                      "-Xlint:all,-processing,-classfile,-path",
                      "-proc:none"),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(said.getDiagnostics()).isEmpty();
      assertThat(compiled).isTrue();
    }
  }

  @Test
  void mavenAndGradleGetTheLibrariesThatWeBuildWith() throws IOException {
    String ours = Files.readString(MarkdownFile.ROOT.resolve("pom.xml"));
    String version = first("<artifactId>delocate</artifactId>\\s*<version>([^<]+)<", ours);
    List<String> expected = new ArrayList<>();
    expected.add("org.delocate:delocate-core:" + version);
    expected.add("org.delocate:delocate-model:" + version);
    for (String name : List.of("javacpp", "openblas", "pytorch", "opencv", "ffmpeg")) {
      String of = first("<" + name + ".version>([^<]+)<", ours);
      expected.add("org.bytedeco:" + name + ":" + of + ":platform");
    }
    assertThat(ofMaven(Files.readString(EXAMPLE.resolve("pom.xml")))).isEqualTo(expected);
    assertThat(ofGradle(Files.readString(EXAMPLE.resolve("build.gradle")))).isEqualTo(expected);
  }

  private static List<String> ofMaven(String pom) {
    List<String> dependencies = new ArrayList<>();
    Matcher dependency =
        Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL).matcher(pom);
    while (dependency.find()) {
      String text = dependency.group(1);
      String version = first("<version>([^<]+)<", text);
      dependencies.add(
          first("<groupId>([^<]+)<", text)
              + ":"
              + first("<artifactId>([^<]+)<", text)
              + ":"
              + (version.equals("${delocate.version}")
                  ? first("<delocate.version>([^<]+)<", pom)
                  : version)
              + (text.contains("<classifier>${platform}</classifier>") ? ":platform" : ""));
    }
    return dependencies;
  }

  private static List<String> ofGradle(String build) {
    return Pattern.compile(
            "^ +(?:implementation|runtimeOnly) ['\"]([^'\"]+)['\"]$", Pattern.MULTILINE)
        .matcher(build)
        .results()
        .map(match -> match.group(1).replace("$platform", "platform"))
        .toList();
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
