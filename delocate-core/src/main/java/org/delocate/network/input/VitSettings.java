package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Setting;

/** How large the transformer blocks of one half of the masked autoencoder are. */
public record VitSettings(
    @Setting(source = OURS, min = 4, max = 8192, value = "values of a token") int width,
    @Setting(source = OURS, max = 256, value = "blocks") int depth,
    @Setting(source = OURS, min = 1, max = 256, value = "attention heads of a block") int heads) {

  public VitSettings {
    if (width % heads != 0) {
      throw new IllegalArgumentException("a ViT's width must be a multiple of its heads");
    }
    if (width % 4 != 0) {
      throw new IllegalArgumentException("a ViT's width must be a multiple of 4");
    }
  }
}
