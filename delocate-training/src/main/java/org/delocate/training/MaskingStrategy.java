package org.delocate.training;

import java.util.SplittableRandom;
import org.delocate.face.Landmarks;
import org.delocate.face.PatchMask;

/**
 * Decides which patches of a face stage 1 hides. Every face of a batch hides the same number of
 * patches, so that batches stay rectangular: a strategy returns the patches it would like to hide
 * and how many; the batch fills up or thins out.
 */
@FunctionalInterface
public interface MaskingStrategy {

  /** Patches to hide, and their exact number. */
  record Choice(PatchMask wanted, int count) {}

  /**
   * Chooses for one face.
   *
   * @param landmarks in pixels of the crop
   * @param random decides everything that is left to chance
   * @param batchRandom the same draws for every face of a batch: what must be common to it, such as
   *     the part
   */
  Choice choose(Landmarks landmarks, SplittableRandom random, SplittableRandom batchRandom);
}
