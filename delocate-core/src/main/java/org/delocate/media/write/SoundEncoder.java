package org.delocate.media.write;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.delocate.media.image.Sound;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;

/**
 * The sound of a video that is being written: AAC, without a gap from second 0 on. Where a piece
 * begins later than the one before ends, silence is put between; where earlier, its beginning is
 * left out.
 */
final class SoundEncoder implements AutoCloseable {

  private static final int BITS_PER_SECOND = 128_000;

  /**
   * Time stamps are rounded: steps of less are none. 20 ms, of which nobody sees lips lag. [ours]
   */
  private static final long LEAST_STEP = Sound.RATE / 50;

  /** A longer gap than ten minutes is a time stamp that lies; the sound ends there. [ours] */
  private static final long LONGEST_GAP = 600L * Sound.RATE;

  private final AVFormatContext format;
  private final AVStream stream;
  private final AVCodecContext codec;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final float[][] block;
  private int filled;
  private long encoded;
  private boolean ended;

  /** Adds a stream to a file whose header has not been written. */
  SoundEncoder(AVFormatContext format) {
    this.format = format;
    AVCodec encoder = avcodec_find_encoder_by_name("aac");
    codec = avcodec_alloc_context3(encoder);
    codec.sample_fmt(AV_SAMPLE_FMT_FLTP);
    codec.sample_rate(Sound.RATE);
    av_channel_layout_default(codec.ch_layout(), Sound.CHANNELS);
    codec.bit_rate(BITS_PER_SECOND);
    codec.time_base().num(1).den(Sound.RATE);
    if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    check(avcodec_open2(codec, encoder, (AVDictionary) null));
    block = new float[Sound.CHANNELS][codec.frame_size()];
    stream = avformat_new_stream(format, null);
    check(avcodec_parameters_from_context(stream.codecpar(), codec));
    stream.time_base(codec.time_base());
    frame.nb_samples(codec.frame_size());
    frame.format(codec.sample_fmt());
    frame.sample_rate(codec.sample_rate());
    check(av_channel_layout_copy(frame.ch_layout(), codec.ch_layout()));
    check(av_frame_get_buffer(frame, 0));
  }

  /** Appends a piece. */
  void write(Sound sound) {
    long step =
        Double.isNaN(sound.timeSeconds())
            ? 0
            : Math.round(sound.timeSeconds() * Sound.RATE) - encoded - filled;
    ended |= step > LONGEST_GAP;
    if (ended) {
      return;
    }
    int from = 0;
    if (step >= LEAST_STEP) {
      silence(step);
    } else if (step <= -LEAST_STEP) {
      from = (int) Math.min(sound.left().length, -step);
    }
    for (int i = from; i < sound.left().length; i++) {
      add(sound.left()[i], sound.right()[i]);
    }
  }

  private void silence(long samples) {
    for (long i = 0; i < samples; i++) {
      add(0, 0);
    }
  }

  private void add(float left, float right) {
    block[0][filled] = left;
    block[1][filled] = right;
    filled++;
    if (filled == block[0].length) {
      encode();
    }
  }

  private void encode() {
    check(av_frame_make_writable(frame));
    for (int channel = 0; channel < Sound.CHANNELS; channel++) {
      new FloatPointer(frame.data(channel)).put(block[channel]);
    }
    frame.pts(encoded);
    encoded += filled;
    filled = 0;
    check(avcodec_send_frame(codec, frame));
    writePackets();
  }

  /** Encodes what is left. */
  void finish() {
    if (filled > 0) {
      silence(block[0].length - filled);
    }
    check(avcodec_send_frame(codec, null));
    writePackets();
  }

  private void writePackets() {
    while (avcodec_receive_packet(codec, packet) >= 0) {
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      check(av_interleaved_write_frame(format, packet));
    }
  }

  private static void check(int result) {
    if (result < 0) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED,
          "cannot write the sound of a video: " + Ffmpeg.describe(result));
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(codec);
  }
}
