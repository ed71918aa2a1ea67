package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.PAPER;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.delocate.setting.Setting;

/** The mapping module. */
public record MappingSettings(
    @Setting(source = PAPER, value = "what looks") Trunk trunk,
    @Setting(
            source = OURS,
            min = 1,
            max = 1024,
            value =
                "channels of ResNet's first stage (64 in ResNet-18); the later stages double it."
                    + " MobileNetV2 has its own, its decoder that of the localization network")
        int width,
    @Setting(
            source = OURS,
            min = 1,
            max = 128,
            value =
                "side of the blocks of pixels that are the channels of one place where the module"
                    + " ends, and ResNet begins; 1: every pixel is a place of its own."
                    + " MobileNetV2's is 2")
        int pixelBlock) {

  /** Side of the blocks of pixels of MobileNetV2, whose stem halves the picture. */
  private static final int MOBILENET_BLOCK = 2;

  public MappingSettings {
    if (pixelBlock < 1) {
      throw new IllegalArgumentException("no blocks of " + pixelBlock + " pixels");
    }
    if (trunk == Trunk.MOBILENET && pixelBlock != MOBILENET_BLOCK) {
      throw new IllegalArgumentException(
          "MobileNetV2 maps blocks of " + MOBILENET_BLOCK + " pixels, not of " + pixelBlock);
    }
  }

  /** With a ResNet. */
  public MappingSettings(int width, int pixelBlock) {
    this(Trunk.RESNET, width, pixelBlock);
  }

  /** Channels of a block of pixels. */
  public int colours() {
    return 3 * pixelBlock * pixelBlock;
  }

  /** The same module with another trunk. */
  public MappingSettings withTrunk(Trunk chosen) {
    return new MappingSettings(
        chosen, width, chosen == Trunk.MOBILENET ? MOBILENET_BLOCK : pixelBlock);
  }

  /** What the mapping module looks with. */
  public enum Trunk {
    /** ResNet-18's blocks without its early down-sampling [paper]. */
    @JsonProperty("resnet")
    RESNET,
    /** A U-Net with MobileNetV2, whose weights can begin as the localization network's [ours]. */
    @JsonProperty("mobilenet")
    MOBILENET
  }
}
