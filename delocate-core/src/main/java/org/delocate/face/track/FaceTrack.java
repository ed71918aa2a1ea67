package org.delocate.face.track;

import org.delocate.face.geometry.Landmarks;

/** One person through one shot: where the face was last, and what it looks like. */
final class FaceTrack {

  /** Cost of a pair that is only just believed to be one person; see {@link #cost}. */
  static final double DEAREST = 1;

  /** A face moves this far from sample to sample, in faces, and this much more each second. */
  private static final double STEP = 0.7;

  private static final double SPEED = 2.5;

  /** Natural logarithms of how its size changes: 1.5 times, and this much more each second. */
  private static final double GROWTH = 0.4;

  private static final double GROWTH_SPEED = 0.5;

  /** Distances of looks: two strangers are seldom nearer than the lower one. */
  private static final double LOOKS_ELSEWHERE = 0.45;

  /** A face that is still at its place may look very different: turned away, lit anew. */
  private static final double LOOKS_IN_PLACE = 0.9;

  private static final double IN_PLACE = 0.4;

  private final int id;
  private FaceSighting last;
  private FaceAppearance appearance;
  private double lastSeenSeconds;
  private int framesMissed;

  FaceTrack(int id, FaceSighting first, double timeSeconds) {
    this.id = id;
    this.last = first;
    this.appearance = first.appearance();
    this.lastSeenSeconds = timeSeconds;
  }

  int id() {
    return id;
  }

  Landmarks lastLandmarks() {
    return last.landmarks();
  }

  double lastSeenSeconds() {
    return lastSeenSeconds;
  }

  int framesMissed() {
    return framesMissed;
  }

  void see(FaceSighting sighting, double timeSeconds) {
    last = sighting;
    appearance = appearance.blendedWith(sighting.appearance());
    lastSeenSeconds = timeSeconds;
    framesMissed = 0;
  }

  void miss() {
    framesMissed++;
  }

  /** Whether this would be the person by its look alone, wherever it is. */
  boolean looksLike(FaceSighting sighting) {
    return appearance.distance(sighting.appearance()) <= LOOKS_ELSEWHERE;
  }

  /**
   * How little a face seems to be this person's: 0 where place, size and look are those of the last
   * sighting, {@link #DEAREST} where all are at their limits; infinite beyond any limit. The limits
   * of place and size widen with the time since that sighting; all are [ours].
   */
  double cost(FaceSighting sighting, double timeSeconds) {
    double elapsed = timeSeconds - lastSeenSeconds;
    double size = Math.sqrt(last.size() * sighting.size());
    double moved =
        Math.hypot(
                sighting.box().centerX() - last.box().centerX(),
                sighting.box().centerY() - last.box().centerY())
            / size;
    double grown = Math.abs(Math.log(sighting.size() / last.size()));
    double looks = appearance.distance(sighting.appearance());
    double mostMoved = STEP + SPEED * elapsed;
    double mostGrown = GROWTH + GROWTH_SPEED * elapsed;
    double mostLooks = moved < IN_PLACE && grown < GROWTH ? LOOKS_IN_PLACE : LOOKS_ELSEWHERE;
    if (!(moved <= mostMoved && grown <= mostGrown && looks <= mostLooks)) {
      return Double.POSITIVE_INFINITY;
    }
    return 0.5 * DEAREST * (0.7 * moved / mostMoved + 0.3 * grown / mostGrown)
        + 0.5 * DEAREST * looks / mostLooks;
  }
}
