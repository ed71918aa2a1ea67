package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.REPORTED;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.delocate.setting.Setting;

/** The localization U-Net, with scSE attention in the decoder. */
public record LocalizationSettings(
    @Setting(source = REPORTED, value = "what looks") Encoder encoder,
    @Setting(
            source = OURS,
            min = 1,
            max = 1024,
            value =
                "channels of the first stage; the later stages double it. Of MobileNetV2 and"
                    + " Inception, those of the decoder alone")
        int width,
    @Setting(source = OURS, min = 1, max = 1024, value = "squeeze ratio of the attention blocks")
        int reduction,
    @Setting(source = OURS, value = "whether it sees what is around the crop, too") boolean wide) {

  /** One that sees the crop alone. */
  public LocalizationSettings(Encoder encoder, int width, int reduction) {
    this(encoder, width, reduction, false);
  }

  /** With an SE-ResNet. */
  public LocalizationSettings(int width, int reduction) {
    this(Encoder.SE_RESNET, width, reduction);
  }

  /** The encoder of the localization U-Net. */
  public enum Encoder {
    /** ResNet-18 with squeeze-and-excitation [reported]. */
    @JsonProperty("se-resnet")
    SE_RESNET,
    /** MobileNetV2, whose weights can begin as those learnt on ImageNet [ours]. */
    @JsonProperty("mobilenet")
    MOBILENET,
    /** Inception v3, whose dense weights can begin as those learnt on ImageNet [ours]. */
    @JsonProperty("inception")
    INCEPTION
  }
}
