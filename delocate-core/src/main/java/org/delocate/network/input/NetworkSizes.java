package org.delocate.network.input;

import org.delocate.face.align.CropConvention;

/** The sizes of networks that have a name. */
public final class NetworkSizes {

  private NetworkSizes() {}

  /**
   * The named sizes at 224 pixels, patch 16 (METHOD: tiny 192 wide, 12 deep; small 384; base 768).
   *
   * @throws IllegalArgumentException if the name is none of tiny, small, base
   */
  public static NetworkConfiguration named(String size) {
    return named(size, 224);
  }

  /** A named size at a crop size of one's own. */
  public static NetworkConfiguration named(String size, int cropSize) {
    CropConvention crop = CropConvention.standard(cropSize);
    return switch (size) {
      case "tiny" ->
          new NetworkConfiguration(
              size,
              crop,
              new RecoveringSettings(
                  16, new VitSettings(192, 12, 3), new VitSettings(128, 2, 4), 4),
              new MappingSettings(16, 2),
              new LocalizationSettings(32, 8),
              NetworkComponents.all());
      case "small" ->
          new NetworkConfiguration(
              size,
              crop,
              new RecoveringSettings(
                  16, new VitSettings(384, 12, 6), new VitSettings(192, 4, 6), 4),
              new MappingSettings(32, 2),
              new LocalizationSettings(48, 16),
              NetworkComponents.all());
      case "base" ->
          new NetworkConfiguration(
              size,
              crop,
              new RecoveringSettings(
                  16, new VitSettings(768, 12, 12), new VitSettings(512, 8, 16), 4),
              new MappingSettings(64, 1),
              new LocalizationSettings(64, 16),
              NetworkComponents.all());
      default ->
          throw new IllegalArgumentException(
              "network size '" + size + "' is none of tiny, small, base");
    };
  }
}
