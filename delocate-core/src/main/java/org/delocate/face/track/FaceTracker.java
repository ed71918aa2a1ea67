package org.delocate.face.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.delocate.face.detect.DetectedFace;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;

/**
 * Keeps the people of a video apart from frame to frame, also where frames are sampled seconds
 * apart. A face goes on with the track whose last place, size and look it fits best; all pairs of a
 * frame are chosen together, so that people who cross keep their tracks.
 *
 * <ul>
 *   <li>A cut ends all tracks; so do a dissolve, in which no face is looked for, since it would be
 *       that of two people, and a time that runs backwards. Where a part of the picture dissolves,
 *       that holds for the faces there. A number is never used again.
 *   <li>Where a person was not found, the landmarks are looked for once more at the last place. A
 *       track that misses {@value #MOST_FRAMES_MISSED} frames and more than {@value
 *       #LONGEST_GAP_SECONDS} seconds ends.
 *   <li>In frames that follow each other densely, faces are detected every {@value
 *       #DETECTION_SECONDS} seconds, or at once when one is lost, and are followed by their
 *       landmarks in between: a new face may show up that much late.
 *   <li>A face that leaves the frame counts while {@value #LEAST_SHARE_INSIDE} of the box around
 *       its landmarks is inside.
 *   <li>A detection in which no landmarks are found is none.
 * </ul>
 *
 * <p>One instance serves one video on one thread; it holds native memory until it is closed. {@link
 * FaceTrackers} serve several videos.
 */
public final class FaceTracker implements AutoCloseable {

  /** Share of the box around the landmarks that must lie inside the frame [ours]. */
  public static final double LEAST_SHARE_INSIDE = 0.6;

  /** A person who is away for longer comes back as another track [ours]. */
  public static final double LONGEST_GAP_SECONDS = 2;

  /** A track lives through fewer missed frames, however far apart they are [ours]. */
  public static final int MOST_FRAMES_MISSED = 2;

  /** Detection is not repeated sooner while all faces can be followed [ours]. */
  public static final double DETECTION_SECONDS = 0.2;

  /** Of the detector's confidence times that of the landmarks: neither is enough alone [ours]. */
  private static final double LEAST_AGREEMENT = 0.55;

  /** What landmarks without a detection need; a face in plain sight has 0.99 and more [ours]. */
  private static final double LEAST_ALONE = 0.9;

  /** Landmarks hold still if they move by less than this share of the face. */
  private static final double STILL = 0.08;

  private static final int MOST_STEPS = 4;

  /** Share of a face that may lie within a dissolve of a part of the picture [ours]. */
  private static final double MOST_MIXED = 0.25;

  /** Points at which a face is looked at for that, along each side. */
  private static final int POINTS = 8;

  private final FaceDetector detector;
  private final FaceLandmarker landmarker;
  private final boolean ownsModels;
  private List<FaceTrack> tracks = new ArrayList<>();
  private int lastId;
  private double lastTime = Double.NEGATIVE_INFINITY;
  private double lastDetection = Double.NEGATIVE_INFINITY;

  /**
   * @param detector is closed with this tracker
   * @param landmarker is closed with this tracker
   */
  public FaceTracker(FaceDetector detector, FaceLandmarker landmarker) {
    this(detector, landmarker, true);
  }

  private FaceTracker(FaceDetector detector, FaceLandmarker landmarker, boolean ownsModels) {
    this.detector = detector;
    this.landmarker = landmarker;
    this.ownsModels = ownsModels;
  }

  /** With models that others close, after this tracker. */
  static FaceTracker borrowing(FaceDetector detector, FaceLandmarker landmarker) {
    return new FaceTracker(detector, landmarker, false);
  }

  /** With {@link TiledFaceDetector}. */
  public static FaceTracker standard() {
    return new FaceTracker(new TiledFaceDetector(), new FaceLandmarker());
  }

  /**
   * The faces of the next frame of the video.
   *
   * @return the oldest track first; empty if no face is found
   */
  public List<TrackedFace> update(VideoFrame frame) {
    double time = frame.timeSeconds();
    if (frame.afterCut() || frame.mixed() || time < lastTime) {
      tracks = new ArrayList<>();
      lastDetection = Double.NEGATIVE_INFINITY;
    }
    lastTime = time;
    if (frame.mixed()) {
      return List.of();
    }
    // Where a part of the picture went over into another, others may have come.
    if (tracks.removeIf(
        track -> isMixed(frame, track.lastLandmarks().bounds(), VideoFrame.WAS_MIXED))) {
      lastDetection = Double.NEGATIVE_INFINITY;
    }
    List<TrackedFace> faces = new ArrayList<>();
    if (!follow(frame.image(), time, faces)) {
      faces.clear();
      detect(frame.image(), time, faces);
      lastDetection = time;
    }
    tracks.removeIf(
        track ->
            track.framesMissed() >= MOST_FRAMES_MISSED
                && time - track.lastSeenSeconds() > LONGEST_GAP_SECONDS);
    faces.removeIf(face -> isMixed(frame, face.landmarks().bounds(), VideoFrame.MIXED));
    faces.sort(Comparator.comparingInt(TrackedFace::trackId));
    return List.copyOf(faces);
  }

  /** Whether much of a box lies where two pictures are, or were, seen at once. */
  private static boolean isMixed(VideoFrame frame, Box box, int least) {
    return frame.mixedParts().filter(map -> share(frame, map, box, least) > MOST_MIXED).isPresent();
  }

  private static double share(VideoFrame frame, Image map, Box box, int least) {
    double across = (double) map.width() / frame.image().width();
    double down = (double) map.height() / frame.image().height();
    int mixed = 0;
    for (int i = 0; i < POINTS; i++) {
      int y = (int) ((box.y() + (i + 0.5) / POINTS * box.height()) * down);
      for (int j = 0; j < POINTS; j++) {
        int x = (int) ((box.x() + (j + 0.5) / POINTS * box.width()) * across);
        boolean within = x >= 0 && y >= 0 && x < map.width() && y < map.height();
        mixed += within && map.sample(x, y, 0) >= least ? 1 : 0;
      }
    }
    return (double) mixed / (POINTS * POINTS);
  }

  /**
   * Follows all faces by their landmarks, if the last detection is fresh enough.
   *
   * @return whether that went well; no track has changed otherwise
   */
  private boolean follow(Image image, double time, List<TrackedFace> faces) {
    if (time - lastDetection >= DETECTION_SECONDS || tracks.isEmpty()) {
      return false;
    }
    List<FaceSighting> sightings = new ArrayList<>();
    for (FaceTrack track : tracks) {
      Optional<FaceSighting> sighting =
          track.framesMissed() > 0 ? Optional.empty() : lookAgain(image, track, time, sightings);
      if (sighting.isEmpty()) {
        return false;
      }
      sightings.add(sighting.get());
    }
    for (int i = 0; i < sightings.size(); i++) {
      faces.add(go(tracks.get(i), sightings.get(i), time));
    }
    return true;
  }

  private void detect(Image image, double time, List<TrackedFace> faces) {
    List<FaceSighting> sightings = detected(image);
    List<FaceTrack> known = tracks;
    double[][] costs = new double[known.size()][sightings.size()];
    for (int i = 0; i < known.size(); i++) {
      for (int j = 0; j < sightings.size(); j++) {
        costs[i][j] = known.get(i).cost(sightings.get(j), time);
      }
    }
    // A pair at all its limits is as good as none: every pair within them is made.
    int[] pairs = Assignment.leastCost(costs, Math.nextUp(FaceTrack.DEAREST));
    boolean[] taken = new boolean[sightings.size()];
    for (int i = 0; i < known.size(); i++) {
      if (pairs[i] != Assignment.NONE) {
        taken[pairs[i]] = true;
        faces.add(go(known.get(i), sightings.get(pairs[i]), time));
      }
    }
    for (int i = 0; i < known.size(); i++) {
      if (pairs[i] == Assignment.NONE) {
        FaceTrack track = known.get(i);
        Optional<FaceSighting> again = lookAgain(image, track, time, sightings);
        if (again.isPresent()) {
          sightings.add(again.get());
          faces.add(go(track, again.get(), time));
        } else {
          track.miss();
        }
      }
    }
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        FaceTrack track = new FaceTrack(++lastId, sightings.get(j), time);
        tracks.add(track);
        faces.add(sightings.get(j).of(track.id()));
      }
    }
  }

  /** All faces that the detector and the landmarks agree on, each once. */
  private List<FaceSighting> detected(Image image) {
    List<FaceSighting> sightings = new ArrayList<>();
    for (DetectedFace face : detector.detect(image)) {
      landmarker
          .locate(image, face)
          .filter(landmarks -> face.confidence() * landmarks.confidence() >= LEAST_AGREEMENT)
          .filter(landmarks -> isInside(image, landmarks) && isFree(landmarks, sightings))
          .ifPresent(
              landmarks -> sightings.add(FaceSighting.of(image, landmarks, face.confidence())));
    }
    return sightings;
  }

  /**
   * Looks for a known face near its last place, unless another face is there now. No detector
   * vouches for what is found: it must look like the person, and not be a half-hidden face.
   */
  private Optional<FaceSighting> lookAgain(
      Image image, FaceTrack track, double time, List<FaceSighting> others) {
    return settled(image, track.lastLandmarks())
        .filter(landmarks -> landmarks.confidence() >= LEAST_ALONE)
        .filter(landmarks -> isInside(image, landmarks) && isFree(landmarks, others))
        .map(landmarks -> FaceSighting.of(image, landmarks, landmarks.confidence()))
        .filter(sighting -> track.looksLike(sighting))
        .filter(sighting -> track.cost(sighting, time) <= FaceTrack.DEAREST);
  }

  /**
   * The landmarks of a face near its last place. The model answers with full confidence, but
   * wrongly, where the face is well off the middle of what it is shown; so it is shown its own
   * answer again until that holds still.
   */
  private Optional<Landmarks> settled(Image image, Landmarks last) {
    Landmarks here = last;
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<Landmarks> next = landmarker.locate(image, here);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Box before = here.bounds();
      Box after = next.get().bounds();
      double moved =
          Math.hypot(after.centerX() - before.centerX(), after.centerY() - before.centerY());
      if (moved <= STILL * Math.sqrt(after.area())) {
        return next;
      }
      here = next.get();
    }
    return Optional.empty();
  }

  private static TrackedFace go(FaceTrack track, FaceSighting sighting, double time) {
    track.see(sighting, time);
    return sighting.of(track.id());
  }

  private static boolean isInside(Image image, Landmarks landmarks) {
    Box box = landmarks.bounds();
    return box.shareWithin(image.width(), image.height()) >= LEAST_SHARE_INSIDE;
  }

  private static boolean isFree(Landmarks landmarks, List<FaceSighting> others) {
    Box box = landmarks.bounds();
    return others.stream().noneMatch(other -> other.box().covers(box));
  }

  @Override
  public void close() {
    if (ownsModels) {
      detector.close();
      landmarker.close();
    }
  }
}
