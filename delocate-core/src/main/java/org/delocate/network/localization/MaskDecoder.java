package org.delocate.network.localization;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.layer.Preparable;

/** The half of the localization network that paints: from coarse maps back to a fine one. */
interface MaskDecoder extends Preparable {

  /** From an encoder's maps to {@code [B, width, S/k, S/k]}. */
  Tensor forward(LocalizationEncoder.Pyramid seen);

  /** Those without a faster form stay as they are. */
  @Override
  default void prepare(torch.ScalarType type) {}

  /** The decoder of a configuration; its layers become those of {@code owner}. */
  static MaskDecoder of(LocalizationSettings sizes, Module owner) {
    LocalizationEncoder.Channels seen = LocalizationEncoder.channels(sizes);
    return switch (sizes.encoder()) {
      case SE_RESNET, MOBILENET -> new UnetDecoder(seen, sizes, owner);
      case INCEPTION -> new LateralDecoder(seen, sizes.width(), owner);
    };
  }
}
