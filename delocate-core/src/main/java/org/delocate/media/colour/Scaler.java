package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;

/** libswscale with its context and target kept from frame to frame as long as the formats stay. */
public final class Scaler implements AutoCloseable {

  /** Everything on which the context depends. */
  private record Conversion(
      int sourceWidth,
      int sourceHeight,
      int sourceFormat,
      int width,
      int height,
      int matrix,
      boolean fullRange) {}

  /** Targets above so many bytes are not kept: those of 8K and of large photographs. [ours] */
  private static final long MOST_KEPT_BYTES = 1L << 26;

  private final int targetFormat;
  private final int targetMatrix;
  private final boolean targetFullRange;
  private final int flags;
  private Conversion current;
  private SwsContext context;
  private AVFrame target;

  /** A scaler to RGB or full-range grey. */
  public Scaler(int targetFormat, int flags) {
    this(targetFormat, AVCOL_SPC_BT709, true, flags);
  }

  public Scaler(int targetFormat, int targetMatrix, boolean targetFullRange, int flags) {
    this.targetFormat = targetFormat;
    this.targetMatrix = targetMatrix;
    this.targetFullRange = targetFullRange;
    this.flags = flags;
  }

  /**
   * Converts and resizes a frame.
   *
   * @param matrix FFmpeg's number of the source's colour matrix
   * @param fullRange whether the source's luma goes from 0 to 255
   * @return the target, which the next call overwrites
   * @throws MediaException UNSUPPORTED_CODEC if libswscale cannot read the format of the pixels
   */
  public AVFrame scale(AVFrame source, int width, int height, int matrix, boolean fullRange) {
    Conversion conversion =
        new Conversion(
            source.width(), source.height(), source.format(), width, height, matrix, fullRange);
    if (!conversion.equals(current)) {
      prepare(conversion);
    }
    int result = sws_scale_frame(context, target, source);
    if (result < 0) {
      throw unsupported(Ffmpeg.describe(result));
    }
    return target;
  }

  /**
   * Lets go of the target, now that it was read, if it is a large one: what comes before the next
   * frame, finding and cutting faces, needs as much memory for itself.
   */
  void release() {
    if (target != null
        && av_image_get_buffer_size(target.format(), target.width(), target.height(), 1)
            > MOST_KEPT_BYTES) {
      close();
    }
  }

  /** The rows of the first plane of a frame, without the padding between them. */
  public static byte[] rows(AVFrame frame, int bytesPerRow) {
    byte[] rows = new byte[bytesPerRow * frame.height()];
    BytePointer plane = frame.data(0);
    for (int y = 0; y < frame.height(); y++) {
      plane.position((long) y * frame.linesize(0)).get(rows, y * bytesPerRow, bytesPerRow);
    }
    return rows;
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    if (target != null) {
      av_frame_free(target);
      target = null;
    }
    current = null;
  }

  private void prepare(Conversion conversion) {
    close();
    context =
        sws_getContext(
            conversion.sourceWidth(),
            conversion.sourceHeight(),
            conversion.sourceFormat(),
            conversion.width(),
            conversion.height(),
            targetFormat,
            flags,
            null,
            null,
            (DoublePointer) null);
    if (context == null || context.isNull()) {
      context = null;
      throw unsupported("pixel format " + conversion.sourceFormat());
    }
    // Between two formats of RGB, or two of luma, nothing but depth and size may change: with two
    // different tables libswscale would take even RGB apart and put it together by the other one.
    boolean fromRgb = isRgb(conversion.sourceFormat());
    boolean toRgb = isRgb(targetFormat);
    int sourceMatrix = fromRgb && toRgb ? targetMatrix : conversion.matrix();
    boolean sourceFullRange = fromRgb || conversion.fullRange();
    boolean lumaOnly = !fromRgb && isLuma(targetFormat);
    int one = 1 << 16;
    sws_setColorspaceDetails(
        context,
        sws_getCoefficients(sourceMatrix),
        sourceFullRange ? 1 : 0,
        sws_getCoefficients(lumaOnly ? sourceMatrix : targetMatrix),
        (lumaOnly ? sourceFullRange : targetFullRange) ? 1 : 0,
        0,
        one,
        one);
    target = av_frame_alloc();
    target.width(conversion.width());
    target.height(conversion.height());
    target.format(targetFormat);
    int result = av_frame_get_buffer(target, 0);
    if (result < 0) {
      close();
      throw new OutOfMemoryError("no memory for a frame: " + Ffmpeg.describe(result));
    }
    current = conversion;
  }

  private static boolean isRgb(int format) {
    AVPixFmtDescriptor described = av_pix_fmt_desc_get(format);
    return described != null
        && (described.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
  }

  private static boolean isLuma(int format) {
    AVPixFmtDescriptor described = av_pix_fmt_desc_get(format);
    return described != null && !isRgb(format) && described.nb_components() > 2;
  }

  private static MediaException unsupported(String detail) {
    return new MediaException(
        MediaException.Reason.UNSUPPORTED_CODEC, "the frames cannot be converted: " + detail);
  }
}
