package org.delocate.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The frames that a file really holds, learnt by reading through its packets without decoding them:
 * what containers claim of their length and rate is often wrong, in truncated files always.
 *
 * @param times time stamps in ticks of the stream, ascending; one for each frame that is shown
 * @param timesReliable whether every packet had a time stamp and they did not jump back, so that a
 *     frame can be told by its time
 * @param lastDuration ticks that the last frame is shown, 0 if not known
 * @param packets all packets, also of frames that an edit list hides
 */
record FrameIndex(long[] times, boolean timesReliable, long lastDuration, long packets) {

  /** No codec reorders frames as far as this; where joined videos begin anew, time jumps back. */
  private static final int MOST_REORDERED_FRAMES = 20;

  static FrameIndex of(Demuxer demuxer) {
    double jump = MOST_REORDERED_FRAMES * demuxer.secondsPerFrame() / demuxer.secondsPerTick();
    long[] times = new long[1024];
    int frames = 0;
    boolean reliable = true;
    long latest = Long.MIN_VALUE;
    long lastDuration = 0;
    long packets = 0;
    while (demuxer.read()) {
      AVPacket packet = demuxer.packet();
      packets++;
      if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
        continue;
      }
      long time = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
      if (time == AV_NOPTS_VALUE) {
        reliable = false;
        time = Math.max(latest, 0);
      }
      if (latest != Long.MIN_VALUE && latest - time > jump) {
        reliable = false;
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
    return new FrameIndex(times, reliable, lastDuration, packets);
  }

  /** The first frame alone. */
  FrameIndex first() {
    long[] first = Arrays.copyOf(times, Math.min(1, times.length));
    return new FrameIndex(first, timesReliable, lastDuration, packets);
  }

  int frames() {
    return times.length;
  }

  /** Ticks from the first frame to the end of the last one. */
  long length() {
    return times.length == 0 ? 0 : times[times.length - 1] - times[0] + lastDuration;
  }
}
