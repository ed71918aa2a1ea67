package org.delocate.forgery.forger;

import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * A forgery that has been decided on (donor, region, colours, movement) and can be carried out in
 * every frame of a clip. Immutable and safe for any number of threads.
 */
@FunctionalInterface
public interface ForgeryPlan {

  /**
   * Forges one frame.
   *
   * @param face a picture with the face, of any size
   * @param landmarks of the face, in pixels of the picture
   * @param seconds time of the frame since the one that was planned for: what moves, moves smoothly
   *     with it
   */
  Forgery forge(Image face, Landmarks landmarks, double seconds);
}
