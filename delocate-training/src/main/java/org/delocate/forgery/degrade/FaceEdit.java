package org.delocate.forgery.degrade;

import java.util.List;
import java.util.SplittableRandom;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * Something that people, apps and platforms do to faces every day without forging them, at one
 * strength; {@link FaceEdits} has them by name. Every pixel stays in its place, so masks and
 * landmarks stay true. Immutable and safe for any number of threads.
 */
public interface FaceEdit {

  /** Such as {@code beauty}. */
  String name();

  /** From 1, hardly visible, to {@value NamedDegradations#STRONGEST}. */
  int strength();

  /**
   * A clip of one face, edited: whatever chance decides is the same in all frames where somebody
   * would have chosen it once. As many frames of the same size.
   *
   * @param frames at least one, all of one size
   * @param landmarks of the face in each of them
   */
  List<Image> of(List<Image> frames, List<Landmarks> landmarks, double framesPerSecond, long seed);

  /** A single picture, edited. */
  default Image of(Image picture, Landmarks landmarks, long seed) {
    return of(List.of(picture), List.of(landmarks), 25, seed).get(0);
  }

  /** One that looks at each frame and its landmarks, and always by the same chance. */
  interface Steady {
    Image of(Image picture, Landmarks landmarks, SplittableRandom random);
  }
}
