package org.delocate.face.track;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.media.image.Image;

/**
 * Counts the tracks of one person in several shots together, by how they look: the face, and the
 * head with what is around it, each in few pixels with brightness and contrast taken out, meaned
 * over the track. That knows a person again who is filmed as before, as in an interview that is cut
 * back and forth; it seldom knows a person again from another side or in another place. Two tracks
 * that are seen at the same time are never one person.
 *
 * <p>A wrong match mixes a real face with a forged one, a missed one only leaves a person with two
 * numbers; docs/scan.md has the measured rates of both, by which the limit was chosen. [ours]
 */
public final class PersonMatcher {

  private static final int FACE_SIDE = 32;
  private static final int SURROUNDINGS_SIDE = 16;

  /** The face by the usual convention in the middle, as much again on each side of it. */
  private static final CropConvention CROP =
      CropConvention.standard(FACE_SIDE).withMargin(FACE_SIDE);

  /**
   * How much the surroundings count beside the face, if they differ: strangers before one and the
   * same wall are strangers.
   */
  private static final double WEIGHT_OF_SURROUNDINGS = 0.5;

  /**
   * The largest distance at which two tracks are one person: 1 - correlation of the faces, and as
   * much again or half of that of the surroundings, whichever is more.
   */
  static final double FARTHEST = 0.2;

  /** What a track, or a person, looks like so far, and when. */
  private static final class Look {
    private final float[] face = new float[3 * FACE_SIDE * FACE_SIDE];
    private final float[] surroundings = new float[3 * SURROUNDINGS_SIDE * SURROUNDINGS_SIDE];
    private final TreeMap<Double, Double> spans = new TreeMap<>();

    void add(Look other) {
      add(face, other.face);
      add(surroundings, other.surroundings);
      spans.putAll(other.spans);
    }

    static void add(float[] sum, float[] other) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other[i];
      }
    }

    double distance(Look other) {
      double ofFaces = 1 - correlation(face, other.face);
      double ofSurroundings = 1 - correlation(surroundings, other.surroundings);
      return ofFaces + Math.max(ofFaces, WEIGHT_OF_SURROUNDINGS * ofSurroundings);
    }

    private static double correlation(float[] one, float[] other) {
      double dot = 0;
      double squares = 0;
      double otherSquares = 0;
      for (int i = 0; i < one.length; i++) {
        dot += (double) one[i] * other[i];
        squares += (double) one[i] * one[i];
        otherSquares += (double) other[i] * other[i];
      }
      // Nothing resembles a picture without any structure.
      return squares > 0 && otherSquares > 0 ? dot / Math.sqrt(squares * otherSquares) : -1;
    }

    /** Whether this person is seen while a track lasts. */
    boolean meets(Look track) {
      double begin = track.spans.firstKey();
      double end = track.spans.firstEntry().getValue();
      return spans.headMap(end, true).entrySet().stream()
          .anyMatch(span -> span.getValue() >= begin);
    }
  }

  private final Map<Integer, Look> tracks = new LinkedHashMap<>();

  /** How little two tracks look like one person; see {@link #FARTHEST}. */
  double distance(int track, int other) {
    return tracks.get(track).distance(tracks.get(other));
  }

  /**
   * Takes one face.
   *
   * @param image the frame
   * @param timeSeconds of the frame; the times of a track never go back
   */
  public void see(Image image, TrackedFace face, double timeSeconds) {
    Look look = tracks.computeIfAbsent(face.trackId(), id -> new Look());
    Image crop = FaceAligner.align(image, face.landmarks(), CROP).crop();
    Look.add(look.face, normalized(crop, FACE_SIDE, FACE_SIDE, 1, FACE_SIDE));
    Look.add(
        look.surroundings,
        normalized(crop, 0, 0, CROP.size() / SURROUNDINGS_SIDE, SURROUNDINGS_SIDE));
    double begin = look.spans.isEmpty() ? timeSeconds : look.spans.firstKey();
    look.spans.put(begin, timeSeconds);
  }

  /**
   * Which track is whose.
   *
   * @return for the number of each track that of the first track of the same person
   */
  public Map<Integer, Integer> firstTracks() {
    Map<Integer, Integer> first = new TreeMap<>();
    Map<Integer, Look> people = new LinkedHashMap<>();
    tracks.forEach(
        (id, look) -> {
          int nearest = id;
          double least = FARTHEST;
          for (Map.Entry<Integer, Look> person : people.entrySet()) {
            double distance = person.getValue().distance(look);
            if (distance <= least && !person.getValue().meets(look)) {
              least = distance;
              nearest = person.getKey();
            }
          }
          first.put(id, nearest);
          people.computeIfAbsent(nearest, none -> new Look()).add(look);
        });
    return first;
  }

  /**
   * Means of square blocks of a part of the crop, less one mean for all three channels, since
   * differences between them are the colour of skin and hair; of length 1, or all 0 where nothing
   * is to be seen.
   */
  private static float[] normalized(Image crop, int left, int top, int block, int side) {
    float[] means = new float[3 * side * side];
    double mean = 0;
    for (int i = 0; i < means.length; i++) {
      int x = left + i / 3 % side * block;
      int y = top + i / 3 / side * block;
      for (int j = 0; j < block * block; j++) {
        means[i] += crop.sample(x + j % block, y + j / block, i % 3);
      }
      means[i] /= block * block;
      mean += means[i] / means.length;
    }
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      means[i] -= (float) mean;
      squares += (double) means[i] * means[i];
    }
    float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < means.length; i++) {
      means[i] *= factor;
    }
    return means;
  }
}
