package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.delocate.media.container.Demuxer;
import org.delocate.media.image.Sound;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * The sound of a file, for those who watch it: no verdict depends on it. What cannot be decoded is
 * left out.
 */
public final class SoundReader implements AutoCloseable {

  private final Demuxer demuxer;
  private final AVCodecContext context;
  private final AVFrame decoded = av_frame_alloc();
  private final AVFrame converted = av_frame_alloc();
  private final double originSeconds;
  private SwrContext converter = swr_alloc();
  private boolean inputEnded;

  private SoundReader(Demuxer demuxer, AVCodecContext context, double originSeconds) {
    this.demuxer = demuxer;
    this.context = context;
    this.originSeconds = originSeconds;
  }

  /**
   * Opens the sound that players play.
   *
   * @param originSeconds what they call second 0, in seconds of the time stamps: {@link
   *     MediaReader#originSeconds}
   * @return nothing if there is none, or none that can be decoded
   */
  public static Optional<SoundReader> open(Path file, MediaLimits limits, double originSeconds) {
    Demuxer demuxer;
    try {
      demuxer = Demuxer.ofSound(file, limits);
    } catch (MediaException e) {
      return Optional.empty();
    }
    AVCodec codec = avcodec_find_decoder(demuxer.stream().codecpar().codec_id());
    AVCodecContext context = codec == null || codec.isNull() ? null : avcodec_alloc_context3(codec);
    if (context != null) {
      avcodec_parameters_to_context(context, demuxer.stream().codecpar());
      context.pkt_timebase(demuxer.stream().time_base());
      context.thread_count(1);
      if (avcodec_open2(context, codec, (AVDictionary) null) >= 0) {
        return Optional.of(new SoundReader(demuxer, context, originSeconds));
      }
      avcodec_free_context(context);
    }
    demuxer.close();
    return Optional.empty();
  }

  /** The next piece, or nothing at the end. */
  public Optional<Sound> next() {
    while (true) {
      int result = avcodec_receive_frame(context, decoded);
      if (result == 0) {
        Optional<Sound> sound = converted();
        av_frame_unref(decoded);
        if (sound.isPresent()) {
          return sound;
        }
      } else if (result == AVERROR_EOF || inputEnded) {
        return Optional.empty();
      } else if (result == AVERROR_EAGAIN()) {
        inputEnded = !demuxer.read();
        // What the decoder cannot take it says nothing of: the next packet may be whole.
        avcodec_send_packet(context, inputEnded ? null : demuxer.packet());
      }
    }
  }

  private Optional<Sound> converted() {
    if (!convert()) {
      // The sound is of another kind from here on, as between two programmes.
      swr_free(converter);
      converter = swr_alloc();
      if (!convert()) {
        return Optional.empty();
      }
    }
    int samples = converted.nb_samples();
    if (samples == 0) {
      return Optional.empty();
    }
    long ticks = decoded.best_effort_timestamp();
    return Optional.of(
        new Sound(
            ticks == AV_NOPTS_VALUE ? Double.NaN : ticks * demuxer.secondsPerTick() - originSeconds,
            channel(0, samples),
            channel(1, samples)));
  }

  private boolean convert() {
    av_frame_unref(converted);
    av_channel_layout_default(converted.ch_layout(), Sound.CHANNELS);
    converted.format(AV_SAMPLE_FMT_FLTP);
    converted.sample_rate(Sound.RATE);
    return swr_convert_frame(converter, converted, decoded) >= 0;
  }

  private float[] channel(int number, int samples) {
    float[] values = new float[samples];
    new FloatPointer(converted.data(number)).get(values);
    return values;
  }

  @Override
  public void close() {
    swr_free(converter);
    av_frame_free(decoded);
    av_frame_free(converted);
    avcodec_free_context(context);
    demuxer.close();
  }

  static {
    Ffmpeg.load();
  }
}
