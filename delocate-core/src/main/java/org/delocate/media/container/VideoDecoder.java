package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.file.InputFormats;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * Decodes the frames of a stream in the order of showing, and counts the damaged ones: all of them,
 * or those of a {@link DecodingPlan}. Packets are read one after the other either way; nothing is
 * sought.
 */
public final class VideoDecoder implements FrameSource {

  /** FFmpeg's AV_FRAME_FLAG_CORRUPT, a macro that JavaCPP does not carry over. */
  private static final int FRAME_FLAG_CORRUPT = 1;

  /**
   * A decoder that fails this often in a row while it is emptied will never say that it is empty.
   */
  private static final int MOST_FAILURES_AT_THE_END = 1000;

  /**
   * Each thread of a decoder works on a frame of its own, and holds it: together they may have so
   * many bytes, which are two threads for 8K and ten for 4K. [ours]
   */
  private static final long MOST_BYTES_OF_THREADS = 1L << 27;

  /**
   * So that threads can work on rows of one picture, libaom keeps the coefficients of all of it,
   * which measured 20 times as many bytes as the picture has.
   */
  private static final long BYTES_OF_AV1_ROWS = 20;

  /** Where they take more, AV1 is decoded by one thread: of 54 megabytes on. [ours] */
  private static final long MOST_BYTES_OF_AV1_ROWS = 1L << 30;

  private final Demuxer demuxer;
  private final int halvings;
  private final AVCodecContext context;
  private final Cropping cropping;
  private final AVFrame frame;
  private final AVFrame previous;
  private final AVFrame following;
  private final Set<Long> corruptPackets = new HashSet<>();
  private boolean inputEnded;
  private int failuresAtTheEnd;
  private boolean frameDamaged;
  private Boolean decodedAhead;
  private long decoded;
  private long damaged;
  private DecodingPlan plan;
  private int packets;
  private boolean emptying;
  private long skipped;
  private long position = -1;
  private long positionBefore = -1;
  private long positionAhead = -1;

  /**
   * @param threads threads of the decoder, at least 1
   * @param halvings how often the sides of a JPEG are halved in decoding
   * @throws MediaException UNSUPPORTED_CODEC
   */
  public VideoDecoder(Demuxer demuxer, MediaLimits limits, int threads, int halvings) {
    this.demuxer = demuxer;
    this.halvings = halvings;
    AVCodec codec = avcodec_find_decoder(demuxer.stream().codecpar().codec_id());
    if (codec == null || codec.isNull()) {
      throw unsupported(demuxer);
    }
    context = avcodec_alloc_context3(codec);
    cropping =
        Cropping.of(
            demuxer.stream().codecpar().coded_side_data(),
            demuxer.stream().codecpar().nb_coded_side_data());
    frame = av_frame_alloc();
    previous = av_frame_alloc();
    following = av_frame_alloc();
    avcodec_parameters_to_context(context, demuxer.stream().codecpar());
    context.pkt_timebase(demuxer.stream().time_base());
    context.thread_count(threadsFor(demuxer, threads));
    context.lowres(halvings);
    context.max_pixels(maxPixels(limits) << (2 * halvings));
    context.err_recognition(context.err_recognition() | AV_EF_CRCCHECK);
    // Frames that lack their references are wanted too, as damaged ones: silence would hide them.
    context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw unsupported(demuxer);
    }
  }

  /**
   * Decodes only some frames; to be called before the first. Where a damaged one turns up, all are
   * decoded from the next entry on.
   */
  public void follow(DecodingPlan wanted) {
    plan = wanted;
  }

  /** Decodes everything from the next entry on, whatever was planned. */
  public void decodeAll() {
    if (plan != null) {
      plan.takeAllFrom(packets);
    }
  }

  private static int threadsFor(Demuxer demuxer, int wanted) {
    AVCodecParameters coded = demuxer.stream().codecpar();
    long bytes = av_image_get_buffer_size(coded.format(), coded.width(), coded.height(), 1);
    if (coded.codec_id() == AV_CODEC_ID_AV1 && bytes * BYTES_OF_AV1_ROWS > MOST_BYTES_OF_AV1_ROWS) {
      return 1;
    }
    if (InputFormats.isPicture(demuxer.container()) || demuxer.isStillImageFile()) {
      return wanted; // there is one frame, in parts of which they work
    }
    return bytes <= 0 ? wanted : (int) Math.max(1, Math.min(wanted, MOST_BYTES_OF_THREADS / bytes));
  }

  /** Coded frames are up to a block larger than what is shown of them. */
  public static long maxPixels(MediaLimits limits) {
    return limits.maxPixels() + limits.maxPixels() / 8;
  }

  @Override
  public boolean decode() {
    av_frame_unref(previous);
    positionBefore = position;
    if (WovenFrames.mayBe(frame)) {
      av_frame_move_ref(previous, frame);
    } else {
      av_frame_unref(frame); // not to hold two of what may be half a gigabyte each
    }
    boolean another;
    if (decodedAhead == null) {
      another = receive(frame);
      positionAhead = another ? positionOf(frame, position) : position;
    } else {
      another = decodedAhead;
      decodedAhead = null;
      av_frame_move_ref(frame, following);
    }
    if (another) {
      position = positionAhead;
      account();
    }
    return another;
  }

  private boolean receive(AVFrame target) {
    while (true) {
      int result = avcodec_receive_frame(context, target);
      if (result == 0) {
        cropping.apply(target);
        return true;
      }
      if (result == AVERROR_EOF && emptying) {
        emptying = false;
        avcodec_flush_buffers(context);
        send(demuxer.packet());
        continue;
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

  /** By its time stamp where frames are left out; the decoder knows nothing of those. */
  private long positionOf(AVFrame picture, long before) {
    return plan == null ? decoded : plan.positionOf(picture.pts(), before);
  }

  @Override
  public AVFrame previous() {
    boolean neighbour = plan == null || position == positionBefore + 1;
    return neighbour && previous.width() > 0 ? previous : null;
  }

  @Override
  public AVFrame following() {
    if (decodedAhead == null && !WovenFrames.mayBe(frame)) {
      return null;
    }
    if (decodedAhead == null) {
      decodedAhead = receive(following);
      positionAhead = decodedAhead ? positionOf(following, position) : position;
    }
    boolean neighbour = plan == null || positionAhead == position + 1;
    return decodedAhead && neighbour ? following : null;
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  @Override
  public boolean frameDamaged() {
    return frameDamaged;
  }

  @Override
  public long decoded() {
    return decoded;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long skipped() {
    return skipped;
  }

  @Override
  public long damaged() {
    return damaged;
  }

  @Override
  public int reduction() {
    return 1 << halvings;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_frame_free(previous);
    av_frame_free(following);
    avcodec_free_context(context);
  }

  private void feed() {
    boolean another = (plan == null || plan.takesAnyFrom(packets)) && demuxer.read();
    while (another && plan != null && !plan.takes(packets)) {
      packets++;
      skipped++;
      another = demuxer.read();
    }
    if (!another) {
      inputEnded = true;
      if (demuxer.readFailed()) {
        damaged++;
      }
      avcodec_send_packet(context, null);
      return;
    }
    AVPacket packet = demuxer.packet();
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      corruptPackets.add(packet.pts());
    }
    if (plan != null && plan.beginsAnew(packets++)) {
      // What is still inside comes out first; then this packet goes in.
      emptying = true;
      avcodec_send_packet(context, null);
    } else {
      send(packet);
    }
  }

  private void send(AVPacket packet) {
    if (avcodec_send_packet(context, packet) < 0) {
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
    if (frameDamaged) {
      decodeAll();
    }
  }

  private static MediaException unsupported(Demuxer demuxer) {
    return new MediaException(
        MediaException.Reason.UNSUPPORTED_CODEC,
        "there is no decoder for the codec " + demuxer.codec());
  }
}
