package org.delocate.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What a scan has learnt of one person so far: numbers only, no pictures. */
final class TrackRecord {

  private final int id;
  private final List<FrameFinding> frames = new ArrayList<>();
  private final List<PartEvidence> parts = new ArrayList<>();
  private double[] logits = new double[32];
  private int smallFaces;
  private double largestSmallSide;

  TrackRecord(int id) {
    this.id = id;
  }

  void addScored(double logit, ScoredFace face, FrameFinding finding) {
    if (frames.size() == logits.length) {
      logits = Arrays.copyOf(logits, 2 * logits.length);
    }
    logits[frames.size()] = logit;
    frames.add(finding);
    face.parts().ifPresent(parts::add);
  }

  /** Counts a face that is too small to be scored. */
  void addSmall(double side) {
    smallFaces++;
    largestSmallSide = Math.max(largestSmallSide, side);
  }

  int id() {
    return id;
  }

  List<FrameFinding> frames() {
    return frames;
  }

  double[] logits() {
    return Arrays.copyOf(logits, frames.size());
  }

  /** Of the scored faces, seconds from the start of the video. */
  double[] times() {
    return frames.stream().mapToDouble(FrameFinding::timeSeconds).toArray();
  }

  int smallFaces() {
    return smallFaces;
  }

  /** Shorter side of the largest face that was too small, pixels of the frame. */
  double largestSmallSide() {
    return largestSmallSide;
  }

  /** The median over the faces, for each part by itself. */
  Optional<PartEvidence> parts() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PartEvidence(
            parts.get(0).measure(),
            median(PartEvidence::eyes),
            median(PartEvidence::cheekAndNose),
            median(PartEvidence::lips)));
  }

  /** Median share of the face that the heat map marks. */
  double medianTampered() {
    return median(frames.stream().mapToDouble(FrameFinding::tamperedFraction).toArray());
  }

  private double median(ToDoubleFunction<PartEvidence> part) {
    return median(parts.stream().mapToDouble(part).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
