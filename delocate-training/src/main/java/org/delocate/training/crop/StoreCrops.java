package org.delocate.training.crop;

import org.delocate.dataset.store.FaceStore;
import org.delocate.face.align.CropConvention;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.training.configuration.ConfigurationException;

/** Whether a store's crops are those that a configuration asks for. */
public final class StoreCrops {

  private StoreCrops() {}

  /**
   * Where networks see more than the crop, views may reach over the border of what is stored, which
   * then is mirrored, as it is at the border of a picture.
   *
   * @throws ConfigurationException if the crops are of another size or convention, their margin is
   *     too small, or views are not what the networks see
   */
  public static void check(
      FaceStore store, NetworkConfiguration networks, CropAugmentation augmentation) {
    check(store, networks.crop().size(), networks.surround() > 0 ? 0 : augmentation.mostShift());
    checkSurround(store, "localization", networks.surround());
    if (augmentation.cropSize() != networks.view().size()) {
      throw new ConfigurationException(
          "augmentation.cropSize is "
              + augmentation.cropSize()
              + ", but the networks see "
              + networks.view().size()
              + " pixels");
    }
  }

  /**
   * @param network what sees so many pixels around the crop
   * @throws ConfigurationException if the store keeps fewer
   */
  public static void checkSurround(FaceStore store, String network, int surround) {
    if (surround > store.description().margin()) {
      throw new ConfigurationException(
          "the "
              + network
              + " network sees "
              + surround
              + " pixels around the crop, but the store keeps a margin of "
              + store.description().margin());
    }
  }

  /**
   * @throws ConfigurationException if the crops are of another size or convention, or their margin
   *     is too small
   */
  public static void check(FaceStore store, int cropSize, int mostShift) {
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
