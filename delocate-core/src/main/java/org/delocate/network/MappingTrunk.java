package org.delocate.network;

import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The half of the mapping module that looks: from a face to ever coarser maps. */
interface MappingTrunk {

  /**
   * Looks at faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return maps from fine to coarse, each half as wide and high as the one before; the first has a
   *     place for every block of {@link NetworkConfiguration.Mapping#pixelBlock} pixels
   */
  List<Tensor> forward(Tensor images);

  /** The trunk of a configuration; its layers become those of {@code owner}. */
  static MappingTrunk of(NetworkConfiguration.Mapping sizes, Module owner) {
    return switch (sizes.trunk()) {
      case RESNET -> new ResnetTrunk(sizes, owner);
      case MOBILENET -> new MobilenetTrunk(owner);
    };
  }

  /** Channels of the maps of a configuration's trunk, from fine to coarse. */
  static List<Integer> channels(NetworkConfiguration.Mapping sizes) {
    return switch (sizes.trunk()) {
      case RESNET -> ResnetTrunk.channels(sizes.width());
      case MOBILENET -> MobilenetTrunk.CHANNELS;
    };
  }
}
