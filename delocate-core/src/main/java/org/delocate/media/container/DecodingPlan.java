package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which packets have to be decoded so that certain frames come out exactly as if all were: for each
 * of these the packets that others refer to, from the last entry before it to its own. Where an
 * entry is reached after something was left out, decoding begins anew.
 *
 * <p>May be used by one decoder, once.
 */
public final class DecodingPlan {

  private final CodedPackets coded;
  private final long[] times;
  private final BitSet taken = new BitSet();
  private final BitSet anew = new BitSet();

  private DecodingPlan(CodedPackets coded, FrameIndex index) {
    this.coded = coded;
    this.times = index.times();
  }

  /**
   * Plans to decode some frames, and what they lean on.
   *
   * @param coded what is {@linkplain CodedPackets#known() known} of the packets of the same file
   * @param frames positions in the order of showing
   */
  public static DecodingPlan of(CodedPackets coded, FrameIndex index, BitSet frames) {
    DecodingPlan plan = new DecodingPlan(coded, index);
    plan.takeWithReferences(frames);
    return plan;
  }

  /** Plans to decode the pictures at which decoding can begin, each by itself. */
  public static DecodingPlan ofEntries(CodedPackets coded, FrameIndex index) {
    DecodingPlan plan = new DecodingPlan(coded, index);
    for (int i = 0; i < coded.count(); i++) {
      if (coded.isEntry(i)) {
        plan.taken.set(i);
        plan.anew.set(i, i > 0 && coded.continuesOrder(i));
      }
    }
    return plan;
  }

  private void takeWithReferences(BitSet frames) {
    int end = coded.count();
    boolean nextIsLed = false;
    // From the last group of pictures to the first: one may need all of the group before it.
    while (end > 0) {
      int entry = end - 1;
      while (!coded.isEntry(entry)) {
        entry--;
      }
      int last = nextIsLed ? end - 1 : -1;
      boolean led = false;
      for (int i = end - 1; i >= entry; i--) {
        if (frames.get((int) positionOf(coded.time(i), -1))) {
          taken.set(i);
          last = Math.max(last, i);
          led |= coded.isSkippedAtEntry(i);
        }
      }
      for (int i = entry; i <= last; i++) {
        if (!coded.isUnusedByOthers(i) && (led || !coded.isSkippedAtEntry(i))) {
          taken.set(i);
        }
      }
      nextIsLed = led;
      if (!led && last >= 0 && entry > 0) {
        anew.set(entry);
      }
      end = entry;
    }
    // Where nothing that others refer to was left out since the entry before, decoding goes on.
    for (int entry = anew.nextSetBit(0); entry >= 0; entry = anew.nextSetBit(entry + 1)) {
      if (goesOnTo(entry)) {
        anew.clear(entry);
      }
    }
  }

  private boolean goesOnTo(int entry) {
    for (int i = entry - 1; i >= 0; i--) {
      if (!taken.get(i) && !coded.isUnusedByOthers(i) && !coded.isSkippedAtEntry(i)) {
        return false;
      }
      if (coded.isEntry(i)) {
        return true;
      }
    }
    return true;
  }

  /** Whether a packet is decoded. */
  boolean takes(int packet) {
    return taken.get(packet);
  }

  /** Whether that packet is decoded, or one after it. */
  boolean takesAnyFrom(int packet) {
    return taken.nextSetBit(packet) >= 0;
  }

  /** Whether nothing that was decoded before a packet may be used for it and what follows. */
  boolean beginsAnew(int packet) {
    return anew.get(packet);
  }

  /** Takes everything from the first entry on that comes no earlier than a packet. */
  void takeAllFrom(int packet) {
    int entry = packet;
    while (entry < coded.count() && !coded.isEntry(entry)) {
      entry++;
    }
    if (entry < coded.count()) {
      taken.set(entry, coded.count());
      anew.clear(entry + 1, coded.count());
      anew.set(entry);
      for (int i = entry + 1; i < coded.count() && !coded.isEntry(i); i++) {
        taken.set(i, !coded.isSkippedAtEntry(i));
      }
    }
  }

  /**
   * The place of a frame in the order of showing, by its time stamp.
   *
   * @param before the place of the frame before it, for a frame that has no time stamp or a wrong
   *     one
   */
  long positionOf(long time, long before) {
    int found = time == AV_NOPTS_VALUE ? -1 : Arrays.binarySearch(times, time);
    return found >= 0 ? found : before + 1;
  }

  /** The share of the work that is left: the mean of the shares of frames and of bytes. [ours] */
  public double shareOfWork() {
    long bytes = 0;
    long all = 0;
    for (int i = 0; i < coded.count(); i++) {
      all += coded.size(i);
      bytes += taken.get(i) ? coded.size(i) : 0;
    }
    double ofFrames = (double) taken.cardinality() / coded.count();
    return (ofFrames + (double) bytes / Math.max(1, all)) / 2;
  }
}
