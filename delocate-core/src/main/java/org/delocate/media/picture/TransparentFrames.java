package org.delocate.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRAP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRAP10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRAP12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA422P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA422P12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA444P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA444P12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameSource;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;

/**
 * Frames whose opacity the file keeps as a picture, or a video, of its own, as HEIC and AVIF do:
 * both are decoded side by side and put together as formats with a channel of opacity have it.
 */
final class TransparentFrames implements FrameSource {

  /** Formats of colours without opacity, and the same with it. */
  private static final Map<Integer, Integer> WITH_ALPHA =
      Map.ofEntries(
          Map.entry(AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVA420P),
          Map.entry(AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUVA422P),
          Map.entry(AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVA444P),
          Map.entry(AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVA420P),
          Map.entry(AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVA422P),
          Map.entry(AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVA444P),
          Map.entry(AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUVA420P10LE),
          Map.entry(AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUVA422P10LE),
          Map.entry(AV_PIX_FMT_YUV444P10LE, AV_PIX_FMT_YUVA444P10LE),
          Map.entry(AV_PIX_FMT_YUV422P12LE, AV_PIX_FMT_YUVA422P12LE),
          Map.entry(AV_PIX_FMT_YUV444P12LE, AV_PIX_FMT_YUVA444P12LE),
          Map.entry(AV_PIX_FMT_GBRP, AV_PIX_FMT_GBRAP),
          Map.entry(AV_PIX_FMT_GBRP10LE, AV_PIX_FMT_GBRAP10LE),
          Map.entry(AV_PIX_FMT_GBRP12LE, AV_PIX_FMT_GBRAP12LE),
          Map.entry(AV_PIX_FMT_GRAY8, AV_PIX_FMT_YUVA444P),
          Map.entry(AV_PIX_FMT_GRAY10LE, AV_PIX_FMT_YUVA444P10LE),
          Map.entry(AV_PIX_FMT_GRAY12LE, AV_PIX_FMT_YUVA444P12LE));

  private static final int ALPHA_PLANE = 3;

  private final FrameSource colours;
  private final FrameSource alpha;
  private final Demuxer alphaDemuxer;
  private final AVFrame frame = av_frame_alloc();
  private boolean alphaMissing;

  /**
   * @param colours is closed with this
   * @param alpha is closed with this
   * @param alphaDemuxer is closed with this
   */
  TransparentFrames(FrameSource colours, FrameSource alpha, Demuxer alphaDemuxer) {
    this.colours = colours;
    this.alpha = alpha;
    this.alphaDemuxer = alphaDemuxer;
  }

  @Override
  public boolean decode() {
    if (!colours.decode()) {
      return false;
    }
    alphaMissing = !alpha.decode();
    combine(colours.frame());
    return true;
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  @Override
  public boolean frameDamaged() {
    return alphaMissing || colours.frameDamaged() || alpha.frameDamaged();
  }

  @Override
  public long decoded() {
    return colours.decoded();
  }

  @Override
  public long damaged() {
    return Math.max(colours.damaged(), alpha.damaged() + (alphaMissing ? 1 : 0));
  }

  @Override
  public int reduction() {
    return colours.reduction();
  }

  @Override
  public int wholeWidth() {
    return colours.wholeWidth();
  }

  @Override
  public int wholeHeight() {
    return colours.wholeHeight();
  }

  @Override
  public void close() {
    av_frame_free(frame);
    colours.close();
    alpha.close();
    alphaDemuxer.close();
  }

  private void combine(AVFrame colour) {
    Integer format = WITH_ALPHA.get(colour.format());
    if (format == null) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC,
          "the transparency of pictures of pixel format " + colour.format() + " cannot be applied");
    }
    av_frame_unref(frame);
    frame.format(format);
    frame.width(colour.width());
    frame.height(colour.height());
    int result = av_frame_get_buffer(frame, 0);
    if (result < 0) {
      throw new OutOfMemoryError("no memory for a frame: " + Ffmpeg.describe(result));
    }
    av_frame_copy_props(frame, colour);
    AVPixFmtDescriptor described = av_pix_fmt_desc_get(colour.format());
    boolean grey = described.nb_components() == 1;
    boolean jpeg =
        colour.format() == AV_PIX_FMT_YUVJ420P
            || colour.format() == AV_PIX_FMT_YUVJ422P
            || colour.format() == AV_PIX_FMT_YUVJ444P;
    if (jpeg) {
      frame.color_range(AVCOL_RANGE_JPEG);
    }
    for (int plane = 0; plane < ALPHA_PLANE; plane++) {
      if (grey && plane > 0) {
        fill(plane, described.comp(0).depth());
      } else {
        int down = plane > 0 ? described.log2_chroma_h() : 0;
        av_image_copy_plane(
            frame.data(plane),
            frame.linesize(plane),
            colour.data(plane),
            colour.linesize(plane),
            av_image_get_linesize(colour.format(), colour.width(), plane),
            -(-colour.height() >> down));
      }
    }
    putAlpha(described.comp(0).depth());
  }

  /** No colour. */
  private void fill(int plane, int depth) {
    ByteBuffer samples = samples(frame, plane);
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        put(samples, y * frame.linesize(plane), x, depth, 1 << (depth - 1));
      }
    }
  }

  /** The luma of the other picture, of this one's size and depth; opaque where it is missing. */
  private void putAlpha(int depth) {
    ByteBuffer target = samples(frame, ALPHA_PLANE);
    int most = (1 << depth) - 1;
    AVFrame opacity = alpha.frame();
    int stored = alphaMissing ? 0 : depthOfLuma(opacity);
    ByteBuffer source = alphaMissing ? target : samples(opacity, 0);
    boolean limited = !alphaMissing && opacity.color_range() == AVCOL_RANGE_MPEG;
    double black = limited ? 16 << (stored - 8) : 0;
    double range = limited ? 219 << (stored - 8) : (1 << stored) - 1;
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        int value = most;
        if (!alphaMissing) {
          int row = (int) ((long) y * opacity.height() / frame.height()) * opacity.linesize(0);
          int column = (int) ((long) x * opacity.width() / frame.width());
          double share = (get(source, row, column, stored) - black) / range;
          value = (int) Math.round(most * Math.max(0, Math.min(1, share)));
        }
        put(target, y * frame.linesize(ALPHA_PLANE), x, depth, value);
      }
    }
  }

  /** Bits of the first plane. */
  private static int depthOfLuma(AVFrame opacity) {
    AVPixFmtDescriptor described = av_pix_fmt_desc_get(opacity.format());
    int depth = described.comp(0).depth();
    if (described.comp(0).step() != (depth > 8 ? 2 : 1) || described.comp(0).plane() != 0) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC,
          "a transparency of pixel format " + opacity.format() + " cannot be read");
    }
    return depth;
  }

  private static ByteBuffer samples(AVFrame frame, int plane) {
    long bytes = (long) frame.linesize(plane) * frame.height();
    return frame.data(plane).limit(bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int get(ByteBuffer samples, int row, int x, int depth) {
    return depth > 8 ? samples.getShort(row + 2 * x) & 0xFFFF : samples.get(row + x) & 0xFF;
  }

  private static void put(ByteBuffer samples, int row, int x, int depth, int value) {
    if (depth > 8) {
      samples.putShort(row + 2 * x, (short) value);
    } else {
      samples.put(row + x, (byte) value);
    }
  }
}
