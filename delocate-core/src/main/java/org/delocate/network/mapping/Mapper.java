package org.delocate.network.mapping;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Preparable;

/** The mapping module but for its last layer: from faces to what that makes faces of. */
public interface Mapper extends Preparable {

  /**
   * Looks at faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return {@code [B, channels(), S/k, S/k]}: a place for every block of {@link
   *     MappingSettings#pixelBlock} pixels
   */
  Tensor forward(Tensor images);

  /** Those without a faster form stay as they are. */
  @Override
  default void prepare(torch.ScalarType type) {}

  /** That of a configuration; its layers become those of {@code owner}. */
  static Mapper of(NetworkConfiguration configuration, Module owner) {
    return switch (configuration.mapping().trunk()) {
      case RESNET -> new ResnetMapper(configuration.mapping(), owner);
      case MOBILENET -> new UnetMapper(configuration.localization(), owner);
    };
  }

  /** How many channels that of a configuration gives. */
  static int channels(NetworkConfiguration configuration) {
    return switch (configuration.mapping().trunk()) {
      case RESNET -> configuration.mapping().width();
      case MOBILENET -> configuration.localization().width();
    };
  }
}
