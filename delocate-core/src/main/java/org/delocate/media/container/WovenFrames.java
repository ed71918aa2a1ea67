package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PLANAR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Tells which frames may be woven of two fields: of no others are the neighbours kept. */
public final class WovenFrames {

  /** No camera or broadcast weaves larger frames than those of high definition; twice over. */
  private static final long MOST_PIXELS = 1L << 24;

  private WovenFrames() {}

  /** Whether a frame is of a kind that may be woven, and in which that can be seen. */
  public static boolean mayBe(AVFrame frame) {
    return (long) frame.width() * frame.height() <= MOST_PIXELS && depthOfLuma(frame) > 0;
  }

  /** Bits of luma in a plane of its own, or 0. */
  public static int depthOfLuma(AVFrame frame) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    boolean readable =
        format != null
            && (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE))
                == 0
            && format.comp(0).plane() == 0
            && format.comp(0).step() == (format.comp(0).depth() > 8 ? 2 : 1)
            && (format.nb_components() == 1 || (format.flags() & AV_PIX_FMT_FLAG_PLANAR) != 0);
    return readable ? format.comp(0).depth() : 0;
  }
}
