package org.delocate.detection.verdict;

import java.util.List;
import org.delocate.detection.verdict.Windows.Window;

/**
 * Finds passages that part from the rest of their own shot as forged frames part from the real ones
 * that they were made from [ours]. Where {@link SegmentFinder} asks how suspicious a passage is by
 * itself, which camera and codec have a say in, this compares frames of one camera and one codec:
 * it finds more, and says less. A change of light or of sharpness within a shot can look alike.
 *
 * <p>A window's contrast is its mean less that of the shot's other frames, in deviations:
 *
 * <pre>{@code
 * (mean(window) − mean(others)) / √(s² (1/e + 1/e') + d²)
 * }</pre>
 *
 * with {@code s} the scatter of the frames of a real clip, which is 1, or the shot's own from frame
 * to frame if that is more; {@code e} and {@code e'} the independent frames of window and others,
 * of which those within {@link #INDEPENDENT_SECONDS} count as one; and {@code d} by how much a real
 * shot {@linkplain #DRIFT drifts}, however many frames are looked at. The others are at least half
 * as many as the window's.
 */
public final class PassageContrast {

  /** Frames of so many seconds are no more worth than one. [ours] */
  public static final double INDEPENDENT_SECONDS = 0.15;

  /** What real shots drift by, in deviations of their frames: pose, light and focus. [ours] */
  public static final double DRIFT = 0.2;

  /**
   * Windows of a clip of 24 independent frames; those that the threshold is measured on have fewer.
   */
  private static final int WINDOWS_OF_CLIP = 100;

  private final double from;

  /**
   * @param from deviations from which a passage parts from the rest of its shot, where a clip's
   *     windows are tried; above 0
   */
  public PassageContrast(double from) {
    if (!(from > 0)) {
      throw new IllegalArgumentException("passages from " + from + " deviations on");
    }
    this.from = from;
  }

  /**
   * How many windows a shot has, all of which may look forged by chance; as many as if only
   * independent frames were looked at, since windows of the others are much the same.
   *
   * @param times as for {@link #find}
   */
  static int windows(double[] times) {
    if (times.length == 0) {
      return 0;
    }
    Windows shot = new Windows(times, new double[times.length]);
    double share = independent(shot.frames(), shot.seconds()) / shot.frames();
    return (int) Math.ceil(share * shot.all().size());
  }

  /**
   * The highest contrast of any window.
   *
   * @param times of the frames of a shot, seconds, ascending
   * @param values of the frames, as many
   * @return minus infinity where there are too few frames
   */
  public static double highest(double[] times, double[] values) {
    return times.length == 0
        ? Double.NEGATIVE_INFINITY
        : contrasts(new Windows(times, values)).stream()
            .mapToDouble(Window::value)
            .max()
            .orElse(Double.NEGATIVE_INFINITY);
  }

  /**
   * The passages of a shot that part from the rest of it.
   *
   * @param times of the frames of a shot, seconds, ascending
   * @param values of the frames, as many
   * @param windows that are tried in all shots of the video together: more than a clip has ask for
   *     a higher contrast, as normal deviates would
   * @return spans of seconds, from the first frame to the last, in the order of time; touching ones
   *     are one
   */
  List<SegmentFinder.Passage> find(double[] times, double[] values, int windows) {
    if (times.length == 0) {
      return List.of();
    }
    double more = Math.log(Math.max(1, (double) windows / WINDOWS_OF_CLIP));
    double needed = Math.sqrt(from * from + 2 * more);
    Windows shot = new Windows(times, values);
    List<Window> candidates =
        contrasts(shot).stream().filter(window -> window.value() >= needed).toList();
    return shot.passages(candidates).stream()
        .map(
            window ->
                new SegmentFinder.Passage(
                    times[window.from()], times[window.to() - 1], window.value()))
        .toList();
  }

  private static List<Window> contrasts(Windows shot) {
    int frames = shot.frames();
    double scatter = Math.max(1, shot.ownSpread());
    return shot.all().stream()
        .filter(window -> 2 * (frames - window.frames()) >= window.frames())
        .filter(window -> frames - window.frames() >= SegmentFinder.FEWEST_FRAMES)
        .map(
            window -> {
              double own = independent(window.frames(), shot.seconds(window));
              double others =
                  independent(frames - window.frames(), shot.seconds() - shot.seconds(window));
              double deviation =
                  Math.sqrt(scatter * scatter * (1 / own + 1 / others) + DRIFT * DRIFT);
              return window.with((shot.mean(window) - shot.meanOfOthers(window)) / deviation);
            })
        .toList();
  }

  private static double independent(int frames, double seconds) {
    return Math.min(frames, 1 + seconds / INDEPENDENT_SECONDS);
  }
}
