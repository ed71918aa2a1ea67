package org.delocate.network.analysis;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.delocate.face.align.CropConvention;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;

/**
 * Paints patches of a face as the recovering network expects them from what is around them. Safe
 * for any number of threads; the networks must not change meanwhile.
 */
public final class PatchPainter {

  private final DelocateNetworks networks;

  /**
   * @param networks in evaluation mode
   */
  public PatchPainter(DelocateNetworks networks) {
    networks.eval();
    this.networks = networks;
  }

  /** How faces must be cropped. */
  public CropConvention crop() {
    return networks.configuration().crop();
  }

  /** Patches along a side. */
  public int grid() {
    return networks.configuration().patchGrid();
  }

  /**
   * Paints.
   *
   * @param crop in the convention of {@link #crop}
   * @param patches which, row by row; some, not all
   * @return the crop with these patches painted
   */
  public Image paint(Image crop, int[] patches) {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        PatchIds ids = PatchIds.of(new int[][] {patches}, grid() * grid())) {
      return FaceTensors.image(
          networks.recovering().recover(FaceTensors.images(List.of(crop)), ids), 0);
    }
  }
}
