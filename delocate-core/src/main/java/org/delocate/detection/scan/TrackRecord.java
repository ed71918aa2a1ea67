package org.delocate.detection.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.PartEvidence;
import org.delocate.detection.result.Shot;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.texture.TrackTexture;

/** What a scan has learnt of one person so far: numbers only, no pictures. */
public final class TrackRecord {

  private final int id;
  private final List<FrameFinding> frames = new ArrayList<>();
  private final List<PartEvidence> parts = new ArrayList<>();
  private final List<Shot> earlierShots = new ArrayList<>();

  /** What the frames tell together; none before the first that tells anything of that. */
  private Optional<TrackTexture> texture = Optional.empty();

  private double[] logits = new double[32];
  private double[] passages = new double[32];
  private int smallFaces;
  private double largestSmallSide;
  private int blurredFaces;
  private double greatestBlurredSharpness;

  /** Of whom nothing is known. */
  public TrackRecord(int id) {
    this.id = id;
  }

  /**
   * Adds a scored face, with what it tells beside its logit.
   *
   * @param nobody collects what frames tell together; is asked with the first face that tells
   *     anything of that, and not before the networks have scored one
   */
  void addScored(
      FaceEvidence evidence,
      ScoredFace face,
      FrameFinding finding,
      Supplier<Optional<TrackTexture>> nobody) {
    if (evidence.texture().length > 0) {
      texture = texture.isPresent() ? texture : nobody.get();
      texture.ifPresent(all -> all.add(evidence));
    }
    double passage = texture.map(all -> all.passage(evidence)).orElse(Double.NaN);
    addScored(evidence.logit(), passage, face, finding);
  }

  private void addTexture(TrackTexture ofTrack) {
    texture = texture.isPresent() ? texture : Optional.of(ofTrack.other());
    texture.get().add(ofTrack);
  }

  /** Adds a scored face that tells nothing beside its logit. */
  public void addScored(double logit, ScoredFace face, FrameFinding finding) {
    addScored(logit, Double.NaN, face, finding);
  }

  /**
   * Adds a scored face.
   *
   * @param passage {@link TrackTexture#passage}
   */
  public void addScored(double logit, double passage, ScoredFace face, FrameFinding finding) {
    if (frames.size() == logits.length) {
      logits = Arrays.copyOf(logits, 2 * logits.length);
      passages = Arrays.copyOf(passages, 2 * passages.length);
    }
    logits[frames.size()] = logit;
    passages[frames.size()] = passage;
    frames.add(finding);
    face.parts().ifPresent(parts::add);
  }

  /**
   * What is known of one person from several tracks.
   *
   * @param id of the person
   * @param tracks at least one, in the order of time; none is seen while another is
   */
  public static TrackRecord ofPerson(int id, List<TrackRecord> tracks) {
    TrackRecord person = new TrackRecord(id);
    for (TrackRecord track : tracks) {
      track.texture.ifPresent(person::addTexture);
      int faces = person.frames.size();
      int together = faces + track.frames.size();
      person.logits = Arrays.copyOf(person.logits, Math.max(1, together));
      person.passages = Arrays.copyOf(person.passages, Math.max(1, together));
      System.arraycopy(track.logits, 0, person.logits, faces, track.frames.size());
      System.arraycopy(track.passages, 0, person.passages, faces, track.frames.size());
      person.frames.addAll(track.frames);
      person.parts.addAll(track.parts);
      person.earlierShots.addAll(track.shots());
      person.smallFaces += track.smallFaces;
      person.largestSmallSide = Math.max(person.largestSmallSide, track.largestSmallSide);
      person.blurredFaces += track.blurredFaces;
      person.greatestBlurredSharpness =
          Math.max(person.greatestBlurredSharpness, track.greatestBlurredSharpness);
    }
    return person;
  }

  /** The tracks that this was put together from; itself if it is one track. */
  public List<Shot> shots() {
    if (!earlierShots.isEmpty() || frames.isEmpty()) {
      return List.copyOf(earlierShots);
    }
    return List.of(
        new Shot(
            frames.get(0).timeSeconds(),
            frames.get(frames.size() - 1).timeSeconds(),
            frames.size()));
  }

  /** Counts a face that is too small to be scored. */
  public void addSmall(double side) {
    smallFaces++;
    largestSmallSide = Math.max(largestSmallSide, side);
  }

  /** Counts a face that is too blurred to be scored. */
  public void addBlurred(double sharpness) {
    blurredFaces++;
    greatestBlurredSharpness = Math.max(greatestBlurredSharpness, sharpness);
  }

  public int id() {
    return id;
  }

  public List<FrameFinding> frames() {
    return frames;
  }

  /** Of the scored faces, each with what all of them tell together. */
  public double[] logits() {
    double[] together = Arrays.copyOf(logits, frames.size());
    double correction = texture.map(all -> all.correction(together.length)).orElse(0.0);
    for (int i = 0; i < together.length; i++) {
      together[i] += correction;
    }
    return together;
  }

  /**
   * Of a shot, the faces that can be compared with its others.
   *
   * @param times seconds from the start of the video
   * @param values {@link TrackTexture#passage} of each
   */
  public record ShotFaces(double[] times, double[] values) {}

  /** Of each shot, in the order of time. */
  public List<ShotFaces> shotFaces() {
    List<ShotFaces> shots = new ArrayList<>();
    int from = 0;
    for (Shot shot : shots()) {
      int[] told =
          IntStream.range(from, from + shot.faces())
              .filter(i -> !Double.isNaN(passages[i]))
              .toArray();
      shots.add(
          new ShotFaces(
              Arrays.stream(told).mapToDouble(i -> frames.get(i).timeSeconds()).toArray(),
              Arrays.stream(told).mapToDouble(i -> passages[i]).toArray()));
      from += shot.faces();
    }
    return shots;
  }

  /** Of the scored faces, seconds from the start of the video. */
  public double[] times() {
    return frames.stream().mapToDouble(FrameFinding::timeSeconds).toArray();
  }

  public int smallFaces() {
    return smallFaces;
  }

  /** Shorter side of the largest face that was too small, pixels of the frame. */
  public double largestSmallSide() {
    return largestSmallSide;
  }

  public int blurredFaces() {
    return blurredFaces;
  }

  /** Of the sharpest face that was too blurred. */
  public double greatestBlurredSharpness() {
    return greatestBlurredSharpness;
  }

  /** The median over the faces, for each part by itself. */
  public Optional<PartEvidence> parts() {
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
  public double medianTampered() {
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
