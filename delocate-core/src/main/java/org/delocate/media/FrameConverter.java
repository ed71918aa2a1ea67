package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;

/**
 * Turns a decoded frame into what a person sees of it: RGB by the frame's own colour matrix and
 * range, pixels made square, upright.
 *
 * <p>A frame that does not name its matrix is taken for BT.709 if it is larger than standard
 * definition and BT.601 otherwise, as players do. Pixels that are not square are stretched along
 * one side, never shrunk, so that none is lost. Transfer curve and primaries stay as they are: high
 * dynamic range looks flat. Transparency is dropped.
 */
final class FrameConverter implements AutoCloseable {

  /** Colours between samples are interpolated; bicubic weights would cost twice the time. */
  private static final int ACCURATE = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;

  /** Pixels further from square than this come from a damaged header. */
  private static final double MOST_STRETCH = 4;

  private final AVStream stream;
  private final boolean alwaysStandardDefinition;
  private final long maxPixels;
  private final Scaler scaler = new Scaler(AV_PIX_FMT_RGB24, ACCURATE);

  FrameConverter(AVStream stream, boolean picture, MediaLimits limits) {
    this.stream = stream;
    // JPEG and VP8 are defined with BT.601 and have no way to say so.
    this.alwaysStandardDefinition = picture || stream.codecpar().codec_id() == AV_CODEC_ID_VP8;
    this.maxPixels = limits.maxPixels();
  }

  /** Pixels of a frame after its pixels were made square, before it is turned upright. */
  record Size(int width, int height) {}

  /** Copies a frame into Java memory. */
  Image convert(AVFrame frame) {
    Size size = sizeOf(frame);
    AVFrame rgb =
        scaler.scale(frame, size.width(), size.height(), matrixOf(frame), isFullRange(frame));
    byte[] pixels = Scaler.rows(rgb, size.width() * 3);
    return orientationOf(frame).apply(new Image(size.width(), size.height(), pixels));
  }

  /** The size of a frame with square pixels; the stored size if that would be too large. */
  Size sizeOf(AVFrame frame) {
    double aspect = pixelAspect(frame);
    long width = Math.round(frame.width() * Math.max(1, aspect));
    long height = Math.round(frame.height() / Math.min(1, aspect));
    return width * height <= maxPixels
        ? new Size((int) width, (int) height)
        : new Size(frame.width(), frame.height());
  }

  /** How the stored pixels of a frame have to be turned. */
  static Orientation orientationOf(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.isNull() || data.size() < Orientation.MATRIX_SIZE * Integer.BYTES) {
      return Orientation.UPRIGHT;
    }
    int[] matrix = new int[Orientation.MATRIX_SIZE];
    new IntPointer(data.data()).get(matrix);
    return Orientation.ofDisplayMatrix(matrix);
  }

  @Override
  public void close() {
    scaler.close();
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

  private int matrixOf(AVFrame frame) {
    int matrix = frame.colorspace();
    if (matrix == AVCOL_SPC_BT709
        || matrix == AVCOL_SPC_FCC
        || matrix == AVCOL_SPC_BT470BG
        || matrix == AVCOL_SPC_SMPTE170M
        || matrix == AVCOL_SPC_SMPTE240M
        || matrix == AVCOL_SPC_BT2020_NCL) {
      return matrix;
    }
    if (matrix == AVCOL_SPC_BT2020_CL) {
      return AVCOL_SPC_BT2020_NCL;
    }
    boolean large = frame.width() >= 1280 || frame.height() > 576;
    return large && !alwaysStandardDefinition ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  }

  private static boolean isFullRange(AVFrame frame) {
    int format = frame.format();
    return frame.color_range() == AVCOL_RANGE_JPEG
        || format == AV_PIX_FMT_YUVJ420P
        || format == AV_PIX_FMT_YUVJ422P
        || format == AV_PIX_FMT_YUVJ444P
        || format == AV_PIX_FMT_YUVJ440P
        || format == AV_PIX_FMT_YUVJ411P;
  }
}
