package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.colour.Colours;
import org.delocate.media.colour.FrameConverter;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.container.FrameSource;
import org.delocate.media.container.HeifBoxes;
import org.delocate.media.container.VideoDecoder;
import org.delocate.media.file.InputFormats;
import org.delocate.media.file.VideoStream;
import org.delocate.media.image.Orientation;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.picture.PictureFacts;
import org.delocate.media.sampling.DecodedFrameFilter;
import org.delocate.media.sampling.FrameClock;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.sampling.SamplePlan;
import org.delocate.media.shot.HeldFrame;
import org.delocate.media.shot.ShotSampler;

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
 * <p>Before anything is decoded the file is read through once, to learn which frames it really
 * holds. Then all are decoded in order: only that tells how many are damaged and where the shot
 * changes. Of a long video in H.264 or HEVC of which few frames are wanted those are left out on
 * which nothing depends that is delivered, where the codec says which these are ({@link
 * FramesToDecode}); what is delivered is the same. Nothing is sought, since seeking is inexact.
 * Frames have their own size: it may change within a stream, and then differs from that of {@link
 * #info()}.
 *
 * <p>A picture is a video of one frame at time 0. An animated GIF or PNG is a video. Cover art is
 * not. Of several videos in a file the one that FFmpeg prefers is read, the default one, else the
 * largest, unless another is asked for.
 *
 * <p>Frames are delivered some time after they were decoded: only the frames after it tell whether
 * one belongs to a dissolve.
 *
 * <p>A reader holds native memory until it is closed. It serves one thread at a time.
 */
public final class MediaReader implements FrameReader {

  private static final int DEFAULT_THREADS = 2;

  /** At the seams of edit lists, frames are lost; the length that the file states stays true. */
  private static final double SEAM_SECONDS = 0.2;

  private final Demuxer demuxer;
  private final FrameSource decoder;
  private final FrameConverter converter;
  private final SamplePlan plan;
  private final DecodedFrameFilter wanted;
  private final ShotSampler sampler;
  private final FrameIndex index;
  private final FrameClock clock;
  private final MediaInfo info;
  private final HeifBoxes boxes;
  private final long missing;
  private final Optional<BitSet> everything;
  private long passed;
  private boolean decodedAhead;
  private boolean ended;
  private boolean decoderClosed;
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
    return open(file, limits, sampling, threads, OptionalInt.empty());
  }

  /**
   * Opens one of the videos of a file and decodes its first frame.
   *
   * @param threads threads of the decoder, at least 1
   * @param stream FFmpeg's number of the video's stream; empty for the one that players show
   * @throws MediaException with every reason but WRITE_FAILED; NO_VIDEO if that stream is none
   */
  public static MediaReader open(
      Path file, MediaLimits limits, FrameSampling sampling, int threads, OptionalInt stream) {
    return open(file, limits, sampling, threads, stream, false);
  }

  /**
   * Opens one of the videos of a file and decodes its first frame.
   *
   * @param threads threads of the decoder, at least 1
   * @param stream FFmpeg's number of the video's stream; empty for the one that players show
   * @param later whether frames come with {@linkplain VideoFrame#later the one a moment later}
   * @throws MediaException with every reason but WRITE_FAILED; NO_VIDEO if that stream is none
   */
  public static MediaReader open(
      Path file,
      MediaLimits limits,
      FrameSampling sampling,
      int threads,
      OptionalInt stream,
      boolean later) {
    return open(new VideoToRead(file, limits, threads, stream), sampling, later, true);
  }

  /**
   * Opens a video and decodes its first frame.
   *
   * @param leavingOut whether frames on which nothing depends may be left out in decoding
   */
  static MediaReader open(
      VideoToRead video, FrameSampling sampling, boolean later, boolean leavingOut) {
    return new MediaReader(video, sampling, later, FirstPass.through(video, leavingOut));
  }

  private MediaReader(
      VideoToRead video, FrameSampling sampling, boolean later, FirstPass firstPass) {
    MediaLimits limits = video.limits();
    PictureFacts facts = firstPass.facts();
    FrameIndex index = firstPass.index();
    demuxer = video.demuxer();
    boolean picture = facts.isStill(demuxer, index, limits);
    try {
      decoder = facts.frames(demuxer, limits, video.threads());
      converter =
          new FrameConverter(
              demuxer.stream(),
              InputFormats.isPicture(demuxer.container()) || demuxer.isStillImageFile(),
              facts.orientation(),
              facts.isMultiplied(demuxer),
              limits);
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
    this.index = picture ? index.first() : index;
    boxes = facts.heif();
    clock =
        new FrameClock(
            facts.secondsPerTick(demuxer),
            demuxer.secondsPerFrame(),
            demuxer.originSeconds(this.index));
    plan = SamplePlan.of(this.index, sampling, clock);
    wanted = new DecodedFrameFilter(this.index, plan.positions());
    sampler = new ShotSampler(plan.perShot(), later);
    missing = Math.max(0, demuxer.frameTableSize() - index.packets());
    try {
      everything = leaveOut(video, firstPass, later);
      decodedAhead = decoder.decode();
      if (!decodedAhead) {
        throw new MediaException(
            MediaException.Reason.NO_FRAMES,
            video.name() + ": no frame of the " + demuxer.codec() + " video can be decoded");
      }
      limits.check(video.name(), decoder.frame().width(), decoder.frame().height());
      info = describe(facts, picture);
      checkPart(video.name());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Has the decoder leave out what nothing depends on.
   *
   * @return positions at which no frame is left out; nothing if none is anywhere
   */
  private Optional<BitSet> leaveOut(VideoToRead video, FirstPass firstPass, boolean later) {
    if (missing > 0 || !(decoder instanceof VideoDecoder one)) {
      return Optional.empty();
    }
    Optional<FramesToDecode> some =
        FramesToDecode.of(video, firstPass, plan, clock.secondsPerTick(), later);
    some.ifPresent(frames -> one.follow(frames.plan()));
    return some.map(FramesToDecode::everything);
  }

  /** A part of which nothing is in the file would be told to hold no faces. */
  private void checkPart(String name) {
    if (!info.picture() && plan.from() > 0 && plan.from() >= info.durationSeconds()) {
      throw new MediaException(
          MediaException.Reason.NO_FRAMES,
          String.format(
              Locale.ROOT,
              "%s: the part begins at %.1f s, and the video ends at %.1f s",
              name,
              plan.from(),
              info.durationSeconds()));
    }
  }

  /**
   * All videos of a file, in its order; cover pictures are none.
   *
   * @throws MediaException if it cannot be opened
   */
  public static List<VideoStream> streamsOf(Path file, MediaLimits limits) {
    VideoToRead video = new VideoToRead(file, limits, 1, OptionalInt.empty());
    video.checkFile();
    try (Demuxer demuxer = video.demuxer()) {
      return InputFormats.isPicture(demuxer.container()) || demuxer.isStillImageFile()
          ? List.of(demuxer.video())
          : demuxer.videos(PictureFacts.of(file).heif());
    }
  }

  /** What the file is. */
  @Override
  public MediaInfo info() {
    return info;
  }

  /** All videos of the file, in its order; a picture is one. */
  @Override
  public List<VideoStream> streams() {
    return info.picture() ? List.of(stream()) : demuxer.videos(boxes);
  }

  /**
   * What a player calls second 0, in seconds of the file's time stamps, once a frame was read; NaN
   * before, where that is the time of the first frame.
   */
  public double originSeconds() {
    return clock.originSeconds();
  }

  /** The video that is read. */
  @Override
  public VideoStream stream() {
    return demuxer.video();
  }

  /**
   * Delivers the next frame of the sample, or nothing when the file has been decoded to its end.
   *
   * @throws MediaException UNSUPPORTED_CODEC if the pixels are of a kind that cannot be converted
   */
  @Override
  public Optional<VideoFrame> next() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    while (true) {
      HeldFrame ready = sampler.poll();
      if (ready != null) {
        try {
          return Optional.of(ready.converted(converter));
        } finally {
          ready.release();
          if (info.picture()) {
            closeDecoder(); // what comes now needs the memory: half a gigabyte may be in it
          }
        }
      }
      if (ended) {
        return Optional.empty();
      }
      if (!decodedAhead && !decoder.decode()) {
        end();
      } else {
        decodedAhead = false;
        take();
      }
    }
  }

  private void take() {
    long position = decoder.position();
    while (everything.isPresent() && passed < position) {
      passOver((int) passed++);
    }
    passed = position + 1;
    long time = timeOf(decoder.frame(), position);
    double seconds = info.picture() ? 0 : clock.secondsOf(time);
    if (seconds > plan.to()) {
      end();
      return;
    }
    if (info.picture()) {
      sampler.add(decoder, seconds, true, true); // it has no parts
      end(); // what follows the first picture is a thumbnail or a depth map
      return;
    }
    boolean within = seconds >= plan.from();
    boolean chosen = wanted.wants(position, time);
    // Among frames of which some are left out, no others than the wanted ones may be delivered.
    boolean whole = everything.isEmpty() || everything.get().get((int) position);
    sampler.add(decoder, seconds, within && (plan.all() || chosen), within && whole);
    if (!whole) {
      sampler.passOver(decoder.frame(), seconds, within);
    }
    if (everything.isPresent() && sampler.hasFoundWoven() && decoder instanceof VideoDecoder one) {
      one.decodeAll();
    }
  }

  private void passOver(int position) {
    double seconds = clock.secondsOf(index.times()[position]);
    sampler.passOver(decoder.frame(), seconds, seconds >= plan.from() && seconds <= plan.to());
  }

  private void end() {
    ended = true;
    sampler.end();
  }

  /** How many frames the sampling asks for; shots that would get too few may add to them. */
  @Override
  public long framesPlanned() {
    return info.picture() ? 1 : plan.positions().length;
  }

  /** How decoding went so far. */
  @Override
  public DecodeCounts counts() {
    return new DecodeCounts(decoder.decoded(), decoder.damaged(), missing, decoder.skipped());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sampler.close();
      converter.close();
      closeDecoder();
      demuxer.close();
    }
  }

  private void closeDecoder() {
    if (!decoderClosed) {
      decoderClosed = true;
      decoder.close();
    }
  }

  private MediaInfo describe(PictureFacts facts, boolean picture) {
    AVFrame first = decoder.frame();
    Orientation orientation = converter.orientationOf(first);
    FrameConverter.Size size = facts.whole(converter.sizeOf(first), decoder);
    boolean still =
        picture
            || demuxer.isStillImageFile()
            || (index.frames() == 1 && InputFormats.isPictureOfOneFrame(demuxer.container()));
    long frames = still ? 1 : index.frames();
    double duration =
        index.kind() == FrameIndex.Kind.BY_POSITION
            ? frames * demuxer.secondsPerFrame()
            : index.end() * clock.secondsPerTick() - clock.originSeconds();
    double stated = demuxer.statedSeconds();
    if (missing == 0 && Math.abs(stated - duration) < SEAM_SECONDS) {
      duration = stated;
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

  private long timeOf(AVFrame frame, long position) {
    if (index.kind() == FrameIndex.Kind.BY_DURATION) {
      return position < index.frames() ? index.times()[(int) position] : AV_NOPTS_VALUE;
    }
    long time = frame.best_effort_timestamp();
    return time != AV_NOPTS_VALUE ? time : frame.pts();
  }
}
