package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Reads a video or a picture as a person sees it: every frame with its true time and colours, with
 * square pixels, upright.
 *
 * <pre>{@code
 * try (MediaReader reader = MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(32))) {
 *   for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
 *     look(frame.get().image());
 *   }
 * }
 * }</pre>
 *
 * <p>All frames are decoded in order, whatever is delivered: seeking is inexact, and only decoding
 * tells how many frames are damaged and where the shot changes. Before that the file is read
 * through once without decoding, to learn which frames it really holds. Frames have their own size:
 * it may change within a stream, and then differs from that of {@link #info()}.
 *
 * <p>A picture is a video of one frame at time 0. An animated GIF or PNG is a video. Cover art is
 * not. Of several videos in a file the one that FFmpeg prefers is read: the default one, else the
 * largest.
 *
 * <p>A reader holds native memory until it is closed. It serves one thread at a time.
 */
public final class MediaReader implements AutoCloseable {

  private static final int DEFAULT_THREADS = 2;

  private final Demuxer demuxer;
  private final FrameSource decoder;
  private final Deinterlacer deinterlacer = new Deinterlacer();
  private final FrameConverter converter;
  private final ShotChanges shots = new ShotChanges();
  private final FrameSelection selection;
  private final FrameClock clock;
  private final double secondsPerTick;
  private final MediaInfo info;
  private final long missing;
  private boolean decodedAhead;
  private boolean ended;
  private boolean closed;

  /** Opens a file to deliver every frame, within the default limits. */
  public static MediaReader open(Path file) {
    return open(file, MediaLimits.defaults());
  }

  /** Opens a file to deliver every frame. */
  public static MediaReader open(Path file, MediaLimits limits) {
    return open(file, limits, FrameSampling.all());
  }

  /** Opens a file with a decoder of two threads. */
  public static MediaReader open(Path file, MediaLimits limits, FrameSampling sampling) {
    return open(file, limits, sampling, DEFAULT_THREADS);
  }

  /**
   * Opens a file and decodes its first frame.
   *
   * @param threads threads of the decoder, at least 1
   * @throws MediaException with every reason but WRITE_FAILED
   */
  public static MediaReader open(
      Path file, MediaLimits limits, FrameSampling sampling, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a decoder of " + threads + " threads");
    }
    checkFile(file, limits);
    PictureFacts facts = PictureFacts.of(file);
    FrameIndex index;
    try (Demuxer demuxer = new Demuxer(file, limits)) {
      if (facts.halvings(limits) == 0) {
        checkSize(file, demuxer, limits);
      }
      index = facts.animation().map(WebpChunks::index).orElseGet(() -> FrameIndex.of(demuxer));
    }
    return new MediaReader(file, limits, sampling, threads, facts, index);
  }

  private MediaReader(
      Path file,
      MediaLimits limits,
      FrameSampling sampling,
      int threads,
      PictureFacts facts,
      FrameIndex index) {
    demuxer = new Demuxer(file, limits);
    boolean picture = facts.isStill(demuxer, index, limits);
    try {
      decoder = facts.frames(demuxer, limits, threads);
      converter =
          new FrameConverter(
              demuxer.stream(),
              InputFormats.isPicture(demuxer.container()),
              facts.orientation(),
              limits);
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
    secondsPerTick = facts.secondsPerTick(demuxer);
    selection = new FrameSelection(picture ? index.first() : index, sampling);
    clock = new FrameClock(secondsPerTick, demuxer.secondsPerFrame());
    missing = Math.max(0, demuxer.frameTableSize() - index.packets());
    try {
      decodedAhead = decoder.decode();
      if (!decodedAhead) {
        throw new MediaException(
            MediaException.Reason.NO_FRAMES,
            file.getFileName() + ": no frame of the " + demuxer.codec() + " video can be decoded");
      }
      limits.check(
          file.getFileName().toString(), decoder.frame().width(), decoder.frame().height());
      info = describe(facts, index, picture);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What the file is. */
  public MediaInfo info() {
    return info;
  }

  /**
   * Delivers the next frame of the sample, or nothing when the file has been decoded to its end.
   *
   * @throws MediaException UNSUPPORTED_CODEC if the pixels are of a kind that cannot be converted
   */
  public Optional<VideoFrame> next() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    while (!ended) {
      if (!decodedAhead && !decoder.decode()) {
        ended = true;
        break;
      }
      decodedAhead = false;
      AVFrame frame = decoder.frame();
      long position = decoder.decoded() - 1;
      long time = timeOf(frame);
      double seconds = clock.secondsOf(time);
      if (info.picture()) {
        ended = true; // what follows the first picture is a thumbnail or a depth map
      }
      if (!decoder.frameDamaged()) {
        shots.watch(frame);
      }
      if (selection.wants(position, time)) {
        boolean damaged = decoder.frameDamaged();
        Image image = converter.convert(deinterlacer.progressive(decoder));
        boolean afterCut = shots.cutSinceLastCall();
        return Optional.of(
            new VideoFrame(position, seconds, image, damaged, afterCut, decoder.reduction()));
      }
    }
    return Optional.empty();
  }

  /** How decoding went so far. */
  public DecodeCounts counts() {
    return new DecodeCounts(decoder.decoded(), decoder.damaged(), missing);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      shots.close();
      converter.close();
      deinterlacer.close();
      decoder.close();
      demuxer.close();
    }
  }

  private MediaInfo describe(PictureFacts facts, FrameIndex index, boolean picture) {
    AVFrame first = decoder.frame();
    Orientation orientation = converter.orientationOf(first);
    FrameConverter.Size size = facts.whole(converter.sizeOf(first), first, decoder.reduction());
    boolean still =
        picture
            || demuxer.isStillImageFile()
            || (index.frames() == 1 && InputFormats.isPictureOfOneFrame(demuxer.container()));
    long frames = still ? 1 : index.frames();
    double duration = index.length() * secondsPerTick;
    if (!index.timesReliable()) {
      duration = frames * demuxer.secondsPerFrame();
    }
    return new MediaInfo(
        demuxer.container(),
        demuxer.codec(),
        orientation.transposed() ? size.height() : size.width(),
        orientation.transposed() ? size.width() : size.height(),
        still ? 0 : duration,
        frames,
        orientation.degreesClockwise(),
        still,
        Colours.rangeOf(first));
  }

  private static long timeOf(AVFrame frame) {
    long time = frame.best_effort_timestamp();
    return time != AV_NOPTS_VALUE ? time : frame.pts();
  }

  private static void checkFile(Path file, MediaLimits limits) {
    String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
    try {
      if (Files.isSymbolicLink(file) && Files.notExists(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name + ": the link leads to a file that is not there");
      }
      if (Files.notExists(file)) {
        throw new MediaException(MediaException.Reason.NOT_FOUND, file + ": there is no such file");
      }
      if (!Files.exists(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name + ": there is no permission to look into its folder");
      }
      if (!Files.isRegularFile(file)) {
        throw new MediaException(
            MediaException.Reason.NOT_MEDIA,
            name + (Files.isDirectory(file) ? ": a folder, not a file" : ": not a regular file"));
      }
      if (!Files.isReadable(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE, name + ": there is no permission to read the file");
      }
      if (Files.size(file) == 0) {
        throw new MediaException(MediaException.Reason.EMPTY_FILE, name + ": the file is empty");
      }
      PictureHeader.of(file).ifPresent(header -> header.check(name, limits));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          name + ": the file cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** Refuses a stream whose stated size is outside the limits, if it states one. */
  private static void checkSize(Path file, Demuxer demuxer, MediaLimits limits) {
    int width = demuxer.width();
    int height = demuxer.height();
    if (width > 0 && height > 0) {
      limits.check(file.getFileName().toString(), width, height);
    }
  }
}
