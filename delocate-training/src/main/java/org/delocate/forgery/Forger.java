package org.delocate.forgery;

import java.util.random.RandomGenerator;
import org.delocate.dataset.StoredFace;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;

/**
 * Makes a forged face from a real one, and says exactly which pixels it changed.
 *
 * <p>Pixels where the mask is 0 are those of the input, bit for bit. All chance comes from the
 * generator given: the same seed gives the same forgery, and the same choices for every frame of a
 * clip when each frame gets a generator of that seed. Implementations are immutable and safe for
 * any number of threads.
 */
public interface Forger {

  /** The name that the forgeries carry as their method, such as {@code self-blended}. */
  String method();

  /**
   * Forges a face.
   *
   * @param face a picture with a real face, usually an aligned crop
   * @param landmarks of the face, in pixels of the picture
   * @param random the only source of chance
   */
  Forgery forge(Image face, Landmarks landmarks, RandomGenerator random);

  /** Forges a face of a store. */
  default Forgery forge(StoredFace face, RandomGenerator random) {
    return forge(face.crop(), face.landmarks(), random);
  }
}
