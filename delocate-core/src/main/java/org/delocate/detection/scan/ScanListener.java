package org.delocate.detection.scan;

import java.util.Map;
import org.delocate.media.read.MediaInfo;

/**
 * Follows a scan while it runs. Calls come from the thread that scans, in the order of time; what
 * they throw ends the scan. Pictures are handed over once and then forgotten by the detector, so
 * that memory stays flat however long the video is: keep only what you need.
 */
public interface ScanListener {

  /** Follows nothing. */
  ScanListener NONE = new ScanListener() {};

  /** The input was opened. Not called for an input that cannot be. */
  default void started(MediaInfo info) {}

  /**
   * Another sampled frame was read.
   *
   * @param framesDone sampled frames that were read so far
   * @param framesTotal sampled frames that are expected: what the file claims to hold, and so
   *     perhaps more than will come; 0 if it does not say
   */
  default void progress(long framesDone, long framesTotal) {}

  /** All faces of a sampled frame were scored. Called for frames without faces, too. */
  default void frameScored(ScoredFrame frame) {}

  /**
   * It is known which tracks are of the same person. Called once, after the last frame.
   *
   * @param personOfTrack the number of the person, as in {@link
   *     org.delocate.detection.result.TrackFinding#id()}, for each {@link ScoredFace#trackId()}
   */
  default void people(Map<Integer, Integer> personOfTrack) {}

  /** One that calls both, this one first. */
  default ScanListener and(ScanListener other) {
    ScanListener first = this;
    return new ScanListener() {
      @Override
      public void started(MediaInfo info) {
        first.started(info);
        other.started(info);
      }

      @Override
      public void progress(long framesDone, long framesTotal) {
        first.progress(framesDone, framesTotal);
        other.progress(framesDone, framesTotal);
      }

      @Override
      public void frameScored(ScoredFrame frame) {
        first.frameScored(frame);
        other.frameScored(frame);
      }

      @Override
      public void people(Map<Integer, Integer> personOfTrack) {
        first.people(personOfTrack);
        other.people(personOfTrack);
      }
    };
  }
}
