package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.delocate.media.image.Image;
import org.delocate.media.image.Orientation;
import org.delocate.media.library.MediaLimits;

/**
 * Turns a decoded frame into what a person sees of it: RGB by the frame's own colour matrix and
 * range, pixels made square, upright.
 *
 * <p>A frame that does not name its matrix is taken for BT.709 if it is larger than standard
 * definition and BT.601 otherwise, as players do. Pixels that are not square are stretched along
 * one side, never shrunk, so that none is lost. High dynamic range and wide gamuts become what a
 * screen of standard range shows of them. What is transparent lies on white.
 */
public final class FrameConverter implements AutoCloseable {

  /** Colours between samples are interpolated; bicubic weights would cost twice the time. */
  private static final int ACCURATE =
      SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

  /** Pixels further from square than this come from a damaged header. */
  private static final double MOST_STRETCH = 4;

  private final AVStream stream;
  private final Orientation stored;
  private final boolean multiplied;
  private final boolean alwaysStandardDefinition;
  private final long maxPixels;
  private final Scaler scaler = new Scaler(AV_PIX_FMT_RGB24, ACCURATE);
  private final Scaler withAlpha = new Scaler(AV_PIX_FMT_RGBA, ACCURATE);
  private final DeepConverter deep;

  /**
   * @param stored how frames are to be turned that say nothing of it themselves
   * @param multiplied whether colours were multiplied by their opacity already
   */
  public FrameConverter(
      AVStream stream,
      boolean picture,
      Orientation stored,
      boolean multiplied,
      MediaLimits limits) {
    this.stream = stream;
    this.stored = stored;
    this.multiplied = multiplied;
    this.deep = new DeepConverter(ACCURATE, multiplied);
    // JPEG and VP8 are defined with BT.601 and have no way to say so.
    this.alwaysStandardDefinition = picture || stream.codecpar().codec_id() == AV_CODEC_ID_VP8;
    this.maxPixels = limits.maxPixels();
  }

  /** Pixels of a frame after its pixels were made square, before it is turned upright. */
  public record Size(int width, int height) {}

  /** Copies a frame into Java memory. */
  public Image convert(AVFrame frame) {
    Size size = sizeOf(frame);
    Colours colours = Colours.of(frame, stream.codecpar().codec_id(), alwaysStandardDefinition);
    byte[] pixels = pixelsOf(frame, size, colours);
    return orientationOf(frame).apply(new Image(size.width(), size.height(), pixels));
  }

  private byte[] pixelsOf(AVFrame frame, Size size, Colours colours) {
    if (!colours.plain()) {
      return deep.convert(frame, size.width(), size.height(), colours);
    }
    int matrix = colours.matrix();
    boolean fullRange = colours.fullRange();
    byte[] pixels;
    if (colours.alpha()) {
      AVFrame rgba = withAlpha.scale(frame, size.width(), size.height(), matrix, fullRange);
      byte[] rows = Scaler.rows(rgba, size.width() * 4);
      withAlpha.release();
      pixels = onWhite(rows, !fullRange && colours.isGrey());
    } else {
      AVFrame rgb = scaler.scale(frame, size.width(), size.height(), matrix, fullRange);
      pixels = Scaler.rows(rgb, size.width() * 3);
      scaler.release();
      if (!fullRange && colours.isGrey()) {
        stretchGrey(pixels);
      }
    }
    return pixels;
  }

  /** libswscale takes all grey for full range. */
  private static void stretchGrey(byte[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = stretched(pixels[i] & 0xFF);
    }
  }

  private static byte stretched(int value) {
    return (byte) Math.max(0, Math.min(255, Math.round((value - 16) * 255 / 219f)));
  }

  private byte[] onWhite(byte[] rgba, boolean limitedGrey) {
    byte[] pixels = new byte[rgba.length / 4 * 3];
    int target = 0;
    for (int source = 0; source < rgba.length; source += 4) {
      int opacity = rgba[source + 3] & 0xFF;
      for (int i = 0; i < 3; i++) {
        byte stored = rgba[source + i];
        int value = (limitedGrey ? stretched(stored & 0xFF) : stored) & 0xFF;
        int own = multiplied ? Math.min(value, opacity) * 255 : value * opacity;
        pixels[target++] = (byte) ((own + 255 * (255 - opacity) + 127) / 255);
      }
    }
    return pixels;
  }

  /** The size of a frame with square pixels; the stored size if that would be too large. */
  public Size sizeOf(AVFrame frame) {
    double aspect = pixelAspect(frame);
    long width = Math.round(frame.width() * Math.max(1, aspect));
    long height = Math.round(frame.height() / Math.min(1, aspect));
    return width * height <= maxPixels
        ? new Size((int) width, (int) height)
        : new Size(frame.width(), frame.height());
  }

  /** How the stored pixels of a frame have to be turned. */
  public Orientation orientationOf(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.isNull() || data.size() < Orientation.MATRIX_SIZE * Integer.BYTES) {
      return stored;
    }
    int[] matrix = new int[Orientation.MATRIX_SIZE];
    new IntPointer(data.data()).get(matrix);
    return Orientation.ofDisplayMatrix(matrix);
  }

  @Override
  public void close() {
    scaler.close();
    withAlpha.close();
    deep.close();
  }

  /** Width of a pixel over its height; the container's word goes before the codec's. */
  private double pixelAspect(AVFrame frame) {
    double aspect = valueOf(stream.sample_aspect_ratio());
    if (aspect <= 0) {
      aspect = valueOf(frame.sample_aspect_ratio());
    }
    return aspect >= 1 / MOST_STRETCH && aspect <= MOST_STRETCH ? aspect : 1;
  }

  private static double valueOf(AVRational ratio) {
    return ratio.den() == 0 ? 0 : (double) ratio.num() / ratio.den();
  }
}
