package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.delocate.cli.CommandRun;
import org.delocate.media.image.Image;
import org.delocate.media.write.VideoWriter;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road, from the command line to the report, with a small untrained model. */
final class ScanCommandTest {
  private static final Path FACE = Path.of("../samples/astronaut-real.mp4");
  @TempDir private static Path shared;
  private static Path model;
  private static Path faceless;

  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @BeforeAll
  static void makeModelAndVideo() throws IOException {
    model = SmallModel.writeTo(Files.createDirectory(shared.resolve("model")));
    faceless = shared.resolve("faceless.mp4");
    try (VideoWriter writer = new VideoWriter(faceless, 128, 96, 10)) {
      for (int frame = 0; frame < 10; frame++) {
        byte[] pixels = new byte[128 * 96 * 3];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (byte) (i / 3 % 128 + frame);
        }
        writer.write(new Image(128, 96, pixels), frame / 10.0);
      }
    }
  }

  @Test
  void aFaceGetsAVerdictInWordsAndAReport() throws IOException {
    assertThat(scan("--frames", "4", "--masks", "--overlay", FACE.toString())).isZero();

    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out())
        .startsWith(FACE + ": ")
        .containsPattern("(authentic|forged) \\(.*probability of forgery")
        .contains(out().resolve("astronaut-real/report.html").toString());
    JsonNode report = report("astronaut-real");
    assertThat(report.at("/verdict/status").asText()).isEqualTo("scored");
    assertThat(report.at("/tracks/0/frames")).hasSize(4);
    assertThat(report.at("/tracks/0/frames/0/mask").asText()).startsWith("masks/");
    assertThat(namesIn(out().resolve("astronaut-real")))
        .containsExactly("masks", "overlay.mp4", "report.html", "report.json");
    assertThat(namesIn(out().resolve("astronaut-real/masks"))).hasSize(4);
  }

  @Test
  void anIsolatedScanSaysTheSame() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a video.\n");
    Path videos = Files.createDirectory(folder.resolve("videos"));
    Files.copy(faceless, videos.resolve("room.mp4"));

    assertThat(
            scan(
                "--isolated", "--frames", "4", FACE.toString(), text.toString(), videos.toString()))
        .isEqualTo(3);

    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out())
        .containsPattern(FACE + ": (authentic|forged) \\(.*probability of forgery")
        .contains(videos.resolve("room.mp4") + ": no verdict, no_face: ");
    assertThat(run.err())
        .contains(text + ": failed, not_media: ")
        .doesNotContain("not_media: text.mp4:", "not_media: " + text);
    JsonNode apart = report("astronaut-real");
    CommandRun here = new CommandRun();
    assertThat(
            here.execute(
                "scan",
                "--model",
                model.toString(),
                "--out",
                folder.resolve("here").toString(),
                "--frames",
                "4",
                FACE.toString()))
        .isZero();
    JsonNode plain =
        new ObjectMapper().readTree(folder.resolve("here/astronaut-real/report.json").toFile());
    assertThat(apart.get("verdict")).isEqualTo(plain.get("verdict"));
    assertThat(apart.get("tracks")).isEqualTo(plain.get("tracks"));
    assertThat(apart.get("input")).isEqualTo(plain.get("input"));
  }

  @Test
  void anIsolatedScanWithoutAModelIsWrongUsage() {
    assertThat(
            run.execute(
                "scan",
                "--isolated",
                "--model",
                folder.resolve("none").toString(),
                "--out",
                folder.resolve("report").toString(),
                FACE.toString()))
        .isEqualTo(2);
    assertThat(run.err()).contains("none");
  }

  @Test
  void aVideoWithoutAFaceGetsNoVerdictAndIsProcessed() throws IOException {
    assertThat(scan("--format", "json", faceless.toString())).isZero();

    assertThat(run.out()).contains("no verdict, no_face").doesNotContain("authentic", "forged");
    JsonNode verdict = report("faceless").get("verdict");
    assertThat(verdict.get("status").asText()).isEqualTo("abstained");
    assertThat(verdict.get("reason").asText()).isEqualTo("no_face");
    assertThat(verdict.has("probability")).isFalse();
    assertThat(verdict.has("label")).isFalse();
    assertThat(namesIn(out().resolve("faceless"))).containsExactly("report.json");
  }

  @Test
  void anInputThatFailsDoesNotStopTheOthers() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("text.mp4"), "This is not a video, whatever its name says.\n");
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path missing = folder.resolve("missing.mp4");

    assertThat(scan(text.toString(), empty.toString(), missing.toString(), faceless.toString()))
        .isEqualTo(3);

    assertThat(run.out().lines()).singleElement().asString().startsWith(faceless + ": ");
    assertThat(run.err())
        .contains(
            text + ": failed, not_media",
            empty + ": failed, empty_file",
            missing + ": failed, not_found")
        .contains("4 inputs: 1 without a verdict, 3 failed")
        .doesNotContain(": text.mp4:", ": empty.mp4:", ": " + missing + ":")
        .doesNotContain("\tat ");
    assertThat(report("text").at("/verdict/status").asText()).isEqualTo("failed");
    assertThat(report("empty").at("/verdict/reason").asText()).isEqualTo("empty_file");
    assertThat(report("missing").at("/verdict/reason").asText()).isEqualTo("not_found");
  }

  @Test
  void aFolderIsScannedWithItsSubfolders() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("videos/monday"));
    Files.copy(faceless, deep.resolve("clip.mp4"));
    Files.copy(faceless, folder.resolve("videos/clip.mp4"));
    Files.writeString(folder.resolve("videos/notes.txt"), "not a video");

    assertThat(scan("--frames", "all", "--format", "json", folder.resolve("videos").toString()))
        .isZero();

    assertThat(run.out().lines()).hasSize(2);
    assertThat(namesIn(out())).containsExactly("clip", "clip.mp4", "summary.csv", "summary.html");
    assertThat(report("clip").at("/provenance/options/frames").asText()).isEqualTo("all");
    assertThat(report("clip").at("/input/framesDecoded").asInt()).isEqualTo(10);
  }

  @Test
  void aFolderEndsWithATableTheMostSuspiciousFirst() throws IOException {
    Path videos = Files.createDirectories(folder.resolve("videos"));
    Files.copy(FACE, videos.resolve("face, with a comma.mp4"));
    Files.copy(faceless, videos.resolve("room.mp4"));
    Files.writeString(videos.resolve("a-text.mp4"), "This is not a video.\n");

    assertThat(scan("--frames", "4", videos.toString())).isEqualTo(3);

    List<String> table = Files.readAllLines(out().resolve("summary.csv"));
    assertThat(table.get(0)).isEqualTo("file,verdict,evidence,probability,reason,seconds,report");
    assertThat(table).hasSize(4);
    assertThat(table.get(1))
        .startsWith("\"" + videos.resolve("face, with a comma.mp4") + "\",")
        .endsWith("\"face, with a comma/report.html\"");
    assertThat(table.get(2))
        .isEqualTo(videos.resolve("room.mp4") + ",no verdict,,,no_face,,room/report.html");
    assertThat(table.get(3))
        .isEqualTo(videos.resolve("a-text.mp4") + ",failed,,,not_media,,a-text/report.html");
    assertThat(out().resolve("summary.html"))
        .content()
        .contains(
            "3 files were scanned.",
            "href=\"./face%2C%20with%20a%20comma/report.html\"",
            "class=\"chip failed\"",
            "trained on nothing");
  }

  @Test
  void aSummaryKeepsWhatEarlierRunsFoundAsLongAsItIsThere() throws IOException {
    Path one = Files.copy(faceless, folder.resolve("one.mp4"));
    Path two = Files.copy(faceless, folder.resolve("two.mp4"));
    Path three = Files.copy(faceless, folder.resolve("three.mp4"));
    Path other = Files.createDirectories(out().resolve("not-ours"));
    Files.writeString(other.resolve("report.json"), "[1, 2]");

    assertThat(scan("--format", "json", one.toString())).isZero();
    assertThat(out().resolve("summary.csv")).as("one file needs no table").doesNotExist();
    assertThat(scan("--format", "json", two.toString(), three.toString())).isZero();
    assertThat(reportsOfTheSummary())
        .containsExactly("one/report.json", "three/report.json", "two/report.json");

    Files.delete(out().resolve("three/report.json"));
    Files.delete(out().resolve("three"));
    assertThat(scan("--format", "json", two.toString())).isZero();
    assertThat(reportsOfTheSummary()).containsExactly("one/report.json", "two/report.json");
  }

  private List<String> reportsOfTheSummary() throws IOException {
    return Files.readAllLines(out().resolve("summary.csv")).stream()
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
  }

  @Test
  void aFolderWithoutVideosIsAFailedInput() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("nothing"));
    assertThat(scan(empty.toString())).isEqualTo(3);
    assertThat(run.err()).contains(empty + ": no videos or pictures in this folder");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aPlaylistOpensNoOtherFile() throws IOException {
    Path playlist =
        Files.writeString(
            folder.resolve("list.mp4"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"
                + faceless.toUri()
                + "\n#EXT-X-ENDLIST\n");
    assertThat(scan(playlist.toString())).isEqualTo(3);
    assertThat(run.err()).contains("failed, not_media");
  }

  @Test
  void wrongUsageIsToldBeforeAnythingIsScanned() throws IOException {
    String video = faceless.toString();
    assertWrongUsage("FILE_OR_FOLDER");
    assertWrongUsage("--frames", "--frames", "0", video);
    assertWrongUsage("--frames", "--frames", "many", video);
    assertWrongUsage("--threads", "--threads", "0", video);
    assertWrongUsage("--precision", "--precision", "fp8", video);
    assertWrongUsage("--device", "--device", "tpu", video);
    assertWrongUsage("not in bf16", "--device", "cuda", "--precision", "bf16", video);
    assertWrongUsage("--format", "--format", "json,pdf", video);
    assertWrongUsage("--colour", "--colour", video);
    assertWrongUsage("no-such-model", "--model", "no-such-model", video);
    Path file = Files.createFile(folder.resolve("a-file"));
    assertWrongUsage("there is a file of that name", "--out", file.toString(), video);
    assertThat(namesIn(folder)).containsExactly("a-file");
  }

  @Test
  void aDamagedCheckpointIsToldInOneLine() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.copy(model.resolve("model.json"), damaged.resolve("model.json"));
    byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
    Files.write(damaged.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length / 2));

    assertWrongUsage("model.safetensors", "--model", damaged.toString(), faceless.toString());
  }

  private void assertWrongUsage(String complaint, String... arguments) {
    CommandRun attempt = new CommandRun();
    String[] all = Stream.concat(Stream.of("scan"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(attempt.execute(all)).isEqualTo(2);
    assertThat(attempt.err()).contains(complaint).doesNotContain("\tat ");
    assertThat(attempt.out()).isEmpty();
  }

  private int scan(String... arguments) {
    List<String> always = List.of("scan", "--out", out().toString(), "--model", model.toString());
    return run.execute(Stream.concat(always.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("reports");
  }

  private JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(out().resolve(name).resolve("report.json").toFile());
  }

  private static List<String> namesIn(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
