package org.delocate.media.shot;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.delocate.media.image.VideoFrame.LATER_SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.delocate.media.colour.FrameConverter;
import org.delocate.media.container.FrameSource;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;

/**
 * A decoded frame that waits to be delivered, perhaps with those a moment later: references to the
 * pictures of the decoder, until they are released.
 */
public final class HeldFrame {

  /** Time stamps are whole ticks: two frames 40 ms apart may be a little less. */
  private static final double ROUNDING_SECONDS = 0.001;

  /** Differences of times that are computed in two ways; seconds. */
  private static final double LEAST_DOUBT = 1e-6;

  private AVFrame frame;
  private AVFrame before;
  private final long position;
  private final double seconds;
  private final boolean damaged;
  private final int reduction;
  private final boolean wanted;
  private final ShotTimeline.Moment moment;
  private final int mostLater;
  private final long bytes;
  private final List<LaterFrame> later = new ArrayList<>();
  private boolean mixed;
  private long windowsSince;
  private boolean afterCut;

  /**
   * Refers to the frame that the source decoded last.
   *
   * @param picture what the frame looks like
   * @param before the frame before it, if combing is still to be looked for; null otherwise
   * @param wanted whether it is delivered in any case
   * @param moment what is known of its shot, now and after more frames
   * @param mostLater how many later frames it gets, if there are so many
   */
  HeldFrame(
      FrameSource source,
      AVFrame picture,
      AVFrame before,
      double seconds,
      boolean wanted,
      ShotTimeline.Moment moment,
      int mostLater) {
    this.frame = av_frame_clone(picture);
    this.before = cloned(before);
    this.position = source.position();
    this.seconds = seconds;
    this.damaged = source.frameDamaged();
    this.reduction = source.reduction();
    this.wanted = wanted;
    this.moment = moment;
    this.mostLater = mostLater;
    this.bytes = bytesOf(picture);
  }

  AVFrame frame() {
    return frame;
  }

  long position() {
    return position;
  }

  double seconds() {
    return seconds;
  }

  boolean wanted() {
    return wanted;
  }

  ShotTimeline.Moment moment() {
    return moment;
  }

  /** The last moment that says anything about what will be delivered. */
  ShotTimeline.Moment lastMoment() {
    return later.isEmpty() ? moment : later.get(later.size() - 1).moment;
  }

  /** Bytes of the frame alone. */
  long bytes() {
    return bytes;
  }

  /** Bytes of all that is held, with those of later frames, without those before any. */
  long heldBytes() {
    return bytes + later.stream().mapToLong(each -> bytesOf(each.frame)).sum();
  }

  /** Memory that the samples of a frame take, at least 1. */
  static long bytesOf(AVFrame frame) {
    return Math.max(1, av_image_get_buffer_size(frame.format(), frame.width(), frame.height(), 1));
  }

  /** Whether later frames are still to come. */
  boolean isAlone() {
    return later.size() < mostLater;
  }

  /** Whether a frame of this time is the next of the later ones, if none before it was. */
  boolean awaits(double time) {
    return isAlone() && time - seconds >= LATER_SECONDS.get(later.size()) - ROUNDING_SECONDS;
  }

  /**
   * Whether a frame so many seconds after another may be its later one, rounding apart.
   *
   * @param later one of {@link VideoFrame#LATER_SECONDS}
   */
  public static boolean mayBeLater(double apart, double later) {
    return apart >= later - ROUNDING_SECONDS - LEAST_DOUBT;
  }

  /** Whether a frame so many seconds after another is its later one in any case, or one before. */
  public static boolean mustBeLater(double apart, double later) {
    return apart >= later - ROUNDING_SECONDS + LEAST_DOUBT;
  }

  /**
   * Refers to a later frame, too: as each of those it is awaited as, if there are few a second.
   *
   * @param time seconds at which it is shown
   * @param itsBefore the frame before that, if combing is still to be looked for; null otherwise
   */
  void addLater(AVFrame picture, AVFrame itsBefore, double time, ShotTimeline.Moment itsMoment) {
    while (awaits(time)) {
      later.add(new LaterFrame(picture, itsBefore, itsMoment));
    }
  }

  /** Looks for combing, if that was put off, and takes it away; lets go of the frames before. */
  void unweave(Deinterlacer deinterlacer) {
    if (before != null) {
      frame = unwoven(deinterlacer, before, frame);
      before = null;
    }
    later.forEach(each -> each.unweave(deinterlacer));
  }

  private static AVFrame unwoven(Deinterlacer deinterlacer, AVFrame before, AVFrame frame) {
    Optional<AVFrame> picture = deinterlacer.unwoven(before, frame).map(avutil::av_frame_clone);
    picture.ifPresent(whole -> av_frame_free(frame));
    av_frame_free(before);
    return picture.orElse(frame);
  }

  private static AVFrame cloned(AVFrame frame) {
    return frame == null ? null : av_frame_clone(frame);
  }

  /** Lets go of later frames that do not show the same scene, now that the shots are known. */
  void settle() {
    int same = 0;
    while (same < later.size() && showsTheSame(later.get(same))) {
      same++;
    }
    releaseLater(same);
  }

  private boolean showsTheSame(LaterFrame other) {
    return !moment.mixed()
        && !other.moment.mixed()
        && (moment.mixedWindows() | other.moment.mixedWindows()) == 0
        && moment.shot() == other.moment.shot()
        && other.frame.width() == frame.width()
        && other.frame.height() == frame.height();
  }

  void mark(boolean seenMixed) {
    mixed = seenMixed;
  }

  /**
   * Notes what came before.
   *
   * @param windows the parts of the picture in which there was a mixture since the last delivered
   *     frame
   */
  void follow(boolean cut, long windows) {
    afterCut = cut;
    windowsSince = windows;
  }

  /** What is delivered. */
  public VideoFrame converted(FrameConverter converter) {
    return new VideoFrame(
        position,
        seconds,
        converter.convert(frame),
        damaged,
        afterCut,
        mixed,
        reduction,
        later.stream().map(each -> converter.convert(each.frame)).toList(),
        mixedParts(converter));
  }

  private Optional<Image> mixedParts(FrameConverter converter) {
    long windows = moment.mixedWindows();
    return (windows | windowsSince) == 0
        ? Optional.empty()
        : Optional.of(
            converter.orientationOf(frame).apply(PartialMixture.map(windows, windowsSince)));
  }

  public void release() {
    av_frame_free(frame);
    if (before != null) {
      av_frame_free(before);
      before = null;
    }
    releaseLater(0);
  }

  private void releaseLater(int from) {
    List<LaterFrame> rest = later.subList(from, later.size());
    rest.forEach(LaterFrame::release);
    rest.clear();
  }

  /** A frame a moment after the one that is held, and what is known of its shot. */
  private static final class LaterFrame {
    private AVFrame frame;
    private AVFrame before;
    private final ShotTimeline.Moment moment;

    LaterFrame(AVFrame picture, AVFrame before, ShotTimeline.Moment moment) {
      this.frame = av_frame_clone(picture);
      this.before = cloned(before);
      this.moment = moment;
    }

    void unweave(Deinterlacer deinterlacer) {
      if (before != null) {
        frame = unwoven(deinterlacer, before, frame);
        before = null;
      }
    }

    void release() {
      av_frame_free(frame);
      if (before != null) {
        av_frame_free(before);
        before = null;
      }
    }
  }
}
