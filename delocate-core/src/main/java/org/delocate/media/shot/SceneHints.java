package org.delocate.media.shot;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.delocate.media.colour.Scaler;
import org.delocate.media.container.CodedPackets;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.container.FrameSource;

/**
 * Where a video may change its scene, told before it is decoded: by the pictures at which decoding
 * can begin, which are few, and by the sizes of the packets between them. Between two such pictures
 * that show the same, a scene can only change and come back; what is new then has to be coded anew,
 * twice, so that a packet stands out among its neighbours.
 *
 * <p>This only says where every frame has to be looked at, as {@link ShotChanges} does; whether the
 * scene changes there is decided by that. [ours]
 */
public final class SceneHints {

  /** Pictures that correlate less than this may show two scenes. */
  private static final double LEAST_CORRELATION = 0.9;

  /** Of the packets of a group, the one that nine of ten are no larger than is a usual one. */
  private static final double USUAL = 0.9;

  /** A packet that is so many times as large as a usual one... */
  private static final double TIMES_USUAL_SIZE = 4;

  /** ...and so large a share of what a whole picture takes may hold something new. */
  private static final double LEAST_SHARE_OF_ENTRY = 1.0 / 8;

  /** A packet of such a share may do so in any case. */
  private static final double MOST_SHARE_OF_ENTRY = 0.5;

  /** Seconds before and after: {@link ShotTimeline} compares frames so far apart, and some more. */
  private static final double MARGIN = 2.5;

  /** From so many groups of pictures on it can be told that hints are everywhere. */
  private static final int ENOUGH_GROUPS = 12;

  /** Where so large a share of the groups has hints, looking for more costs more than it saves. */
  private static final double MOST_HINTS = 0.5;

  /** One of the pictures at which decoding can begin. */
  private record Entry(long time, double[] structure, float[] luma) {}

  private final CodedPackets coded;
  private final FrameIndex index;
  private final long margin;
  private final BitSet frames = new BitSet();
  private final List<Entry> entries = new ArrayList<>();
  private int hints;

  private SceneHints(CodedPackets coded, FrameIndex index, double secondsPerTick) {
    this.coded = coded;
    this.index = index;
    margin = (long) Math.ceil(MARGIN / secondsPerTick);
  }

  /**
   * Finds them.
   *
   * @param source the pictures at which decoding can begin, in their order
   * @return the frames that have to be looked at, by their position; nothing if they are all, or
   *     too many to be worth it
   */
  public static Optional<BitSet> find(
      FrameSource source, CodedPackets coded, FrameIndex index, double secondsPerTick) {
    SceneHints found = new SceneHints(coded, index, secondsPerTick);
    try (Scaler scaler = new Scaler(AV_PIX_FMT_GRAY8, SWS_POINT)) {
      return found.follow(source, scaler) ? Optional.of(found.frames) : Optional.empty();
    }
  }

  private boolean follow(FrameSource source, Scaler scaler) {
    int groups = 0;
    for (int entry = 0; entry < coded.count(); ) {
      boolean asPlanned =
          source.decode() && !source.frameDamaged() && source.frame().pts() == coded.time(entry);
      if (!asPlanned) {
        return false;
      }
      byte[] luma =
          Scaler.rows(
              scaler.scale(
                  source.frame(),
                  CutDetector.SAMPLES_ACROSS,
                  CutDetector.SAMPLES_DOWN,
                  AVCOL_SPC_BT709,
                  false),
              CutDetector.SAMPLES_ACROSS);
      entries.add(
          new Entry(coded.time(entry), CutDetector.structure(luma), ShotTimeline.reduced(luma)));
      compare();
      int next = entry + 1;
      while (next < coded.count() && !coded.isEntry(next)) {
        next++;
      }
      if (isUneven(entry, next)) {
        hint(coded.time(entry), next == coded.count() ? Long.MAX_VALUE - margin : coded.time(next));
      }
      groups++;
      if (groups >= ENOUGH_GROUPS && hints > MOST_HINTS * groups) {
        return false;
      }
      entry = next;
    }
    return true;
  }

  /** Looks at what the newest entry says of those before it. */
  private void compare() {
    int newest = entries.size() - 1;
    if (newest > 0 && differ(entries.get(newest - 1), entries.get(newest))) {
      hint(entries.get(newest - 1).time(), entries.get(newest).time());
    }
    // From one entry to the next, and over one that may lie within a dissolve.
    for (int apart = 1; apart <= 2; apart++) {
      int past = newest - apart - 1;
      if (past >= 0 && isStep(past, past + apart)) {
        hint(entries.get(past).time(), entries.get(past + apart).time());
      }
    }
    if (entries.size() > 5) {
      entries.remove(0);
    }
  }

  private boolean isStep(int past, int future) {
    return PartialMixture.isStep(
        past == 0 ? null : entries.get(past - 1).luma(),
        entries.get(past).luma(),
        entries.get(future).luma(),
        entries.get(future + 1).luma());
  }

  private static boolean differ(Entry one, Entry other) {
    return one.structure() == null
        || other.structure() == null
        || CutDetector.correlation(one.structure(), other.structure()) < LEAST_CORRELATION;
  }

  private void hint(long from, long to) {
    frames.set(place(from - margin), place(to + margin));
    hints++;
  }

  /** How many frames begin before a moment. */
  private int place(long time) {
    int found = Arrays.binarySearch(index.times(), time);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether a packet of a group stands out. */
  private boolean isUneven(int entry, int next) {
    if (next == coded.count()) {
      return true; // nothing after it to compare with
    }
    int[] sizes = new int[next - entry - 1];
    for (int i = entry + 1; i < next; i++) {
      sizes[i - entry - 1] = coded.size(i);
    }
    if (sizes.length == 0) {
      return false;
    }
    Arrays.sort(sizes);
    double usual = sizes[(int) (USUAL * (sizes.length - 1))];
    double largest = sizes[sizes.length - 1];
    double whole = Math.max(coded.size(entry), coded.size(next));
    return largest > MOST_SHARE_OF_ENTRY * whole
        || largest > Math.max(TIMES_USUAL_SIZE * usual, LEAST_SHARE_OF_ENTRY * whole);
  }
}
