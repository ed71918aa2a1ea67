package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.delocate.media.library.Ffmpeg;

/** Puts the videos of several files into one file, packet by packet. */
final class Remuxer {

  private Remuxer() {}

  static Path together(Path file, String container, Path... videos) {
    return together(file, container, packet -> true, videos);
  }

  /**
   * @param kept which packets of each file are written, by their number
   */
  static Path together(Path file, String container, IntPredicate kept, Path... videos) {
    Ffmpeg.load();
    AVFormatContext output = new AVFormatContext(null);
    check(avformat_alloc_output_context2(output, null, container, (String) null));
    AVFormatContext[] inputs = new AVFormatContext[videos.length];
    for (int i = 0; i < videos.length; i++) {
      inputs[i] = new AVFormatContext(null);
      check(avformat_open_input(inputs[i], videos[i].toString(), null, (AVDictionary) null));
      // The muxer of AVIF looks at the format of the pixels, and crashes where there is none.
      check(avformat_find_stream_info(inputs[i], (AVDictionary) null));
      AVStream stream = avformat_new_stream(output, (AVCodec) null);
      check(avcodec_parameters_copy(stream.codecpar(), inputs[i].streams(0).codecpar()));
      stream.codecpar().codec_tag(0);
      stream.time_base(inputs[i].streams(0).time_base());
    }
    AVIOContext io = new AVIOContext(null);
    check(avio_open2(io, file.toString(), AVIO_FLAG_WRITE, null, (AVDictionary) null));
    output.pb(io);
    check(avformat_write_header(output, (AVDictionary) null));
    AVPacket packet = av_packet_alloc();
    for (int i = 0; i < videos.length; i++) {
      for (int number = 0; av_read_frame(inputs[i], packet) >= 0; number++) {
        if (!kept.test(number)) {
          av_packet_unref(packet);
          continue;
        }
        av_packet_rescale_ts(
            packet, inputs[i].streams(0).time_base(), output.streams(i).time_base());
        packet.stream_index(i);
        check(av_write_frame(output, packet));
      }
      avformat_close_input(inputs[i]);
    }
    check(av_write_trailer(output));
    av_packet_free(packet);
    avio_close(io);
    avformat_free_context(output);
    return file;
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException(Ffmpeg.describe(result));
    }
  }
}
