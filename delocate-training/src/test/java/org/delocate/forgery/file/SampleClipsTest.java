package org.delocate.forgery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.dataset.layout.Pictures;
import org.delocate.dataset.store.Portrait;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleClipsTest {

  @TempDir Path folder;

  @Test
  void theForgedClipDiffersFromTheRealOneWhereTheMaskSaysSo() {
    SampleClips.write(Portrait.FILE, folder, "clip", 3);
    int frames = 0;
    try (MediaReader real = MediaReader.open(folder.resolve("clip-real.mp4"));
        MediaReader forged = MediaReader.open(folder.resolve("clip-forged.mp4"));
        MediaReader mask = MediaReader.open(folder.resolve("clip-forged-mask.mp4"))) {
      for (Optional<VideoFrame> frame = real.next(); frame.isPresent(); frame = real.next()) {
        frames++;
        Image before = frame.get().image();
        Image after = forged.next().orElseThrow().image();
        Image truth = mask.next().orElseThrow().image();
        double inside = 0;
        double outside = 0;
        int insidePixels = 0;
        int pixels = before.width() * before.height();
        for (int i = 0; i < pixels; i++) {
          double difference = 0;
          for (int k = 3 * i; k < 3 * i + 3; k++) {
            difference += Math.abs((before.rgb()[k] & 0xFF) - (after.rgb()[k] & 0xFF)) / 3.0;
          }
          if ((truth.rgb()[3 * i] & 0xFF) > 127) {
            inside += difference;
            insidePixels++;
          } else {
            outside += difference;
          }
        }
        assertThat(insidePixels / (double) pixels).isBetween(0.05, 0.4);
        assertThat(inside / insidePixels).isGreaterThan(3 * outside / (pixels - insidePixels));
      }
    }
    assertThat(frames).isEqualTo(3);
  }

  @Test
  void aPictureWithoutAFaceIsRefused() {
    Path picture = folder.resolve("nobody.png");
    ImageFiles.write(picture, Pictures.textured(200, 1));
    assertThatThrownBy(() -> SampleClips.write(picture, folder, "clip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody.png");
  }
}
