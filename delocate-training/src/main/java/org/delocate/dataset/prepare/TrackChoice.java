package org.delocate.dataset.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceLabels;

/**
 * Which of the faces of a record are stored. Of a fake, only those that were manipulated: a
 * bystander in a forged video is real, and must not be learned as a fake. [ours]
 */
final class TrackChoice {

  /** A track with less of the evidence than this share of the best one's is a bystander. */
  private static final double LEAST_EVIDENCE = 0.5;

  /** Of a real video: a track of fewer frames than this share of the longest one's is no person. */
  private static final double LEAST_FRAMES = 0.5;

  private TrackChoice() {}

  /**
   * A face that may be stored, encoded already: pixels of many frames would not fit into memory.
   *
   * @param maskShare forged share of the crop, 0 to 1; not a number without a mask
   * @param evidence mean evidence of manipulation around the face, 0 to 255
   * @param area of the face, in square pixels
   */
  record Candidate(
      int track,
      FaceLabels labels,
      byte[] crop,
      Optional<byte[]> mask,
      byte[] json,
      double maskShare,
      double evidence,
      double area) {}

  /** The chosen faces, in the order given. */
  static List<Candidate> of(FaceRecord record, List<Candidate> candidates, double minimumMask) {
    List<Candidate> usable =
        candidates.stream().filter(face -> !(face.maskShare() < minimumMask)).toList();
    Map<Integer, List<Candidate>> tracks = new LinkedHashMap<>();
    usable.forEach(
        face -> tracks.computeIfAbsent(face.track(), track -> new ArrayList<>()).add(face));
    if (tracks.size() < 2) {
      return usable;
    }
    double bestEvidence =
        tracks.values().stream().mapToDouble(TrackChoice::evidence).max().orElse(0);
    int longest = tracks.values().stream().mapToInt(List::size).max().orElse(0);
    if (record.label() == Label.REAL) {
      return usable.stream()
          .filter(face -> tracks.get(face.track()).size() >= LEAST_FRAMES * longest)
          .toList();
    }
    if (bestEvidence > 0) {
      return usable.stream()
          .filter(face -> evidence(tracks.get(face.track())) >= LEAST_EVIDENCE * bestEvidence)
          .toList();
    }
    // Nothing tells who is forged: most likely whom the video is about.
    double largest = tracks.values().stream().mapToDouble(TrackChoice::area).max().orElse(0);
    return usable.stream().filter(face -> area(tracks.get(face.track())) >= largest).toList();
  }

  private static double evidence(List<Candidate> track) {
    return track.stream().mapToDouble(Candidate::evidence).average().orElse(0);
  }

  /** Over all frames, so that a long track outweighs a face that passes by. */
  private static double area(List<Candidate> track) {
    return track.stream().mapToDouble(Candidate::area).sum();
  }
}
