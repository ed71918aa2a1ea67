package org.delocate.forgery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.layout.Pictures;
import org.delocate.dataset.store.Portrait;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.forgery.forger.Donors;
import org.delocate.forgery.forger.FaceSwapForger;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.forgery.forger.ReenactmentForger;
import org.delocate.forgery.forger.SelfBlendedForger;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileForgeryTest {

  @TempDir Path folder;

  @Test
  void withoutCompressionAllPixelsOutsideTheMaskAreThoseOfTheInput() {
    Path input = clip("input.mkv", 5);
    Path out = folder.resolve("forged.mkv");
    Path mask = folder.resolve("mask.mkv");
    FileForgery.Summary summary =
        new FileForgery(input, out, mask, new ReenactmentForger(), 3, Optional.empty())
            .run((done, total) -> assertThat(done).isBetween(1L, total));
    assertThat(summary).isEqualTo(new FileForgery.Summary(5, 5));
    List<Image> before = frames(input);
    List<Image> after = frames(out);
    List<Image> truth = frames(mask);
    for (int frame = 0; frame < 5; frame++) {
      int changed = 0;
      for (int i = 0; i < before.get(frame).rgb().length; i++) {
        int difference =
            Math.abs((before.get(frame).rgb()[i] & 0xFF) - (after.get(frame).rgb()[i] & 0xFF));
        if (truth.get(frame).rgb()[i] == 0) {
          assertThat(difference).isLessThan(2);
        } else {
          changed += difference > 1 ? 1 : 0;
        }
      }
      assertThat(changed).isGreaterThan(300);
    }
  }

  /** Whether it is warm or cold is chosen once, not anew for every frame. */
  @Test
  void aFilterIsTheSameThroughoutAVideo() {
    Path out = folder.resolve("forged.mkv");
    new FileForgery(
            clip("input.mkv", 6),
            out,
            folder.resolve("mask.mkv"),
            new ReenactmentForger(),
            3,
            Optional.of(NamedDegradations.named("filter", 4)))
        .run((done, total) -> {});
    List<Image> after = frames(out);
    for (Image frame : after) {
      // A corner, which no forger reaches, of a clip that shows one picture throughout.
      assertThat(Arrays.copyOf(frame.rgb(), 30)).isEqualTo(Arrays.copyOf(after.get(0).rgb(), 30));
    }
  }

  @Test
  void aVideoSaysThatItIsSyntheticAlsoAfterACodec() throws Exception {
    Path out = folder.resolve("forged.mp4");
    new FileForgery(
            clip("input.mkv", 3),
            out,
            folder.resolve("mask.mp4"),
            new FaceSwapForger(List.of(Donors.tinted(0.95, -0.1, 14, -6))),
            3,
            Optional.of(NamedDegradations.named("h264-twice", 3)))
        .run((done, total) -> {});
    String bytes = new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("SYNTHETIC").contains("face-swap").contains("h264-twice 3");
    assertThat(frames(out)).hasSize(3);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void nothingIsWrittenWhereThereIsNoFace() throws Exception {
    Path input = folder.resolve("nobody.mkv");
    try (VideoWriter writer = new VideoWriter(input, 160, 120, 25, VideoEncoding.withoutLoss())) {
      writer.write(Pictures.textured(160, 1), 0);
      writer.write(Pictures.textured(160, 2), 0.04);
    }
    assertThatThrownBy(
            () ->
                new FileForgery(
                        input,
                        folder.resolve("a.mp4"),
                        folder.resolve("b.mp4"),
                        new SelfBlendedForger(),
                        1,
                        Optional.empty())
                    .run((done, total) -> {}))
        .isInstanceOf(NoFaceFoundException.class)
        .hasMessageContaining("nobody.mkv");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(input);
    }
  }

  @Test
  void theSheetShowsEveryForger() {
    Path sheet = folder.resolve("sheet.png");
    List<Forger> forgers = List.of(new SelfBlendedForger(), new ReenactmentForger());
    ForgerySheet.write(sheet, forgers, List.of(ForgerContract.FACE), 2, 1);
    Image image = ImageFiles.read(sheet);
    assertThat(image.width()).isEqualTo(2 * (4 * 192 + 4));
    assertThat(image.height()).isEqualTo(2 * (192 + 4));
  }

  private Path clip(String name, int count) {
    Path file = folder.resolve(name);
    Image portrait = Portrait.image();
    try (VideoWriter writer =
        new VideoWriter(
            file, portrait.width(), portrait.height(), 25, VideoEncoding.withoutLoss())) {
      for (int i = 0; i < count; i++) {
        writer.write(portrait, i / 25.0);
      }
    }
    return file;
  }

  private static List<Image> frames(Path file) {
    List<Image> frames = new ArrayList<>();
    try (MediaReader reader = MediaReader.open(file)) {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get().image());
      }
    }
    return frames;
  }
}
