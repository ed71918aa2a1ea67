package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes all frames of a stream in the order of showing, and counts the damaged ones. */
final class VideoDecoder implements AutoCloseable {

  /** FFmpeg's AV_FRAME_FLAG_CORRUPT, a macro that JavaCPP does not carry over. */
  private static final int FRAME_FLAG_CORRUPT = 1;

  /**
   * A decoder that fails this often in a row while it is emptied will never say that it is empty.
   */
  private static final int MOST_FAILURES_AT_THE_END = 1000;

  private final Demuxer demuxer;
  private final AVCodecContext context;
  private final AVFrame frame;
  private final Set<Long> corruptPackets = new HashSet<>();
  private boolean inputEnded;
  private int failuresAtTheEnd;
  private boolean frameDamaged;
  private long decoded;
  private long damaged;

  /**
   * @param threads threads of the decoder, at least 1
   * @throws MediaException UNSUPPORTED_CODEC
   */
  VideoDecoder(Demuxer demuxer, MediaLimits limits, int threads) {
    this.demuxer = demuxer;
    AVCodec codec = avcodec_find_decoder(demuxer.stream().codecpar().codec_id());
    if (codec == null || codec.isNull()) {
      throw unsupported(demuxer);
    }
    context = avcodec_alloc_context3(codec);
    frame = av_frame_alloc();
    avcodec_parameters_to_context(context, demuxer.stream().codecpar());
    context.pkt_timebase(demuxer.stream().time_base());
    context.thread_count(threads);
    context.max_pixels(maxPixels(limits));
    context.err_recognition(context.err_recognition() | AV_EF_CRCCHECK);
    // Frames that lack their references are wanted too, as damaged ones: silence would hide them.
    context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw unsupported(demuxer);
    }
  }

  /** Coded frames are up to a block larger than what is shown of them. */
  static long maxPixels(MediaLimits limits) {
    return limits.maxPixels() + limits.maxPixels() / 8;
  }

  /**
   * Decodes the next frame, which {@link #frame()} then holds until the next call.
   *
   * @return false after the last frame
   */
  boolean decode() {
    while (true) {
      int result = avcodec_receive_frame(context, frame);
      if (result == 0) {
        account();
        return true;
      }
      if (result == AVERROR_EOF) {
        return false;
      }
      if (result == AVERROR_EAGAIN()) {
        if (inputEnded) {
          return false;
        }
        feed();
      } else {
        damaged++;
        if (inputEnded && ++failuresAtTheEnd > MOST_FAILURES_AT_THE_END) {
          return false;
        }
      }
    }
  }

  AVFrame frame() {
    return frame;
  }

  /** Whether errors were concealed in the frame that was decoded last. */
  boolean frameDamaged() {
    return frameDamaged;
  }

  long decoded() {
    return decoded;
  }

  /** Frames with concealed errors and packets that gave no frame. */
  long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(context);
  }

  private void feed() {
    AVPacket packet = null;
    if (demuxer.read()) {
      packet = demuxer.packet();
      if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
        corruptPackets.add(packet.pts());
      }
    } else {
      inputEnded = true;
      if (demuxer.readFailed()) {
        damaged++;
      }
    }
    if (avcodec_send_packet(context, packet) < 0 && !inputEnded) {
      damaged++;
    }
  }

  private void account() {
    boolean ofCorruptPacket = !corruptPackets.isEmpty() && corruptPackets.remove(frame.pts());
    frameDamaged =
        ofCorruptPacket
            || frame.decode_error_flags() != 0
            || (frame.flags() & FRAME_FLAG_CORRUPT) != 0;
    decoded++;
    if (frameDamaged) {
      damaged++;
    }
  }

  private static MediaException unsupported(Demuxer demuxer) {
    return new MediaException(
        MediaException.Reason.UNSUPPORTED_CODEC,
        "there is no decoder for the codec " + demuxer.codec());
  }
}
