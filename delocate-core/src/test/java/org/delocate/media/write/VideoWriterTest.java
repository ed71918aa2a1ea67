package org.delocate.media.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.Clips;
import org.delocate.media.read.MediaReader;
import org.delocate.media.read.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VideoWriterTest {

  @TempDir Path folder;

  @Test
  void writesH264WithItsTimesAndTheTableInFront() throws IOException {
    Path file = folder.resolve("überlagert.mp4");
    double[] times = {0, 0.04, 0.2, 0.21, 0.9};
    try (VideoWriter writer = new VideoWriter(file, 320, 192, 25)) {
      for (int i = 0; i < times.length; i++) {
        writer.write(Pictures.moving(320, 192, i), times[i]);
      }
      assertThat(file).doesNotExist();
    }

    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.info().codec()).isEqualTo("h264");
      assertThat(reader.info().durationSeconds()).isCloseTo(0.94, within(0.001));
      List<VideoFrame> frames = Clips.readAll(reader);
      assertThat(frames).hasSize(times.length);
      for (int i = 0; i < times.length; i++) {
        assertThat(frames.get(i).timeSeconds()).isCloseTo(times[i], within(0.0001));
        assertThat(Pictures.meanDifference(frames.get(i).image(), Pictures.moving(320, 192, i)))
            .isLessThan(4);
      }
    }
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(content.indexOf("moov")).isPositive().isLessThan(content.indexOf("mdat"));
    assertOnly(file);
  }

  @Test
  void oddSidesGrowByACopy() {
    Path file = folder.resolve("odd.mp4");
    try (VideoWriter writer = new VideoWriter(file, 321, 193, 25)) {
      writer.write(Pictures.gradient(321, 193), 0);
    }

    Image image = Clips.readAll(file).get(0).image();

    assertThat(image.width()).isEqualTo(322);
    assertThat(image.height()).isEqualTo(194);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(image.sample(321, 193, channel))
          .isCloseTo(Pictures.gradient(321, 193).sample(320, 192, channel), within(40));
    }
  }

  @Test
  void losslessKeepsEveryPixel() {
    Path file = folder.resolve("exact.mkv");
    try (VideoWriter writer = new VideoWriter(file, 161, 95, 30, VideoEncoding.withoutLoss())) {
      for (int i = 0; i < 10; i++) {
        writer.write(Pictures.blocks(161, 95, i), i / 30.0);
      }
    }

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(frames.get(i).image()).isEqualTo(Pictures.blocks(161, 95, i));
    }
  }

  @Test
  void commentAndSizeAreAsWanted() throws IOException {
    Path small = folder.resolve("small.mp4");
    Path large = folder.resolve("large.mp4");
    for (Path file : List.of(small, large)) {
      VideoEncoding encoding =
          VideoEncoding.forViewing()
              .withComment("Synthetic: made to test")
              .withBitsPerSecond(file.equals(small) ? 100_000 : 4_000_000);
      try (VideoWriter writer = new VideoWriter(file, 320, 192, 25, encoding)) {
        for (int i = 0; i < 25; i++) {
          writer.write(Pictures.blocks(320, 192, i), i / 25.0);
        }
      }
    }

    assertThat(Files.size(small)).isLessThan(Files.size(large) / 2);
    assertThat(Files.readString(small, StandardCharsets.ISO_8859_1))
        .contains("Synthetic: made to test");
  }

  @Test
  void picturesOfAnotherSizeAreResized() {
    Path file = folder.resolve("mixed.mp4");
    try (VideoWriter writer = new VideoWriter(file, 320, 192, 25)) {
      writer.write(Pictures.corners(320, 192), 0);
      writer.write(Pictures.corners(640, 480), 0.04);
    }

    Image second = Clips.readAll(file).get(1).image();

    assertThat(Pictures.meanDifference(second, Pictures.corners(320, 192))).isLessThan(6);
  }

  @Test
  void largerThanH264TakesFallsBack() {
    Path file = folder.resolve("large.mp4");
    try (VideoWriter writer = new VideoWriter(file, 4200, 2400, 25)) {
      writer.write(Image.black(4200, 2400), 0);
    }

    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.info().codec()).isEqualTo("mpeg4");
      assertThat(reader.info().width()).isEqualTo(4200);
    }
  }

  @Test
  void nothingAppearsWhenNothingWasWrittenOrItWasGivenUp() throws IOException {
    new VideoWriter(folder.resolve("none.mp4"), 320, 192, 25).close();
    VideoWriter writer = new VideoWriter(folder.resolve("abandoned.mp4"), 320, 192, 25);
    writer.write(Pictures.corners(320, 192), 0);
    writer.abandon();
    assertThatThrownBy(() -> writer.write(Pictures.corners(320, 192), 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new VideoWriter(folder.resolve("no/folder.mp4"), 320, 192, 25))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.WRITE_FAILED));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private void assertOnly(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** SVT-AV1, where it runs as root, gives real-time priority to the thread that opens it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void writingLeavesThePriorityOfTheThreadAlone() throws IOException {
    List<String> before = priority();
    VideoEncoding encoding = VideoEncoding.forViewing().withCodec(VideoCodec.AV1);
    try (VideoWriter writer = new VideoWriter(folder.resolve("clip.mp4"), 128, 128, 25, encoding)) {
      writer.write(Image.black(128, 128), 0);
    }
    assertThat(priority()).isEqualTo(before);
  }

  /** Real-time priority and policy of this thread: fields 40 and 41 of its state. */
  private static List<String> priority() throws IOException {
    String state = Files.readString(Path.of("/proc/thread-self/stat"));
    String[] fromThird = state.substring(state.lastIndexOf(')') + 2).split(" ", -1);
    return List.of(fromThird[37], fromThird[38]);
  }
}
