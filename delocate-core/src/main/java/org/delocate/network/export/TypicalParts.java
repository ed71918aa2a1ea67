package org.delocate.network.export;

import java.util.BitSet;
import org.delocate.face.align.CropConvention;
import org.delocate.face.region.PatchMask;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;

/**
 * The patches to hide of a face that looks into the camera, for those who have aligned faces but no
 * landmarks [ours]. Eyes and mouth lie where the crop's convention puts them; what belongs to a
 * part beside these grows around them.
 */
final class TypicalParts {

  /** From an eye up to its brow, fraction of the side. */
  private static final double BROW = 0.1;

  private TypicalParts() {}

  /** {@code [part][patch]}, ascending; the order of the parts is that of everywhere. */
  static int[][] of(NetworkConfiguration configuration) {
    CropConvention crop = configuration.crop();
    double eye = crop.eyeDistance() / 2;
    double corner = crop.mouthWidth() / 2;
    double nose = (crop.eyeLine() + crop.mouthLine()) / 2;
    double brows = crop.eyeLine() - BROW;
    return new int[][] {
      part(configuration, new double[][] {{eye, crop.eyeLine()}, {eye, brows}}),
      part(configuration, new double[][] {{0, nose}, {eye, nose}, {eye / 2, nose}}),
      part(configuration, new double[][] {{corner, crop.mouthLine()}, {0, crop.mouthLine()}})
    };
  }

  /**
   * @param places beside the middle, and from above, fractions of the side; the other half of the
   *     face has them, too
   */
  private static int[] part(NetworkConfiguration configuration, double[][] places) {
    int grid = configuration.patchGrid();
    BitSet inside = new BitSet(grid * grid);
    for (double[] place : places) {
      int row = patch(place[1], grid);
      inside.set(row * grid + patch(0.5 - place[0], grid));
      inside.set(row * grid + patch(0.5 + place[0], grid));
    }
    return PatchSelection.exactly(new PatchMask(grid, inside), PatchSelection.partCount(grid));
  }

  private static int patch(double fraction, int grid) {
    return Math.max(0, Math.min(grid - 1, (int) (fraction * grid)));
  }
}
