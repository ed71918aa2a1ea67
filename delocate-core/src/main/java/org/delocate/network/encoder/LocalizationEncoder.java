package org.delocate.network.encoder;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.layer.Preparable;

/** The half of the localization network that looks: from pixels to ever coarser maps. */
public interface LocalizationEncoder extends Preparable {

  /** Channels that it looks at: the face, the recovery residual, the mapped face. */
  int INPUTS = 9;

  /** {@code [B, 9, S, S]}, channels last, to its maps. */
  Pyramid forward(Tensor input);

  /** Those without a faster form stay as they are. */
  @Override
  default void prepare(torch.ScalarType type) {}

  /** The encoder of a configuration; its layers become those of {@code owner}. */
  static LocalizationEncoder of(LocalizationSettings sizes, Module owner) {
    return switch (sizes.encoder()) {
      case SE_RESNET -> new SeResnetEncoder(sizes, owner);
      case MOBILENET -> owner.register_module("encoder", new MobilenetEncoder());
      case INCEPTION -> owner.register_module("encoder", new InceptionEncoder());
    };
  }

  /** How many channels the maps of a configuration's encoder have. */
  static Channels channels(LocalizationSettings sizes) {
    return switch (sizes.encoder()) {
      case SE_RESNET -> SeResnetEncoder.channels(sizes.width());
      case MOBILENET -> MobilenetPlan.CHANNELS;
      case INCEPTION -> InceptionPlan.CHANNELS;
    };
  }

  /**
   * The maps.
   *
   * @param half {@code [B, c, S/2, S/2]}
   * @param quarter {@code [B, c, S/4, S/4]}
   * @param eighth {@code [B, c, S/8, S/8]}
   * @param sixteenth {@code [B, c, S/16, S/16]}
   * @param deepest {@code [B, c, S/32, S/32]}, where the decoder begins; of Inception that at a
   *     sixteenth
   * @param summary what the classifier pools; may be {@code deepest}
   * @param detail the finer map that the classifier pools beside it; one of the others
   */
  record Pyramid(
      Tensor half,
      Tensor quarter,
      Tensor eighth,
      Tensor sixteenth,
      Tensor deepest,
      Tensor summary,
      Tensor detail) {}

  /** Channels of each map. */
  record Channels(
      int half, int quarter, int eighth, int sixteenth, int deepest, int summary, int detail) {}
}
