package org.delocate.forgery.forger;

import java.util.random.RandomGenerator;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * Makes a forged face from a real one, and says exactly which pixels it changed.
 *
 * <p>Pixels where the mask is 0 are those of the {@linkplain Forgery#original original}, which
 * mostly is the input, bit for bit; only a forger that {@linkplain #remakesWholePicture remakes the
 * whole picture} changes the others as well. All chance comes from the generator given: the same
 * seed gives the same forgery. Implementations are immutable and safe for any number of threads.
 */
public interface Forger {

  /** The name that the forgeries carry as their method, such as {@code self-blended}. */
  String method();

  /**
   * Whether pixels outside the mask may change, too: as generators that make every pixel of a
   * picture do, while the mask is the face, which is what is asked about.
   */
  default boolean remakesWholePicture() {
    return false;
  }

  /**
   * Decides on the forgery of a clip.
   *
   * @param face the first picture with the face
   * @param landmarks of the face, in pixels of the picture
   * @param random the only source of chance
   */
  ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random);

  /**
   * Forges a single face: the first frame of a plan.
   *
   * @param face a picture with a real face, usually an aligned crop
   * @param landmarks of the face, in pixels of the picture
   * @param random the only source of chance
   */
  default Forgery forge(Image face, Landmarks landmarks, RandomGenerator random) {
    return plan(face, landmarks, random).forge(face, landmarks, 0);
  }

  /** Forges a face of a store. */
  default Forgery forge(StoredFace face, RandomGenerator random) {
    return forge(face.crop(), face.landmarks(), random);
  }
}
