package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_list_parse_str;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.delocate.media.library.Ffmpeg;

/** Coded pictures one after the other, without a container. */
final class RawStreams {

  /** Twelve frames of 64 x 64 pixels at 50 a second, coded once with x265. */
  private static final String HEVC =
      """
      AAAAAUABDAH//wFgAAADAJAAAAMAAAMAHpWQCQAAAAFCAQEBYAAAAwCQAAADAAADAB6gIIEFllZJJMrwFoCAAAADAI
      AAABkEAAAAAUQBwXK0IkAAAAEoAa8GWP37w8rNBGtUtMQhDDSN2HOcMZyDCAO+/kDy4+KFijZP/r/iJ0nekkOMXix8
      nnvC3ygIE20ATX9QE+R2F1+nBeqv7p6Y2Em4CrJlyioQkTdGHsMVyQ0AIne7V+P72nR82rbMtHZCAaDoJBkfBq+z62
      x3R0G0Wg5Oe7Tsk8F3lpY6AmAweFBXsBwyG8soW88pxgQiZhQYVTgGw7eb1FheMzV1CE7xUWX2DqzKHxsV7GlFezUB
      2c9LG7AoPwAAAAECAdARV4RGDJD+nLAAAAABAAHgJL+GDLDpFgAAAAECAdAp3X1EMGDJ/pywAAAAAQIB4IaVf1GDLH
      3AAAAAAQAB4Gb1/0iwZIB9wAAAAAECAdA4tdV9xDAYMkDpuaj85YAAAAABAAHgwi9f3GDLfcAAAAABAgHQULddfcRA
      YMn8ozzVe3NlD2gAAAABAgHhIiVf9xgywH3AAAAAAQAB4Qb3/0iwZIB9wAAAAAECAdBYv1f3EMBgy/xD4A==
      """;

  static final int HEVC_FRAMES = 12;

  private RawStreams() {}

  static Path hevc(Path file) throws IOException {
    return Files.write(file, Base64.getMimeDecoder().decode(HEVC));
  }

  /**
   * Takes the packets of a video out of its container.
   *
   * @param filters FFmpeg's bitstream filters, applied to each packet
   */
  static Path of(Path video, String filters, Path file) throws IOException {
    Ffmpeg.load();
    AVFormatContext input = new AVFormatContext(null);
    check(avformat_open_input(input, video.toString(), null, (AVDictionary) null));
    check(avformat_find_stream_info(input, (PointerPointer<?>) null));
    AVStream stream = input.streams(0);
    AVBSFContext filter = new AVBSFContext(null);
    check(av_bsf_list_parse_str(filters, filter));
    check(avcodec_parameters_copy(filter.par_in(), stream.codecpar()));
    filter.time_base_in(stream.time_base());
    check(av_bsf_init(filter));
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    AVPacket packet = av_packet_alloc();
    while (av_read_frame(input, packet) >= 0) {
      check(av_bsf_send_packet(filter, packet));
      while (av_bsf_receive_packet(filter, packet) >= 0) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        raw.writeBytes(bytes);
        av_packet_unref(packet);
      }
    }
    av_packet_free(packet);
    av_bsf_free(filter);
    avformat_close_input(input);
    return Files.write(file, raw.toByteArray());
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException(Ffmpeg.describe(result));
    }
  }
}
