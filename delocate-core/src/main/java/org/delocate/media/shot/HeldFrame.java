package org.delocate.media.shot;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.delocate.media.colour.FrameConverter;
import org.delocate.media.container.FrameSource;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;

/**
 * A decoded frame that waits to be delivered, perhaps with the one a moment later: references to
 * the pictures of the decoder, until they are released.
 */
public final class HeldFrame {

  /** Seconds until the later frame: the time between frames of most videos. */
  private static final double LATER_SECONDS = 0.04;

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
  private final long bytes;
  private AVFrame later;
  private AVFrame beforeLater;
  private ShotTimeline.Moment laterMoment;
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
   */
  HeldFrame(
      FrameSource source,
      AVFrame picture,
      AVFrame before,
      double seconds,
      boolean wanted,
      ShotTimeline.Moment moment) {
    this.frame = av_frame_clone(picture);
    this.before = cloned(before);
    this.position = source.position();
    this.seconds = seconds;
    this.damaged = source.frameDamaged();
    this.reduction = source.reduction();
    this.wanted = wanted;
    this.moment = moment;
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
    return laterMoment == null ? moment : laterMoment;
  }

  /** Bytes of the frame alone. */
  long bytes() {
    return bytes;
  }

  /** Bytes of all that is held, with those of the later frame, without those before the two. */
  long heldBytes() {
    return later == null ? bytes : bytes + bytesOf(later);
  }

  /** Memory that the samples of a frame take, at least 1. */
  static long bytesOf(AVFrame frame) {
    return Math.max(1, av_image_get_buffer_size(frame.format(), frame.width(), frame.height(), 1));
  }

  /** Whether a frame of this time is the later one, if none before it was. */
  boolean isLater(double time) {
    return time - seconds >= LATER_SECONDS - ROUNDING_SECONDS;
  }

  /** Whether a frame so many seconds after another may be its later one, rounding apart. */
  public static boolean mayBeLater(double apart) {
    return apart >= LATER_SECONDS - ROUNDING_SECONDS - LEAST_DOUBT;
  }

  /** Whether a frame so many seconds after another is its later one in any case, or one before. */
  public static boolean mustBeLater(double apart) {
    return apart >= LATER_SECONDS - ROUNDING_SECONDS + LEAST_DOUBT;
  }

  /**
   * Refers to the later frame, too.
   *
   * @param itsBefore the frame before that, if combing is still to be looked for; null otherwise
   */
  void setLater(AVFrame picture, AVFrame itsBefore, ShotTimeline.Moment itsMoment) {
    later = av_frame_clone(picture);
    beforeLater = cloned(itsBefore);
    laterMoment = itsMoment;
  }

  /** Looks for combing, if that was put off, and takes it away; lets go of the frames before. */
  void unweave(Deinterlacer deinterlacer) {
    if (before != null) {
      frame = unwoven(deinterlacer, before, frame);
      before = null;
    }
    if (beforeLater != null) {
      later = unwoven(deinterlacer, beforeLater, later);
      beforeLater = null;
    }
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

  /** Lets go of a later frame that does not show the same scene, now that the shots are known. */
  void settle() {
    boolean sameScene =
        later != null
            && !moment.mixed()
            && !laterMoment.mixed()
            && (moment.mixedWindows() | laterMoment.mixedWindows()) == 0
            && moment.shot() == laterMoment.shot()
            && later.width() == frame.width()
            && later.height() == frame.height();
    if (!sameScene) {
      releaseLater();
    }
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
        Optional.ofNullable(later).map(converter::convert),
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
    releaseLater();
  }

  private void releaseLater() {
    if (later != null) {
      av_frame_free(later);
      later = null;
    }
    if (beforeLater != null) {
      av_frame_free(beforeLater);
      beforeLater = null;
    }
  }
}
