package org.delocate.report.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.delocate.detection.result.Report;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.write.VideoWriter;
import org.delocate.report.MadeUpScan;
import org.delocate.report.ReportFormat;
import org.delocate.report.ReportWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {

  /** Inside the marked mouth, in pixels of the frame: (32, 48) of the crop. */
  private static final int MOUTH_X = 164;

  private static final int MOUTH_Y = 146;

  private final MadeUpScan scan = new MadeUpScan(i -> 0.9);

  @TempDir private Path folder;

  @Test
  void heatMapsLieOnTheFaceInEveryFrameInWhichItWasSeen() {
    Path video = video();
    overlay(video, scan.frames());

    List<VideoFrame> frames = frames(folder.resolve("out/overlay.mp4"));
    assertThat(frames).hasSize(MadeUpScan.FRAMES);
    for (VideoFrame frame : frames) {
      assertThat(frame.timeSeconds()).isCloseTo(frame.index() * 0.5, within(0.01));
      // The made-up face was looked for in every frame and found in every second one.
      assertThat(isHot(frame)).as("frame " + frame.index()).isEqualTo(frame.index() % 2 == 0);
    }
  }

  @Test
  void betweenSampledFramesTheFaceIsInterpolated() {
    Path video = video();
    overlay(video, scan.frames().stream().filter(frame -> !frame.faces().isEmpty()).toList());

    for (VideoFrame frame : frames(folder.resolve("out/overlay.mp4"))) {
      // The last face is in frame 18: behind it nobody knows.
      assertThat(isHot(frame)).as("frame " + frame.index()).isEqualTo(frame.index() <= 18);
    }
  }

  @Test
  void aPictureGetsAPicture() {
    Path picture = folder.resolve("talk.png");
    ImageFiles.write(picture, scan.frames().get(0).frame().image());
    overlay(picture, scan.frames().subList(0, 1));

    Image image = ImageFiles.read(folder.resolve("out/overlay.png"));
    assertThat(image.width()).isEqualTo(320);
    assertThat(image.sample(MOUTH_X, MOUTH_Y, 0) - image.sample(MOUTH_X, MOUTH_Y, 2))
        .isGreaterThan(40);
    // The mask's left edge lies at 131.5, 130.5 to 161.5 high: a light line within, a dark one
    // around.
    int light = 0;
    int dark = 255;
    for (int x = 122; x < 142; x++) {
      int least = 255;
      int most = 0;
      for (int channel = 0; channel < 3; channel++) {
        least = Math.min(least, image.sample(x, MOUTH_Y, channel));
        most = Math.max(most, image.sample(x, MOUTH_Y, channel));
      }
      light = Math.max(light, least);
      dark = Math.min(dark, most);
    }
    assertThat(light).isGreaterThan(200);
    assertThat(dark).isLessThan(60);
    assertThat(folder.resolve("out/overlay.mp4")).doesNotExist();
  }

  @Test
  void withoutAScoredFaceThereIsNothingToOverlay() {
    overlay(folder.resolve("not-even-opened.mp4"), List.of());

    assertThat(folder.resolve("out").toFile().list()).isEmpty();
  }

  @Test
  void anInputThatHasGoneIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> overlay(folder.resolve("gone.mp4"), scan.frames()))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("gone.mp4");
    assertThat(folder.resolve("out").toFile().list()).isEmpty();
  }

  private void overlay(Path source, List<ScoredFrame> frames) {
    Report report = scan.report(source.toString());
    try (ReportWriter writer =
        ReportWriter.open(
            source, folder.resolve("out"), EnumSet.of(ReportFormat.OVERLAY), MadeUpScan.model())) {
      frames.forEach(writer::frameScored);
      writer.write(report);
    }
  }

  private Path video() {
    Path file = folder.resolve("talk.mp4");
    try (VideoWriter writer = new VideoWriter(file, 320, 240, 2)) {
      for (ScoredFrame frame : scan.frames()) {
        writer.write(frame.frame().image(), frame.frame().timeSeconds());
      }
    }
    assertThat(Files.exists(file)).isTrue();
    return file;
  }

  private static List<VideoFrame> frames(Path file) {
    List<VideoFrame> frames = new ArrayList<>();
    try (MediaReader reader = MediaReader.open(file)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(next.get());
      }
    }
    return frames;
  }

  /** The made-up frames have more blue than red on the right; the heat map's end is dark red. */
  private static boolean isHot(VideoFrame frame) {
    return frame.image().sample(MOUTH_X, MOUTH_Y, 1) < 70;
  }

  private static org.assertj.core.data.Offset<Double> within(double seconds) {
    return org.assertj.core.data.Offset.offset(seconds);
  }
}
