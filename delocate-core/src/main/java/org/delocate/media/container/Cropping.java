package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What a container says is not to be seen of each frame: the clean aperture of MP4, AVIF and HEIC,
 * Matroska's PixelCrop. Codecs crop on their own, before this.
 *
 * @param left pixels that are cut away, as stored: before the picture is turned
 */
public record Cropping(int left, int top, int right, int bottom) {

  public static final Cropping NONE = new Cropping(0, 0, 0, 0);

  private static final int VALUES = 4;

  /** Reads the side data of a stream or of a group of streams. */
  public static Cropping of(AVPacketSideData data, int count) {
    AVPacketSideData found =
        count == 0 ? null : av_packet_side_data_get(data, count, AV_PKT_DATA_FRAME_CROPPING);
    if (found == null || found.isNull() || found.size() < VALUES * Integer.BYTES) {
      return NONE;
    }
    IntBuffer values =
        found
            .data()
            .limit(VALUES * (long) Integer.BYTES)
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    return new Cropping(values.get(2), values.get(0), values.get(3), values.get(1));
  }

  /** Whether at least one pixel of a frame would remain. */
  public boolean leavesPixelsOf(int width, int height) {
    return left >= 0
        && top >= 0
        && right >= 0
        && bottom >= 0
        && (long) left + right < width
        && (long) top + bottom < height;
  }

  /** The same for a frame whose sides were divided. */
  public Cropping dividedBy(int reduction) {
    return new Cropping(left / reduction, top / reduction, right / reduction, bottom / reduction);
  }

  /** Cuts a frame; does nothing if less than one pixel would remain. */
  public void apply(AVFrame frame) {
    if (equals(NONE) || !leavesPixelsOf(frame.width(), frame.height())) {
      return;
    }
    frame.crop_left(left);
    frame.crop_top(top);
    frame.crop_right(right);
    frame.crop_bottom(bottom);
    av_frame_apply_cropping(frame, AV_FRAME_CROP_UNALIGNED);
  }
}
