package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.PAPER;
import static org.delocate.setting.Source.REPORTED;
import static org.delocate.setting.Source.RUN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.delocate.face.align.CropConvention;
import org.delocate.setting.Setting;
import org.delocate.setting.Settings;

/**
 * Everything that decides the shapes of the networks: one record, written into the checkpoint's
 * card. What single values mean stands at them, and in {@code delocate config explain}.
 *
 * @param crop the canonical crop that the networks see
 * @param recovering stage 1
 * @param mapping the mapping module, a modified ResNet-18 or a U-Net with MobileNetV2
 * @param localization the encoder–decoder that paints the tampered region
 * @param components what is switched on; everything, but for ablations
 * @param secondLook another look of stage 2 at the face, which counts beside the first
 * @param texture what is told by texture and motion, beside the classifier
 */
public record NetworkConfiguration(
    @Setting(source = RUN, value = "tiny, small, base, or any name for dimensions of one's own")
        String size,
    CropConvention crop,
    Recovering recovering,
    Mapping mapping,
    Localization localization,
    Components components,
    SecondLook secondLook,
    @Setting(
            source = OURS,
            max = 512,
            value =
                "pixels around the crop that the networks are given beside it, at most half of it:"
                    + " hair, ears and neck tell what the face alone does not. The texture network"
                    + " sees them, the localization network where it is wide; stage 1 and the"
                    + " mapping module keep to the crop")
        int surround,
    Texture texture) {

  /** What cards leave out that were written before there was a choice, and what was so then. */
  private static final Settings<NetworkConfiguration> CARDS =
      Settings.over(
          NetworkConfiguration.class,
          tree(
              """
              {
                "recovering": {
                  "normalizedTargets": false,
                  "eigenfaces": 0,
                  "partsTogether": false,
                  "positions": "sine-cosine"
                },
                "mapping": {"trunk": "resnet"},
                "localization": {"encoder": "se-resnet", "wide": false},
                "components":
                  {"recovering": true, "mapping": true, "localization": true, "guidance": true},
                "secondLook": {"blackBorder": 0, "share": 0},
                "surround": 0,
                "texture": {
                  "classifierShare": 1,
                  "moving": {"gain": 0, "bias": 0},
                  "still": {"gain": 0, "bias": 0},
                  "stillShare": 1,
                  "track": {"gain": 0, "bias": 0}
                }
              }
              """));

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The masked autoencoder: a ViT encoder on the visible patches, a light ViT decoder on all of
   * them (He et al., 2022). Sizes after MAE [ours].
   */
  public record Recovering(
      @Setting(
              source = OURS,
              min = 1,
              max = 1024,
              value = "pixels along a patch's side; divides the crop's side")
          int patchSize,
      @Setting(source = OURS, min = 4, max = 8192, value = "values of a token in the encoder")
          int encoderWidth,
      @Setting(source = OURS, max = 256, value = "blocks of the encoder") int encoderDepth,
      @Setting(source = OURS, min = 1, max = 256, value = "attention heads of an encoder's block")
          int encoderHeads,
      @Setting(source = OURS, min = 4, max = 8192, value = "values of a token in the decoder")
          int decoderWidth,
      @Setting(source = OURS, max = 256, value = "blocks of the decoder") int decoderDepth,
      @Setting(source = OURS, min = 1, max = 256, value = "attention heads of a decoder's block")
          int decoderHeads,
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

    public Recovering {
      if (normalizedTargets && eigenfaces > 0) {
        throw new IllegalArgumentException("eigenfaces expect pixels, not normalised targets");
      }
    }

    /** With plain pixels as targets. */
    public Recovering(
        int patchSize,
        int encoderWidth,
        int encoderDepth,
        int encoderHeads,
        int decoderWidth,
        int decoderDepth,
        int decoderHeads,
        int mlpRatio) {
      this(
          patchSize,
          encoderWidth,
          encoderDepth,
          encoderHeads,
          decoderWidth,
          decoderDepth,
          decoderHeads,
          mlpRatio,
          false,
          0,
          false,
          Positions.SINE_COSINE);
    }
  }

  /** How tokens of the masked autoencoder know their places. */
  public enum Positions {
    /** Two-dimensional: half of the channels for the column, half for the row. */
    @JsonProperty("sine-cosine")
    SINE_COSINE
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

  /** The mapping module. */
  public record Mapping(
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
    static final int MOBILENET_BLOCK = 2;

    public Mapping {
      if (trunk == Trunk.MOBILENET && pixelBlock != MOBILENET_BLOCK) {
        throw new IllegalArgumentException(
            "MobileNetV2 maps blocks of " + MOBILENET_BLOCK + " pixels, not of " + pixelBlock);
      }
    }

    /** With a ResNet. */
    public Mapping(int width, int pixelBlock) {
      this(Trunk.RESNET, width, pixelBlock);
    }

    /** Channels of a block of pixels. */
    public int colours() {
      return 3 * pixelBlock * pixelBlock;
    }
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

  /** The localization U-Net, with scSE attention in the decoder. */
  public record Localization(
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
      @Setting(source = OURS, value = "whether it sees what is around the crop, too")
          boolean wide) {

    /** One that sees the crop alone. */
    public Localization(Encoder encoder, int width, int reduction) {
      this(encoder, width, reduction, false);
    }

    /** With an SE-ResNet. */
    public Localization(int width, int reduction) {
      this(Encoder.SE_RESNET, width, reduction);
    }
  }

  /**
   * What takes part, for ablations. Shapes and weights stay the same; what is off is replaced by
   * the plainest thing that can stand in its place.
   */
  public record Components(
      @Setting(source = PAPER, value = "off: nothing is recovered, x̂ = x, no residual")
          boolean recovering,
      @Setting(source = PAPER, value = "off: M(x) = x, the discrepancy is the recovery error")
          boolean mapping,
      @Setting(
              source = PAPER,
              value =
                  "off: no mask is painted and nothing is pooled under one; the encoder stays,"
                      + " because the classifier reads its features")
          boolean localization,
      @Setting(
              source = PAPER,
              value =
                  "off: a mask is painted, but the classifier does not see it, and its features are"
                      + " pooled globally")
          boolean guidance) {

    /** Everything on: the method. */
    public static Components all() {
      return new Components(true, true, true, true);
    }
  }

  /**
   * Stage 2 looks twice where {@code share} is above 0, the second time with black borders around
   * the face and what was recovered of it. Logits and mapping discrepancies are those of both
   * looks, averaged; masks are those of the first. Nothing is trained for it. [ours]
   */
  public record SecondLook(
      @Setting(
              source = OURS,
              max = 256,
              value = "pixels at each border of the crop that the second look sees black")
          int blackBorder,
      @Setting(
              source = OURS,
              max = 1,
              value = "share of the second look in what is averaged; 0: there is none")
          double share) {

    /** One look. */
    public static SecondLook none() {
      return new SecondLook(0, 0);
    }
  }

  /**
   * The texture network: statistics of a frozen encoder's features over the face and over what
   * moves in it, weighed by a linear discriminant [ours]. The logit is a share of the classifier's,
   * plus the discriminant's.
   *
   * @param moving of a face whose next frame is known
   * @param still of a face whose next frame is not known
   * @param track of a person over several frames whose next frames are known; a gain of 0 where
   *     that is not told apart
   */
  public record Texture(
      @Setting(
              source = OURS,
              max = 1e3,
              value = "what the classifier's logit counts for a face whose next frame is known")
          double classifierShare,
      Scale moving,
      Scale still,
      @Setting(
              source = OURS,
              max = 1e3,
              value = "what the classifier's logit counts for a face whose next frame is not known")
          double stillShare,
      Scale track,
      @Setting(
              source = OURS,
              value =
                  "true where statistics count within limits only, which are among the weights"
                      + " then; absent otherwise")
          Boolean limited) {

    public Texture {
      limited = Boolean.TRUE.equals(limited) ? limited : null;
    }

    /** One share for both, no limits, and nothing of a person's frames together. */
    public Texture(double classifierShare, Scale moving, Scale still) {
      this(classifierShare, moving, still, classifierShare, new Scale(0, 0), null);
    }

    /** From weighed statistics to logits. */
    public record Scale(
        @Setting(
                source = OURS,
                min = Double.NEGATIVE_INFINITY,
                value = "what the sum of weights times statistics is multiplied by")
            double gain,
        @Setting(source = OURS, min = Double.NEGATIVE_INFINITY, value = "what is added then")
            double bias) {}

    /** The classifier alone. */
    public static Texture none() {
      return new Texture(1, new Scale(0, 0), new Scale(0, 0));
    }

    /** Whether statistics count within limits only. */
    public boolean hasLimits() {
      return limited != null;
    }

    /** Whether there is a texture network. */
    public boolean isOn() {
      return moving.gain() != 0 || still.gain() != 0;
    }
  }

  public NetworkConfiguration {
    if (crop.size() % recovering.patchSize() != 0 || crop.size() % 32 != 0) {
      throw new IllegalArgumentException(
          "crop size " + crop.size() + " must be a multiple of the patch size and of 32");
    }
    if (mapping.pixelBlock() < 1 || crop.size() % (8 * mapping.pixelBlock()) != 0) {
      throw new IllegalArgumentException(
          "crop size " + crop.size() + " must be a multiple of 8 pixel blocks of the mapping");
    }
    if (recovering.encoderWidth() % recovering.encoderHeads() != 0
        || recovering.decoderWidth() % recovering.decoderHeads() != 0) {
      throw new IllegalArgumentException("a ViT's width must be a multiple of its heads");
    }
    if (recovering.encoderWidth() % 4 != 0 || recovering.decoderWidth() % 4 != 0) {
      throw new IllegalArgumentException("a ViT's width must be a multiple of 4");
    }
    if (4 * secondLook.blackBorder() > crop.size()) {
      throw new IllegalArgumentException(
          "a black border of "
              + secondLook.blackBorder()
              + " pixels is more than a quarter of a crop of "
              + crop.size());
    }
    if (2 * surround > crop.size()) {
      throw new IllegalArgumentException(
          surround + " pixels around a crop of " + crop.size() + " are not 0 to half of it");
    }
  }

  /** With one look, at the crop alone. */
  public NetworkConfiguration(
      String size,
      CropConvention crop,
      Recovering recovering,
      Mapping mapping,
      Localization localization,
      Components components) {
    this(
        size,
        crop,
        recovering,
        mapping,
        localization,
        components,
        SecondLook.none(),
        0,
        Texture.none());
  }

  /**
   * As a card writes it.
   *
   * @throws IllegalArgumentException if it has unknown keys, lacks some, or values are out of range
   */
  @JsonCreator
  public static NetworkConfiguration read(JsonNode card) {
    return CARDS.read(card);
  }

  /** For a card. */
  @JsonValue
  ObjectNode written() {
    return Settings.tree(this);
  }

  /** What the networks are given: the crop, with what is around it where they see that. */
  public CropConvention view() {
    return surround == 0 ? crop : crop.withMargin(surround);
  }

  /** Patches along one side of the crop. */
  public int patchGrid() {
    return crop.size() / recovering.patchSize();
  }

  /**
   * The same networks with one other value, or one other record of values.
   *
   * @param key as in a card, such as {@code recovering.eigenfaces} or {@code components}
   * @throws IllegalArgumentException if there is no such key, or it does not take the value
   */
  public NetworkConfiguration with(String key, Object value) {
    return Settings.with(this, key, value);
  }

  /** The same shapes with another trunk of the mapping module. */
  public NetworkConfiguration withTrunk(Trunk trunk) {
    int block = trunk == Trunk.MOBILENET ? Mapping.MOBILENET_BLOCK : mapping.pixelBlock();
    return with("mapping", new Mapping(trunk, mapping.width(), block));
  }

  /** The same networks, whose localization network sees so many pixels around the crop. */
  public NetworkConfiguration withSurround(int pixels) {
    return with("surround", pixels).with("localization.wide", pixels > 0);
  }

  /**
   * The same networks with a texture network.
   *
   * @param pixels around the crop that it sees; where the localization network sees them, too, it
   *     must be as many as before
   */
  public NetworkConfiguration withTexture(Texture chosen, int pixels) {
    if (localization.wide() && pixels != surround) {
      throw new IllegalArgumentException(
          "the localization network sees " + surround + " pixels around the crop, not " + pixels);
    }
    return with("texture", chosen).with("surround", pixels);
  }

  /** The same networks without a texture network, and without what only that one sees. */
  public NetworkConfiguration withoutTexture() {
    return withTexture(Texture.none(), localization.wide() ? surround : 0);
  }

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
              new Recovering(16, 192, 12, 3, 128, 2, 4, 4),
              new Mapping(16, 2),
              new Localization(32, 8),
              Components.all());
      case "small" ->
          new NetworkConfiguration(
              size,
              crop,
              new Recovering(16, 384, 12, 6, 192, 4, 6, 4),
              new Mapping(32, 2),
              new Localization(48, 16),
              Components.all());
      case "base" ->
          new NetworkConfiguration(
              size,
              crop,
              new Recovering(16, 768, 12, 12, 512, 8, 16, 4),
              new Mapping(64, 1),
              new Localization(64, 16),
              Components.all());
      default ->
          throw new IllegalArgumentException(
              "network size '" + size + "' is none of tiny, small, base");
    };
  }
}
