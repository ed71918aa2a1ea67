package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.delocate.cli.CommandRun;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One run over everything that is no plain video with a face: what {@code docs/scan.md} promises.
 */
final class ScanBadInputTest {

  private static final Path SAMPLE = Path.of("../samples/astronaut-real.mp4");
  @TempDir private static Path folder;
  private static final CommandRun RUN = new CommandRun();
  private static int exitCode;

  @BeforeAll
  static void scanThemAll() throws IOException {
    Path model = SmallModel.writeTo(Files.createDirectory(folder.resolve("model")));
    Files.createDirectory(folder.resolve("inputs"));
    writeWhatFails();
    writePictures();
    writeDamagedVideos();
    List<String> arguments =
        new ArrayList<>(
            List.of("scan", "--frames", "4", "--format", "json", "--model", model.toString()));
    Collections.addAll(arguments, "--out", folder.resolve("out").toString());
    try (Stream<Path> inputs = Files.list(folder.resolve("inputs"))) {
      inputs.sorted().forEach(input -> arguments.add(input.toString()));
    }
    exitCode = RUN.execute(arguments.toArray(String[]::new));
  }

  private static void writeWhatFails() throws IOException {
    byte[] song = BadFiles.silentSong();
    Files.write(input("song.mp3"), song);
    byte[] cover = ImageFiles.encodeJpeg(BadFiles.cartoon(), 90);
    Files.write(input("covered-song.mp3"), BadFiles.withCover(song, cover));
    Files.write(input("huge.png"), BadFiles.hugePicture());
    ImageFiles.write(input("tiny.png"), Image.black(16, 16));
    Files.writeString(
        input("playlist.m3u8"),
        "#EXTM3U\n#EXTINF:5,\n" + SAMPLE.toAbsolutePath().toUri() + "\n#EXT-X-ENDLIST\n");
    Files.writeString(input("plain-list.m3u"), SAMPLE.toAbsolutePath() + "\n");
    Files.createFile(input("zero.mp4"));
    Files.writeString(input("text.mp4"), "no video, whatever the name says\n");
    Files.createSymbolicLink(input("link.mp4"), folder.resolve("gone.mp4"));
    Files.createDirectory(input("folder.mp4"));
  }

  private static void writePictures() throws IOException {
    Image portrait = ImageFiles.read(Path.of("../samples/source/astronaut.jpg"));
    for (String format : List.of("jpg", "png", "webp")) {
      ImageFiles.write(input("portrait-" + format + "." + format), portrait);
    }
    ImageFiles.write(input("half-face.png"), BadFiles.cut(portrait, 222, 0, 256, 400));
    ImageFiles.write(input("cartoon.png"), BadFiles.cartoon());
    ImageFiles.write(input("three-people.png"), BadFiles.sideBySide(portrait, portrait, portrait));
    List<Image> moving = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      moving.add(BadFiles.cut(portrait, 60 + 4 * i, 0, 300, 300));
    }
    BadFiles.animatedGif(input("animated.gif"), moving);
  }

  private static void writeDamagedVideos() throws IOException {
    byte[] video = Files.readAllBytes(SAMPLE);
    Files.write(input("cut-off.mp4"), Arrays.copyOf(video, video.length * 6 / 10));
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      int at = video.length / 10 + random.nextInt(video.length * 7 / 10);
      video[at] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(input("flipped.mp4"), video);
  }

  @ParameterizedTest
  @CsvSource({
    "song, no_video",
    "covered-song, no_video",
    "huge, too_large",
    "tiny, too_small",
    "playlist, not_media",
    "plain-list, not_media",
    "zero, empty_file",
    "text, not_media",
    "link, unreadable",
  })
  void whatCannotBeWatchedFailsForItsReason(String name, String reason) throws IOException {
    JsonNode verdict = report(name).get("verdict");
    assertThat(verdict.get("status").asText()).isEqualTo("failed");
    assertThat(verdict.get("reason").asText()).isEqualTo(reason);
    assertThat(RUN.err()).contains("failed, " + reason);
  }

  @Test
  void halfAFaceAtTheBorderGetsNoVerdict() throws IOException {
    JsonNode verdict = report("half-face").get("verdict");
    assertThat(verdict.get("status").asText()).isEqualTo("abstained");
    assertThat(verdict.get("reason").asText()).isEqualTo("no_face");
  }

  @ParameterizedTest
  @CsvSource({
    "portrait-jpg, 1, 1",
    "portrait-png, 1, 1",
    "portrait-webp, 1, 1",
    "animated, 1, 3",
    "three-people, 3, 1",
  })
  void pictureFacesAreScored(String name, int people, int frames) throws IOException {
    JsonNode report = report(name);
    assertThat(report.at("/verdict/status").asText()).isEqualTo("scored");
    assertThat(report.get("tracks")).hasSize(people);
    assertThat(report.at("/tracks/0/frames")).hasSize(frames);
  }

  @Test
  void aVideoThatWasCutOffSaysWhatIsMissingAndIsNotAuthentic() throws IOException {
    JsonNode report = report("cut-off");
    assertThat(report.at("/verdict/status").asText()).isIn("scored", "abstained");
    assertThat(report.at("/verdict/label").asText()).isNotEqualTo("authentic");
    assertThat(report.at("/tracks/0/frames")).isNotEmpty();
    assertThat(report.at("/input/framesMissing").asInt()).isPositive();
    assertThat(
            report.at("/input/framesDecoded").asInt() + report.at("/input/framesMissing").asInt())
        .isGreaterThan(100);
  }

  @Test
  void flippedBitsAreCountedAsDamage() throws IOException {
    assertThat(report("flipped").at("/input/framesDamaged").asInt()).isPositive();
  }

  @Test
  void noInputIsJudgedWithoutAScoredFace() throws IOException {
    try (Stream<Path> reports = Files.list(folder.resolve("out"))) {
      for (Path path : reports.filter(Files::isDirectory).toList()) {
        JsonNode report = report(path.getFileName().toString());
        boolean scored = report.at("/verdict/status").asText().equals("scored");
        assertThat(report.get("verdict").has("label")).as("%s", path).isEqualTo(scored);
        boolean anyFace =
            StreamSupport.stream(report.get("tracks").spliterator(), false)
                .anyMatch(track -> !track.get("frames").isEmpty());
        assertThat(report.get("verdict").has("probability")).as("%s", path).isEqualTo(anyFace);
        assertThat(!scored || anyFace).as("%s", path).isTrue();
      }
    }
  }

  @Test
  void theRunGoesOnToItsEndAndSaysThatSomeFailed() {
    assertThat(exitCode).isEqualTo(3);
    assertThat(RUN.err())
        .contains("folder.mp4: no videos or pictures in this folder")
        .contains("19 inputs: ", "10 failed")
        .doesNotContain("\tat ", "internal error");
  }

  private static Path input(String name) {
    return folder.resolve("inputs").resolve(name);
  }

  private static JsonNode report(String name) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("out").resolve(name).resolve("report.json").toFile());
  }
}
