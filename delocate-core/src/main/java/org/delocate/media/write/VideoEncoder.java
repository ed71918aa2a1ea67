package org.delocate.media.write;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.delocate.media.colour.Scaler;
import org.delocate.media.image.Image;
import org.delocate.media.image.Orientation;
import org.delocate.media.image.Sound;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;

/** Encodes pictures of one size, and sound if wanted, into one video file. */
public final class VideoEncoder implements AutoCloseable {

  private static final int THREADS = 2;

  private final Path file;
  private final int width;
  private final int height;
  private final EncoderSettings settings;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVIOContext output = new AVIOContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame rgb = av_frame_alloc();
  private final Scaler scaler;
  private SoundEncoder sound;
  private AVCodecContext codec;
  private AVStream stream;
  private long lastTick = -1;

  /** Creates a file without sound. */
  public VideoEncoder(Path file, int width, int height, EncoderSettings settings) {
    this(file, width, height, settings, false);
  }

  /**
   * Creates the file.
   *
   * @param withSound whether there is a stream for {@link #write(Sound)}
   * @throws MediaException UNSUPPORTED_CODEC if none of the encoders can be had for this size,
   *     WRITE_FAILED
   */
  public VideoEncoder(
      Path file, int width, int height, EncoderSettings settings, boolean withSound) {
    Ffmpeg.load();
    this.file = file;
    this.width = width;
    this.height = height;
    this.settings = settings;
    this.scaler =
        new Scaler(
            settings.pixels().format(),
            settings.pixels().matrix(),
            settings.pixels().fullRange(),
            SWS_BICUBIC | SWS_ACCURATE_RND);
    try {
      check(
          "create",
          avformat_alloc_output_context2(format, null, settings.container(), (String) null));
      codec = openEncoder();
      stream = addStream();
      if (withSound) {
        sound = new SoundEncoder(format);
      }
      openFile();
      rgb.width(width);
      rgb.height(height);
      rgb.format(AV_PIX_FMT_RGB24);
      check("get memory for", av_frame_get_buffer(rgb, 0));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Appends a frame.
   *
   * @param image of this encoder's size
   * @param timeSeconds moved on by the smallest step if it is not after the frame before
   */
  public void write(Image image, double timeSeconds) {
    if (image.width() != width || image.height() != height) {
      throw new IllegalArgumentException(
          image + " does not fit a video of " + width + "x" + height + " pixels");
    }
    check("write", av_frame_make_writable(rgb));
    BytePointer plane = rgb.data(0);
    for (int y = 0; y < height; y++) {
      plane.position((long) y * rgb.linesize(0)).put(image.rgb(), y * width * 3, width * 3);
    }
    AVFrame frame = scaler.scale(rgb, width, height, AVCOL_SPC_BT709, true);
    lastTick = Math.max(lastTick + 1, Math.round(timeSeconds * settings.clock().ticksPerSecond()));
    frame.pts(lastTick);
    frame.duration(
        Math.round(settings.clock().ticksPerSecond() / settings.clock().framesPerSecond()));
    check("encode", avcodec_send_frame(codec, frame));
    writePackets();
    // Encoders keep frames; the next one must not be drawn over this one.
    check("write", av_frame_make_writable(frame));
  }

  /** Appends sound; pieces come in the order of time. */
  public void write(Sound piece) {
    sound.write(piece);
  }

  /** Completes the file. */
  public void finish() {
    check("encode", avcodec_send_frame(codec, null));
    writePackets();
    if (sound != null) {
      sound.finish();
    }
    check("write", av_write_trailer(format));
    int closed = avio_close(output);
    output.setNull();
    format.pb(null);
    check("write", closed);
  }

  @Override
  public void close() {
    scaler.close();
    av_frame_free(rgb);
    av_packet_free(packet);
    if (sound != null) {
      sound.close();
      sound = null;
    }
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (!output.isNull()) {
      avio_close(output);
      output.setNull();
    }
    if (!format.isNull()) {
      avformat_free_context(format);
      format.setNull();
    }
  }

  private void writePackets() {
    while (true) {
      int result = avcodec_receive_packet(codec, packet);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      check("encode", result);
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      check("write", av_interleaved_write_frame(format, packet));
    }
  }

  private AVCodecContext openEncoder() {
    for (String name : settings.codecs()) {
      AVCodec encoder = avcodec_find_encoder_by_name(name);
      if (encoder == null || encoder.isNull()) {
        continue;
      }
      AVCodecContext context = avcodec_alloc_context3(encoder);
      configure(context);
      AVDictionary options = dictionary(settings.options());
      int result = open(context, encoder, options);
      av_dict_free(options);
      if (result >= 0) {
        return context;
      }
      avcodec_free_context(context);
    }
    throw new MediaException(
        MediaException.Reason.UNSUPPORTED_CODEC,
        "%s: no encoder of %s takes frames of %d x %d pixels"
            .formatted(file.getFileName(), settings.codecs(), width, height));
  }

  /**
   * On a thread of its own: SVT-AV1, where it runs as root, gives the thread that opens it
   * real-time priority for ever, and with it all processes and threads that come of it.
   */
  private static int open(AVCodecContext context, AVCodec encoder, AVDictionary options) {
    int[] result = {-1}; // a failure, should that thread end before FFmpeg has answered
    Thread opener =
        new Thread(
            () -> result[0] = avcodec_open2(context, encoder, options), "video-encoder-opening");
    opener.start();
    boolean interrupted = false;
    while (opener.isAlive()) {
      try {
        opener.join();
      } catch (InterruptedException e) {
        interrupted = true; // It must not be left alone with what this thread would free.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result[0];
  }

  private void configure(AVCodecContext context) {
    context.width(width);
    context.height(height);
    context.pix_fmt(settings.pixels().format());
    context.time_base().num(1).den(settings.clock().ticksPerSecond());
    int milliFrames = (int) Math.round(settings.clock().framesPerSecond() * 1000);
    context.framerate().num(milliFrames).den(1000);
    setAspect(context.sample_aspect_ratio());
    context.colorspace(settings.pixels().matrix());
    context.color_range(settings.pixels().fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    if (settings.pixels().matrix() == AVCOL_SPC_BT709) {
      context.color_primaries(AVCOL_PRI_BT709);
      context.color_trc(AVCOL_TRC_BT709);
    }
    context.thread_count(THREADS);
    if (settings.bitsPerSecond() > 0) {
      context.bit_rate(settings.bitsPerSecond());
    }
    if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }

  private AVStream addStream() {
    AVStream added = avformat_new_stream(format, null);
    check("create", avcodec_parameters_from_context(added.codecpar(), codec));
    added.time_base(codec.time_base());
    added.avg_frame_rate(codec.framerate());
    setAspect(added.sample_aspect_ratio());
    List<Integer> matrix = settings.shown().displayMatrix();
    if (!matrix.isEmpty()) {
      try (IntPointer count = new IntPointer(1).put(0)) {
        AVPacketSideData list = new AVPacketSideData(null);
        AVPacketSideData data =
            av_packet_side_data_new(
                list, count, AV_PKT_DATA_DISPLAYMATRIX, (long) Orientation.MATRIX_SIZE * 4, 0);
        for (int i = 0; i < Orientation.MATRIX_SIZE; i++) {
          new IntPointer(data.data()).put(i, matrix.get(i));
        }
        added.codecpar().coded_side_data(list).nb_coded_side_data(count.get());
      }
    }
    return added;
  }

  private void openFile() {
    try (BytePointer address = Ffmpeg.addressOf(file)) {
      // A container that writes its table in front opens the file a second time by this address;
      // the copy belongs to the format, which frees it.
      format.url(org.bytedeco.ffmpeg.global.avutil.av_strdup(address));
      check("create", avio_open2(output, address, AVIO_FLAG_WRITE, null, (AVDictionary) null));
    }
    format.pb(output);
    AVDictionary metadata = new AVDictionary(null);
    if (!settings.comment().isEmpty()) {
      av_dict_set(metadata, "comment", settings.comment(), 0);
    }
    format.metadata(metadata);
    AVDictionary options = dictionary(settings.options());
    int result = avformat_write_header(format, options);
    av_dict_free(options);
    check("create", result);
  }

  private void setAspect(AVRational aspect) {
    aspect.num(settings.shown().pixelAspect().get(0)).den(settings.shown().pixelAspect().get(1));
  }

  private static AVDictionary dictionary(Map<String, String> entries) {
    AVDictionary dictionary = new AVDictionary(null);
    entries.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }

  private void check(String action, int result) {
    if (result < 0) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED,
          "cannot %s the video %s: %s"
              .formatted(action, file.getFileName(), Ffmpeg.describe(result)));
    }
  }
}
