package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VVC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE431;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE432;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_ICTCP;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RESERVED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_LINEAR;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.delocate.media.image.DynamicRange;
import org.delocate.media.library.MediaException;

/**
 * What the samples of a frame mean, with what the frame leaves open filled in as players do. Values
 * are FFmpeg's, which are those of ITU-T H.273.
 *
 * @param samples what the samples are
 * @param depth bits of a sample
 * @param alpha whether there is a channel of opacity
 * @param matrix of luma and colour differences
 * @param fullRange whether luma goes from 0 to the largest value
 * @param range SDR, or the curve of a picture of high dynamic range
 * @param linear whether the samples are proportional to light
 * @param primaries BT.709, BT.2020 or one of the two of P3; all others count as BT.709
 */
public record Colours(
    Samples samples,
    int depth,
    boolean alpha,
    int matrix,
    boolean fullRange,
    DynamicRange range,
    boolean linear,
    int primaries) {

  enum Samples {
    RGB,
    GREY,
    YUV
  }

  private static final Set<Integer> FULL_RANGE_FORMATS =
      Set.of(
          AV_PIX_FMT_YUVJ420P,
          AV_PIX_FMT_YUVJ422P,
          AV_PIX_FMT_YUVJ444P,
          AV_PIX_FMT_YUVJ440P,
          AV_PIX_FMT_YUVJ411P);

  /** The matrices that libswscale converts right. */
  private static final Set<Integer> PLAIN_MATRICES =
      Set.of(
          AVCOL_SPC_BT709,
          AVCOL_SPC_FCC,
          AVCOL_SPC_BT470BG,
          AVCOL_SPC_SMPTE170M,
          AVCOL_SPC_SMPTE240M,
          AVCOL_SPC_BT2020_NCL);

  private static final Set<Integer> RARE_MATRICES =
      Set.of(AVCOL_SPC_YCGCO, AVCOL_SPC_BT2020_CL, AVCOL_SPC_CHROMA_DERIVED_NCL, AVCOL_SPC_ICTCP);

  /** Codecs whose standard says that luma is of limited range where nothing is said. */
  private static final Set<Integer> LIMITED_UNLESS_SAID =
      Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VVC, AV_CODEC_ID_AV1);

  /**
   * Reads a frame's own description.
   *
   * @param codec FFmpeg's number of the codec
   * @param alwaysStandardDefinition whether BT.601 is meant, whatever the size, where no matrix is
   *     named
   * @throws MediaException UNSUPPORTED_CODEC if the colours are of a kind that cannot be converted
   */
  public static Colours of(AVFrame frame, int codec, boolean alwaysStandardDefinition) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    if (format == null || format.isNull()) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC, "frames without a known pixel format");
    }
    boolean rgb = (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
    boolean alpha = (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
    boolean grey = !rgb && format.nb_components() <= 2;
    Samples samples = rgb ? Samples.RGB : grey ? Samples.GREY : Samples.YUV;
    DynamicRange range = rangeOf(frame);
    return new Colours(
        samples,
        format.comp(0).depth(),
        alpha,
        samples == Samples.YUV ? matrixOf(frame, range, alwaysStandardDefinition) : AVCOL_SPC_BT709,
        fullRange(frame, samples, codec),
        range,
        frame.color_trc() == AVCOL_TRC_LINEAR,
        primariesOf(frame, range));
  }

  /** The curve that a frame names. */
  public static DynamicRange rangeOf(AVFrame frame) {
    if (frame.color_trc() == AVCOL_TRC_SMPTE2084) {
      return DynamicRange.PQ;
    }
    return frame.color_trc() == AVCOL_TRC_ARIB_STD_B67 ? DynamicRange.HLG : DynamicRange.SDR;
  }

  /** Whether the RGB of full range that is stored is what a screen shows. */
  boolean shownAsStored() {
    return range == DynamicRange.SDR && !linear && primaries == AVCOL_PRI_BT709;
  }

  /** Whether libswscale makes of the frame what a screen shows. */
  boolean plain() {
    return shownAsStored() && (samples != Samples.YUV || PLAIN_MATRICES.contains(matrix));
  }

  boolean isGrey() {
    return samples == Samples.GREY;
  }

  private static boolean fullRange(AVFrame frame, Samples samples, int codec) {
    return switch (samples) {
      case RGB -> true;
      case GREY ->
          frame.color_range() != AVCOL_RANGE_MPEG
              && (frame.color_range() == AVCOL_RANGE_JPEG || !LIMITED_UNLESS_SAID.contains(codec));
      case YUV ->
          frame.color_range() == AVCOL_RANGE_JPEG || FULL_RANGE_FORMATS.contains(frame.format());
    };
  }

  private static int matrixOf(AVFrame frame, DynamicRange range, boolean alwaysStandardDefinition) {
    int matrix = frame.colorspace();
    if (PLAIN_MATRICES.contains(matrix) || RARE_MATRICES.contains(matrix)) {
      return matrix;
    }
    // FFmpeg gives RGB in formats of RGB: a frame of luma that claims it says nothing.
    boolean open =
        matrix == AVCOL_SPC_UNSPECIFIED || matrix == AVCOL_SPC_RESERVED || matrix == AVCOL_SPC_RGB;
    if (!open) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC,
          "the colours cannot be converted: colour matrix " + matrix + " of ITU-T H.273");
    }
    if (range != DynamicRange.SDR) {
      return AVCOL_SPC_BT2020_NCL;
    }
    boolean large = frame.width() >= 1280 || frame.height() > 576;
    return large && !alwaysStandardDefinition ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  }

  private static int primariesOf(AVFrame frame, DynamicRange range) {
    int primaries = frame.color_primaries();
    if (primaries == AVCOL_PRI_BT2020
        || primaries == AVCOL_PRI_SMPTE431
        || primaries == AVCOL_PRI_SMPTE432) {
      return primaries;
    }
    boolean open = primaries != AVCOL_PRI_BT709;
    return range != DynamicRange.SDR && open ? AVCOL_PRI_BT2020 : AVCOL_PRI_BT709;
  }
}
