package org.delocate.training;

import org.delocate.dataset.FaceStore;
import org.delocate.face.CropConvention;

/** Whether a store's crops are those that a configuration asks for. */
final class StoreCrops {

  private StoreCrops() {}

  /**
   * @throws ConfigurationException if the crops are of another size or convention, or their margin
   *     is too small
   */
  static void check(FaceStore store, int cropSize, int mostShift) {
    CropConvention crop = store.description().crop();
    if (!crop.equals(CropConvention.standard(cropSize))) {
      throw new ConfigurationException(
          "the store holds crops "
              + crop
              + ", the configuration wants "
              + CropConvention.standard(cropSize));
    }
    if (mostShift > store.description().margin()) {
      throw new ConfigurationException(
          "mostShift is "
              + mostShift
              + ", but the store keeps a margin of "
              + store.description().margin()
              + " pixels");
    }
  }
}
