package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;

/**
 * The masked autoencoder: a ViT encoder on the visible patches, a light ViT decoder on all of them
 * (He et al., 2022). Sizes after MAE [ours].
 */
public record RecoveringSettings(
    @Setting(
            source = OURS,
            min = 1,
            max = 1024,
            value = "pixels along a patch's side; divides the crop's side")
        int patchSize,
    @Flat("encoder") VitSettings encoder,
    @Flat("decoder") VitSettings decoder,
    @Setting(
            source = OURS,
            min = 1,
            max = 64,
            value = "how many times wider than a token the layer in a block's middle is")
        int mlpRatio,
    @Setting(
            source = OURS,
            value =
                "whether it learns each hidden patch less its mean and over its deviation. A"
                    + " recovered face then borrows both from the face itself, and shows the"
                    + " structure of a patch alone")
        boolean normalizedTargets,
    @Setting(
            source = OURS,
            max = 4096,
            value =
                "how many eigenfaces tell the decoder what to expect of hidden patches; 0: it"
                    + " begins with nothing, as in MAE")
        int eigenfaces,
    @Setting(
            source = OURS,
            value =
                "how a face is recovered for stage 2: once, with its three parts hidden together,"
                    + " or three times, with each of them hidden in turn, which costs six times as"
                    + " much in the encoder")
        boolean partsTogether,
    @Setting(
            source = OURS,
            value =
                "how tokens know their places: as MAE, by fixed sines and cosines, which are"
                    + " computed and not among the weights")
        Positions positions) {

  public RecoveringSettings {
    if (normalizedTargets && eigenfaces > 0) {
      throw new IllegalArgumentException("eigenfaces expect pixels, not normalised targets");
    }
  }

  /** With plain pixels as targets. */
  public RecoveringSettings(int patchSize, VitSettings encoder, VitSettings decoder, int mlpRatio) {
    this(patchSize, encoder, decoder, mlpRatio, false, 0, false, Positions.SINE_COSINE);
  }

  /** How tokens of the masked autoencoder know their places. */
  public enum Positions {
    /** Two-dimensional: half of the channels for the column, half for the row. */
    @JsonProperty("sine-cosine")
    SINE_COSINE
  }
}
