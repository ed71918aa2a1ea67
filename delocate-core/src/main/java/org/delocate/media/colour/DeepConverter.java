package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA64LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA444P16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Converts frames of which libswscale makes wrong colours: high dynamic range, wide gamuts, rare
 * matrices. libswscale only changes the size and fills in colour differences, at 16 bits a sample;
 * the rest is computed here.
 */
final class DeepConverter implements AutoCloseable {

  private final Scaler rgb;
  private final Scaler luma;
  private final boolean multiplied;
  private Colours current;
  private Optional<HdrConverter> light = Optional.empty();
  private LumaCodes codes;

  /**
   * @param multiplied whether colours were multiplied by their opacity already
   */
  DeepConverter(int flags, boolean multiplied) {
    this.multiplied = multiplied;
    rgb = new Scaler(AV_PIX_FMT_RGBA64LE, flags);
    luma = new Scaler(AV_PIX_FMT_YUVA444P16LE, flags);
  }

  /** Interleaved RGB of full range as a screen shows it, on white where it is transparent. */
  byte[] convert(AVFrame frame, int width, int height, Colours colours) {
    if (!colours.equals(current)) {
      current = colours;
      codes = LumaCodes.of(colours);
      light = colours.shownAsStored() ? Optional.empty() : Optional.of(new HdrConverter(colours));
    }
    byte[] shown = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    if (colours.samples() == Colours.Samples.YUV) {
      // The matrix is without effect between two formats of luma.
      ofLuma(
          luma.scale(frame, width, height, AVCOL_SPC_BT709, colours.fullRange()), shown, colours);
      luma.release();
    } else {
      ofRgb(rgb.scale(frame, width, height, AVCOL_SPC_BT709, true), shown, colours);
      rgb.release();
    }
    return shown;
  }

  private void ofLuma(AVFrame frame, byte[] shown, Colours colours) {
    int width = frame.width();
    ShortBuffer[] planes = new ShortBuffer[4];
    for (int i = 0; i < 4; i++) {
      planes[i] = samples(frame, i);
    }
    // The codes of a standard are those of 8 bits, shifted.
    float black = colours.fullRange() ? 0 : 16 * 256;
    float scale = 1 / (colours.fullRange() ? largest(colours.depth()) : 219 * 256f);
    float differences = 1 / (colours.fullRange() ? largest(colours.depth()) : 224 * 256f);
    float[] pixel = new float[3];
    int target = 0;
    for (int y = 0; y < frame.height(); y++) {
      int[] row = new int[4];
      for (int i = 0; i < 4; i++) {
        row[i] = y * (frame.linesize(i) / Short.BYTES);
      }
      for (int x = 0; x < width; x++) {
        codes.toRgb(
            (unsigned(planes[0], row[0] + x) - black) * scale,
            (unsigned(planes[1], row[1] + x) - 32768) * differences,
            (unsigned(planes[2], row[2] + x) - 32768) * differences,
            pixel);
        int opacity = colours.alpha() ? unsigned(planes[3], row[3] + x) : 0xFFFF;
        target = put(pixel, opacity, shown, target);
      }
    }
  }

  private void ofRgb(AVFrame frame, byte[] shown, Colours colours) {
    ShortBuffer samples = samples(frame, 0);
    boolean limited = !colours.fullRange();
    float[] pixel = new float[3];
    int target = 0;
    for (int y = 0; y < frame.height(); y++) {
      int source = y * (frame.linesize(0) / Short.BYTES);
      for (int x = 0; x < frame.width(); x++) {
        for (int i = 0; i < 3; i++) {
          float value = unsigned(samples, source + i) / 65535f;
          pixel[i] = limited ? (value * 255 - 16) / 219 : value;
        }
        int opacity = colours.alpha() ? unsigned(samples, source + 3) : 0xFFFF;
        target = put(pixel, opacity, shown, target);
        source += 4;
      }
    }
  }

  private int put(float[] pixel, int opacity, byte[] shown, int at) {
    float part = opacity / 65535f;
    for (int i = 0; i < 3 && multiplied && part > 0; i++) {
      pixel[i] /= part;
    }
    if (light.isPresent()) {
      light.get().convert(pixel);
    } else {
      for (int i = 0; i < 3; i++) {
        pixel[i] = Math.max(0, Math.min(1, pixel[i])) * 255;
      }
    }
    for (int i = 0; i < 3; i++) {
      shown[at + i] = (byte) (int) (pixel[i] * part + 255 * (1 - part) + 0.5f);
    }
    return at + 3;
  }

  private static ShortBuffer samples(AVFrame frame, int plane) {
    long bytes = (long) frame.linesize(plane) * frame.height();
    ByteBuffer buffer = frame.data(plane).limit(bytes).asByteBuffer();
    return buffer.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
  }

  private static int unsigned(ShortBuffer samples, int at) {
    return samples.get(at) & 0xFFFF;
  }

  /** What libswscale makes of the largest value of a sample: it is shifted to 16 bits. */
  private static float largest(int depth) {
    return ((1 << depth) - 1) << (16 - depth);
  }

  @Override
  public void close() {
    rgb.close();
    luma.close();
  }
}
