package org.delocate.forgery.degrade;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;

/**
 * One thing that an upload does to a picture or a clip, at one strength. Every pixel stays in its
 * place, so masks and landmarks stay true. Immutable and safe for any number of threads.
 */
public interface Degradation {

  /** Such as {@code jpeg}; see {@link NamedDegradations#names}. */
  String name();

  /** From 1, hardly visible, to {@value NamedDegradations#STRONGEST}, what nobody would share. */
  int strength();

  /**
   * Whether all frames of a clip get what chance gives the first, as a filter that somebody chose;
   * of others each frame gets its own.
   */
  default boolean steady() {
    return false;
  }

  /** A single picture, degraded; of the same size. */
  Image of(Image picture, RandomGenerator random);

  /**
   * A clip, degraded; as many frames of the same size.
   *
   * @param frames at least one, all of one size
   */
  default List<Image> of(List<Image> frames, double framesPerSecond, RandomGenerator random) {
    return frames.stream().map(frame -> of(frame, random)).toList();
  }
}
