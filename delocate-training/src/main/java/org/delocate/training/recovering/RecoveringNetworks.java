package org.delocate.training.recovering;

import static org.delocate.setting.Source.OURS;

import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkSizes;
import org.delocate.setting.Setting;

/** The networks that stage 1 trains. */
public record RecoveringNetworks(
    @Setting(
            source = OURS,
            oneOf = {"tiny", "small", "base"},
            value = "size of the networks")
        String size,
    @Setting(
            source = OURS,
            min = 32,
            max = 1024,
            value = "pixels; the store's crops must have it as their size without the margin")
        int cropSize,
    @Setting(
            source = OURS,
            value =
                "whether hidden patches are learnt less their mean and over their deviation,"
                    + " instead of as pixels")
        boolean normalizedTargets,
    @Setting(
            source = OURS,
            max = 4096,
            value =
                "how many eigenfaces tell the decoder what to expect of hidden patches; 0: none."
                    + " They are measured from up to "
                    + EigenfaceFaces.MOST
                    + " of the real faces before the first step")
        int eigenfaces) {

  public RecoveringNetworks {
    if (eigenfaces > 0 && normalizedTargets) {
      throw new IllegalArgumentException("eigenfaces expect pixels, not normalizedTargets");
    }
  }

  NetworkConfiguration architecture() {
    return NetworkSizes.named(size, cropSize)
        .with("recovering.normalizedTargets", normalizedTargets)
        .with("recovering.eigenfaces", eigenfaces);
  }

  /** For the name of a checkpoint. */
  String inWords() {
    return size + "-" + cropSize;
  }
}
