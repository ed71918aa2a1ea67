package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.delocate.media.file.InputFormats;

/**
 * The frames that a file really holds, learnt by reading through its packets without decoding them:
 * what containers claim of their length and rate is often wrong, in truncated files always.
 *
 * @param times time stamps in ticks of the stream, ascending; one for each frame that is shown
 * @param kind what the times can be relied on for
 * @param lastDuration ticks that the last frame is shown; estimated where no packet says it
 * @param packets all packets, also of frames that an edit list hides
 */
public record FrameIndex(long[] times, Kind kind, long lastDuration, long packets) {

  /** How frames are told. */
  public enum Kind {
    /** By their time stamps: every packet has one, and they do not jump back. */
    BY_TIME,
    /**
     * By their position; the times are sums of the packets' durations. So it is in raw streams,
     * whose time stamps are missing or are those of a default rate.
     */
    BY_DURATION,
    /** By their position; the times are of no use. */
    BY_POSITION
  }

  /** No codec reorders frames as far as this; where joined videos begin anew, time jumps back. */
  private static final int MOST_REORDERED_FRAMES = 20;

  public static FrameIndex of(Demuxer demuxer) {
    return of(demuxer, new CodedPackets(demuxer));
  }

  /**
   * Learns on the way how the packets lean on each other.
   *
   * @param coded of the same demuxer, empty as yet
   */
  public static FrameIndex of(Demuxer demuxer, CodedPackets coded) {
    double jump = MOST_REORDERED_FRAMES * demuxer.secondsPerFrame() / demuxer.secondsPerTick();
    boolean raw = InputFormats.isRawStream(demuxer.container());
    long[] times = new long[1024];
    int frames = 0;
    boolean stamped = true;
    boolean measured = true;
    long latest = Long.MIN_VALUE;
    long lastDuration = 0;
    long passed = 0;
    long packets = 0;
    while (demuxer.read()) {
      AVPacket packet = demuxer.packet();
      packets++;
      coded.add(packet);
      if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
        continue;
      }
      long time = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
      if (raw) {
        time = passed;
        passed += packet.duration();
        measured &= packet.duration() > 0;
      } else if (time == AV_NOPTS_VALUE) {
        stamped = false;
        time = Math.max(latest, 0);
      }
      if (latest != Long.MIN_VALUE && latest - time > jump) {
        stamped = false;
      }
      if (time >= latest) {
        latest = time;
        lastDuration = packet.duration();
      }
      if (frames == times.length) {
        times = Arrays.copyOf(times, 2 * frames);
      }
      times[frames++] = time;
    }
    times = Arrays.copyOf(times, frames);
    Arrays.sort(times);
    Kind kind = stamped ? Kind.BY_TIME : Kind.BY_POSITION;
    if (raw) {
      kind = measured ? Kind.BY_DURATION : Kind.BY_POSITION;
    }
    FrameIndex index = new FrameIndex(times, kind, orMean(lastDuration, times, kind), packets);
    coded.complete(index, demuxer.readFailed());
    return index;
  }

  /** Some containers say of no frame how long it is shown, of the last one least of all. */
  private static long orMean(long duration, long[] times, Kind kind) {
    if (duration > 0 || kind != Kind.BY_TIME || times.length < 2) {
      return duration;
    }
    return (times[times.length - 1] - times[0]) / (times.length - 1);
  }

  /** The first frame alone. */
  public FrameIndex first() {
    long[] first = Arrays.copyOf(times, Math.min(1, times.length));
    return new FrameIndex(first, kind, lastDuration, packets);
  }

  public int frames() {
    return times.length;
  }

  /** The time at which the last frame ends, in ticks. */
  public long end() {
    return times.length == 0 ? 0 : times[times.length - 1] + lastDuration;
  }
}
