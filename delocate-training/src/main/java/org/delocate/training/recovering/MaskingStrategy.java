package org.delocate.training.recovering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FacialPart;
import org.delocate.face.region.FacialRegions;
import org.delocate.face.region.PatchMask;
import org.delocate.network.input.PatchSelection;

/**
 * Decides which patches of a face stage 1 hides: always the same number for every face, so that
 * batches stay rectangular.
 */
@FunctionalInterface
public interface MaskingStrategy {

  /**
   * Share of the crop that {@code whole-part} hides [ours]: what the parts cover on average. A
   * smaller part takes the patches around it too, of a larger one some stay visible.
   */
  double WHOLE_PART_FRACTION = 0.25;

  /** Share of the crop that {@code random} hides, as the plain masked autoencoder does. */
  double RANDOM_FRACTION = 0.75;

  /** Strategies by their names in configurations. A new one is a line here. */
  Map<String, MaskingStrategy> NAMED =
      Map.of(
          "facial-part", MaskingStrategy::facialPart,
          "roi", MaskingStrategy::wholeRegions,
          "whole-part", MaskingStrategy::wholePart,
          "random", MaskingStrategy::random,
          "block", MaskingStrategy::block);

  /**
   * Chooses for one face.
   *
   * @param landmarks in pixels of the crop
   * @param cropSize pixels
   * @param grid patches along a side
   * @return different patch numbers, ascending, as many for every face
   */
  int[] mask(Landmarks landmarks, int cropSize, int grid, Random random);

  /** A facial part drawn at random, and patches of its regions of interest [paper]. */
  private static int[] facialPart(Landmarks landmarks, int cropSize, int grid, Random random) {
    PatchMask regions = FacialRegions.patches(landmarks, part(random), cropSize, grid);
    return PatchSelection.exactly(regions, PatchSelection.partCount(grid), random);
  }

  private static FacialPart part(Random random) {
    FacialPart[] parts = FacialPart.values();
    return parts[random.nextInt(parts.length)];
  }

  /** Whole regions of interest of any part, one after the other, as many patches as a part. */
  private static int[] wholeRegions(Landmarks landmarks, int cropSize, int grid, Random random) {
    int count = PatchSelection.partCount(grid);
    List<PatchMask> regions = new ArrayList<>();
    for (FacialPart part : FacialPart.values()) {
      regions.addAll(FacialRegions.regions(landmarks, part, cropSize, grid));
    }
    Collections.shuffle(regions, random);
    BitSet hidden = new BitSet(grid * grid);
    for (PatchMask region : regions) {
      BitSet more = (BitSet) region.patches().clone();
      more.andNot(hidden);
      int room = count - hidden.cardinality();
      if (more.cardinality() <= room) {
        hidden.or(more);
      } else if (room > 0) {
        // Only the last region is cut.
        for (int patch : PatchSelection.exactly(new PatchMask(grid, more), room, random)) {
          hidden.set(patch);
        }
      }
    }
    return PatchSelection.exactly(new PatchMask(grid, hidden), count, random);
  }

  /** All of a facial part drawn at random, what lies between its regions included [ours]. */
  private static int[] wholePart(Landmarks landmarks, int cropSize, int grid, Random random) {
    PatchMask whole = FacialRegions.wholePart(landmarks, part(random), cropSize, grid);
    int count = Math.max(1, (int) Math.round(WHOLE_PART_FRACTION * grid * grid));
    return PatchSelection.exactly(whole, count, random);
  }

  /** Three quarters of all patches, anywhere: the plain masked autoencoder (He et al., 2022). */
  private static int[] random(Landmarks landmarks, int cropSize, int grid, Random random) {
    BitSet all = new BitSet(grid * grid);
    all.set(0, grid * grid);
    int count = (int) (RANDOM_FRACTION * grid * grid);
    return PatchSelection.exactly(new PatchMask(grid, all), count, random);
  }

  /**
   * A rectangle anywhere, at most about twice as long as wide, with as many patches as a part: its
   * last row or column may be short.
   */
  private static int[] block(Landmarks landmarks, int cropSize, int grid, Random random) {
    int count = PatchSelection.partCount(grid);
    double ratio = Math.pow(2, 2 * random.nextDouble() - 1);
    int across = (int) Math.round(Math.sqrt(count * ratio));
    across = Math.max((count + grid - 1) / grid, Math.min(grid, Math.max(1, across)));
    int lines = (count + across - 1) / across;
    int first = random.nextInt(grid - lines + 1);
    int from = random.nextInt(grid - across + 1);
    boolean upright = random.nextBoolean();
    int[] patches = new int[count];
    for (int i = 0; i < count; i++) {
      int line = first + i / across;
      int at = from + i % across;
      patches[i] = upright ? at * grid + line : line * grid + at;
    }
    Arrays.sort(patches);
    return patches;
  }
}
