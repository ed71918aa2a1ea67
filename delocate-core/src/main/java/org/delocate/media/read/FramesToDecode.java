package org.delocate.media.read;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.delocate.media.container.CodedPackets;
import org.delocate.media.container.DecodingPlan;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.container.VideoDecoder;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.sampling.SamplePlan;
import org.delocate.media.shot.HeldFrame;
import org.delocate.media.shot.SceneHints;

/**
 * Decides which frames of a video have to be decoded, so that what is delivered is what would be if
 * all were: the wanted ones with their neighbours, all at the beginning, and all where the scene
 * may change.
 *
 * @param plan for the decoder
 * @param everything positions at which every frame is decoded, so that any may be delivered
 */
record FramesToDecode(DecodingPlan plan, BitSet everything) {

  /** If more of the work than this is left, all is done. [ours] */
  private static final double MOST_WORK = 0.8;

  /** Wanted frames in a row that are all surrounded by decoded ones, at the beginning. */
  private static final int SURROUNDED = FrameSampling.Standard.PER_SHOT + 1;

  /**
   * Wanted frames between two hints of a new scene: with fewer, a shot that begins and ends there
   * could need others. [ours]
   */
  private static final int LEAST_BETWEEN = FrameSampling.Standard.PER_SHOT + 2;

  /**
   * Looks at a file.
   *
   * @param firstPass what is known of the file
   * @param sampled what is wanted of it
   * @param secondsPerTick of its time stamps
   * @param later whether frames come with the one a moment later
   * @return nothing if all frames are to be decoded
   */
  static Optional<FramesToDecode> of(
      VideoToRead video,
      FirstPass firstPass,
      SamplePlan sampled,
      double secondsPerTick,
      boolean later) {
    int[] wanted = sampled.positions();
    boolean may = firstPass.coded().isPresent() && !sampled.all() && wanted.length > SURROUNDED;
    if (!may) {
      return Optional.empty();
    }
    CodedPackets coded = firstPass.coded().get();
    FrameIndex index = firstPass.index();
    BitSet few = neighbours(coded, index, wanted, secondsPerTick, later);
    int first = wanted[SURROUNDED - 1] + 1;
    few.set(0, first);
    DecodingPlan least = DecodingPlan.of(coded, index, few);
    if (least.shareOfWork() > MOST_WORK) {
      return Optional.empty();
    }
    Optional<BitSet> hints = hints(video, coded, index, secondsPerTick);
    if (hints.isEmpty()) {
      return Optional.empty();
    }
    BitSet everything = hints.get();
    everything.set(0, first);
    closeGaps(everything, wanted, index.frames());
    few.or(everything);
    DecodingPlan plan = DecodingPlan.of(coded, index, few);
    return plan.shareOfWork() > MOST_WORK
        ? Optional.empty()
        : Optional.of(new FramesToDecode(plan, everything));
  }

  /**
   * The wanted frames, the ones a moment later, and what lies before each of both, by which combing
   * is found. Before an entry that would be a whole group of pictures: there what comes after tells
   * as much, as for the first frame of any video.
   */
  private static BitSet neighbours(
      CodedPackets coded, FrameIndex index, int[] wanted, double secondsPerTick, boolean later) {
    BitSet entries = new BitSet();
    for (int i = 0; i < coded.count(); i++) {
      if (coded.isEntry(i)) {
        entries.set(Arrays.binarySearch(index.times(), coded.time(i)));
      }
    }
    BitSet frames = new BitSet();
    for (int position : wanted) {
      int neighbour = entries.get(position) ? position + 1 : position - 1;
      frames.set(position);
      frames.set(Math.max(0, Math.min(neighbour, index.frames() - 1)));
      int next = position + 1;
      while (later && next < index.frames()) {
        double apart = (index.times()[next] - index.times()[position]) * secondsPerTick;
        if (HeldFrame.mayBeLater(apart)) {
          frames.set(next - 1, next + 1);
        }
        if (HeldFrame.mustBeLater(apart)) {
          break;
        }
        next++;
      }
    }
    return frames;
  }

  private static Optional<BitSet> hints(
      VideoToRead video, CodedPackets coded, FrameIndex index, double secondsPerTick) {
    try (Demuxer demuxer = video.demuxer();
        VideoDecoder entries = new VideoDecoder(demuxer, video.limits(), video.threads(), 0)) {
      entries.follow(DecodingPlan.ofEntries(coded, index));
      return SceneHints.find(entries, coded, index, secondsPerTick);
    }
  }

  private static void closeGaps(BitSet everything, int[] wanted, int frames) {
    int from = everything.nextClearBit(0);
    while (from < frames) {
      int next = everything.nextSetBit(from);
      int to = next < 0 ? frames : next;
      int between = 0;
      for (int position : wanted) {
        between += position >= from && position < to ? 1 : 0;
      }
      if (between < LEAST_BETWEEN) {
        everything.set(from, to);
      }
      from = everything.nextClearBit(to);
    }
  }
}
