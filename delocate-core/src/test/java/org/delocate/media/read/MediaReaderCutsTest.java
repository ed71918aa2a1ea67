package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.sampling.FrameSampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaReaderCutsTest {

  @TempDir Path folder;

  @Test
  void aHardCutIsSeenAtItsFrame() {
    List<VideoFrame> frames =
        frames(40, i -> Pictures.blocks(320, 192, i < 25 ? 1 : 2), FrameSampling.all());

    assertThat(cutsOf(frames)).containsExactly(25L);
  }

  @Test
  void aCutBetweenSamplesIsSeenAtTheNextSample() {
    List<VideoFrame> frames =
        frames(40, i -> Pictures.blocks(320, 192, i < 22 ? 1 : 2), FrameSampling.even(4));

    assertThat(cutsOf(frames)).containsExactly(25L);
  }

  @Test
  void thereAndBackBetweenSamplesIsStillACut() {
    List<VideoFrame> frames =
        frames(
            60, i -> Pictures.blocks(320, 192, i >= 20 && i < 32 ? 2 : 1), FrameSampling.even(2));

    assertThat(cutsOf(frames)).containsExactly(45L);
  }

  @Test
  void motionIsNoCut() {
    Image wide = Pictures.blocks(1280, 192, 5);

    List<VideoFrame> slow = frames(60, i -> crop(wide, 4 * i), FrameSampling.all());
    List<VideoFrame> panning = frames(60, i -> crop(wide, 14 * i), FrameSampling.all());
    List<VideoFrame> starting =
        frames(60, i -> crop(wide, i < 30 ? 0 : 10 * (i - 30)), FrameSampling.all());

    assertThat(cutsOf(slow)).isEmpty();
    assertThat(cutsOf(panning)).isEmpty();
    assertThat(cutsOf(starting)).isEmpty();
  }

  @Test
  void flashesAndFadesAreNoCuts() {
    Image scene = Pictures.blocks(320, 192, 3);

    List<VideoFrame> flash =
        frames(40, i -> i == 20 || i == 21 ? lit(scene, 0.3, 170) : scene, FrameSampling.all());
    List<VideoFrame> white =
        frames(40, i -> i == 20 ? lit(scene, 0, 255) : scene, FrameSampling.all());
    List<VideoFrame> fade =
        frames(40, i -> lit(scene, Math.abs(20 - i) / 20.0, 0), FrameSampling.all());

    assertThat(cutsOf(flash)).isEmpty();
    assertThat(cutsOf(white)).isEmpty();
    assertThat(cutsOf(fade)).isEmpty();
  }

  @Test
  void aDropoutBetweenSamplesIsNoCut() {
    List<VideoFrame> frames =
        frames(
            60, i -> Pictures.blocks(320, 192, i == 20 || i == 21 ? 2 : 1), FrameSampling.even(2));

    assertThat(cutsOf(frames)).isEmpty();
  }

  private List<VideoFrame> frames(int count, IntFunction<Image> pictures, FrameSampling sampling) {
    Path file =
        Clips.write(
            folder.resolve("clip.mp4"), Clips.settings("mp4", "libopenh264"), count, pictures);
    return Clips.readAll(file, sampling);
  }

  private static List<Long> cutsOf(List<VideoFrame> frames) {
    return frames.stream().filter(VideoFrame::afterCut).map(VideoFrame::index).toList();
  }

  private static Image crop(Image wide, int left) {
    byte[] rgb = new byte[320 * 192 * 3];
    for (int y = 0; y < 192; y++) {
      System.arraycopy(wide.rgb(), (y * wide.width() + left) * 3, rgb, y * 320 * 3, 320 * 3);
    }
    return new Image(320, 192, rgb);
  }

  private static Image lit(Image image, double gain, int added) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.min(255, Math.round((image.rgb()[i] & 0xFF) * gain + added));
    }
    return new Image(image.width(), image.height(), rgb);
  }
}
