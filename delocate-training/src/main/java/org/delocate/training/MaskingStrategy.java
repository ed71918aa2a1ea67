package org.delocate.training;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import org.delocate.face.FacialPart;
import org.delocate.face.FacialRegions;
import org.delocate.face.Landmarks;
import org.delocate.face.PatchMask;
import org.delocate.network.PatchSelection;

/**
 * Decides which patches of a face stage 1 hides: always {@link PatchSelection#partCount} of them,
 * or another number that is the same for every face, so that batches stay rectangular.
 */
@FunctionalInterface
public interface MaskingStrategy {

  /** Strategies by their names in configurations. A new one is a line here. */
  Map<String, MaskingStrategy> NAMED =
      Map.of("facial-part", MaskingStrategy::facialPart, "random", MaskingStrategy::random);

  /**
   * Chooses for one face.
   *
   * @param landmarks in pixels of the crop
   * @param cropSize pixels
   * @param grid patches along a side
   * @return different patch numbers, as many for every face
   */
  int[] mask(Landmarks landmarks, int cropSize, int grid, Random random);

  /** A facial part drawn at random, and patches of its regions of interest [paper]. */
  private static int[] facialPart(Landmarks landmarks, int cropSize, int grid, Random random) {
    FacialPart[] parts = FacialPart.values();
    FacialPart part = parts[random.nextInt(parts.length)];
    PatchMask regions = FacialRegions.patches(landmarks, part, cropSize, grid);
    return PatchSelection.exactly(regions, PatchSelection.partCount(grid), random);
  }

  /** Three quarters of all patches, anywhere: the plain masked autoencoder (He et al., 2022). */
  private static int[] random(Landmarks landmarks, int cropSize, int grid, Random random) {
    BitSet all = new BitSet(grid * grid);
    all.set(0, grid * grid);
    return PatchSelection.exactly(new PatchMask(grid, all), grid * grid * 3 / 4, random);
  }
}
