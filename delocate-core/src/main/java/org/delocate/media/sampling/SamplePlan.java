package org.delocate.media.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.delocate.media.container.FrameIndex;

/**
 * Which frames of a file a sampling asks for, before anything is decoded.
 *
 * @param all whether every frame of the part is wanted, however many turn up
 * @param positions in the order of showing, ascending; of all frames if all are wanted
 * @param perShot how many frames a shot gets at least, if it has them
 * @param from seconds from which frames are delivered
 * @param to seconds up to which frames are delivered
 */
public record SamplePlan(boolean all, int[] positions, int perShot, double from, double to) {

  /**
   * Times of frames in seconds and in whole units: ticks where they are known, frames elsewhere.
   */
  private record Scale(long[] starts, long end, double secondsPerUnit, double originSeconds) {

    static Scale of(FrameIndex index, FrameClock clock) {
      if (index.kind() != FrameIndex.Kind.BY_POSITION) {
        return new Scale(index.times(), index.end(), clock.secondsPerTick(), clock.originSeconds());
      }
      long[] starts = new long[index.frames()];
      Arrays.setAll(starts, i -> i);
      return new Scale(starts, starts.length, clock.secondsPerFrame(), 0);
    }

    double seconds(long start) {
      return start * secondsPerUnit - originSeconds;
    }

    double length(int first, long last) {
      return (last - starts[first]) * secondsPerUnit;
    }
  }

  public static SamplePlan of(FrameIndex index, FrameSampling sampling, FrameClock clock) {
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    FrameSampling within = sampling;
    if (sampling instanceof FrameSampling.Part part) {
      from = part.from();
      to = part.to();
      within = part.sampling();
    }
    Scale scale = Scale.of(index, clock);
    int first = 0;
    int end = index.frames();
    while (first < end && scale.seconds(scale.starts()[first]) < from) {
      first++;
    }
    while (end > first && scale.seconds(scale.starts()[end - 1]) > to) {
      end--;
    }
    boolean all = within instanceof FrameSampling.All;
    int perShot = within instanceof FrameSampling.Standard ? FrameSampling.Standard.PER_SHOT : 0;
    int[] positions = first == end ? new int[0] : positions(scale, first, end, within);
    return new SamplePlan(all, positions, perShot, from, to);
  }

  private static int[] positions(Scale scale, int first, int end, FrameSampling sampling) {
    long last = end == scale.starts().length ? scale.end() : scale.starts()[end];
    if (sampling instanceof FrameSampling.Even even) {
      return even(scale.starts(), first, end, last, even.frames());
    }
    double seconds = scale.length(first, last);
    if (sampling instanceof FrameSampling.Standard) {
      double grown = Math.ceil(seconds / FrameSampling.Standard.SECONDS_APART);
      int wanted =
          (int)
              Math.max(FrameSampling.Standard.LEAST, Math.min(FrameSampling.Standard.MOST, grown));
      return even(scale.starts(), first, end, last, wanted);
    }
    if (sampling instanceof FrameSampling.Every every) {
      return every(scale, first, end, every.seconds());
    }
    int[] positions = new int[end - first];
    int start = first;
    Arrays.setAll(positions, i -> start + i);
    return positions;
  }

  private static int[] every(Scale scale, int first, int end, double seconds) {
    BitSet chosen = new BitSet();
    double begin = scale.seconds(scale.starts()[first]);
    long steps = -1;
    for (int i = first; i < end; i++) {
      boolean lastOne = i + 1 == scale.starts().length;
      double until = scale.seconds(lastOne ? scale.end() : scale.starts()[i + 1]);
      // The step that is reached before this frame ends; a nanosecond forgives rounding.
      long reached = (long) Math.ceil((until - begin) / seconds - 1e-9) - 1;
      if (reached > steps || i == first) {
        chosen.set(i);
        steps = Math.max(steps, reached);
      }
    }
    return chosen.stream().toArray();
  }

  /** As {@link FrameSampling.Even} says, among the frames from {@code first} to {@code end}. */
  private static int[] even(long[] starts, int first, int end, long last, int wanted) {
    int frames = end - first;
    BitSet chosen = new BitSet();
    if (frames <= wanted) {
      chosen.set(first, end);
      return chosen.stream().toArray();
    }
    long length = last - starts[first];
    for (int i = 0; i < wanted; i++) {
      long middle = starts[first] + (2L * i + 1) * length / (2L * wanted);
      chosen.set(onScreen(starts, first, end, middle));
    }
    int left = wanted - chosen.cardinality();
    if (left > 0) {
      int[] others = IntStream.range(first, end).filter(i -> !chosen.get(i)).toArray();
      for (int i = 0; i < left; i++) {
        chosen.set(others[(int) ((2L * i + 1) * others.length / (2L * left))]);
      }
    }
    return chosen.stream().toArray();
  }

  /** The last frame that begins no later than a moment. */
  private static int onScreen(long[] starts, int first, int end, long moment) {
    int low = first;
    int high = end - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= moment) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
