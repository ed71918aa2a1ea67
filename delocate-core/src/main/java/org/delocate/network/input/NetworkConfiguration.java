package org.delocate.network.input;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.delocate.face.align.CropConvention;

/**
 * Everything that decides the shapes of the networks: one record, written into the checkpoint's
 * card.
 *
 * @param size {@code tiny}, {@code small}, {@code base}, or any name for dimensions of one's own
 * @param crop the canonical crop that the networks see
 * @param recovering stage 1
 * @param mapping the mapping module, a modified ResNet-18 or a U-Net with MobileNetV2
 * @param localization the encoder–decoder that paints the tampered region
 * @param components what is switched on; everything, but for ablations
 * @param secondLook another look of stage 2 at the face, which counts beside the first
 * @param surround pixels around the crop that the networks are given beside it: hair, ears and neck
 *     tell what the face alone does not. The texture network sees them, the localization network
 *     where it is {@linkplain Localization#wide wide}; stage 1 and the mapping module keep to the
 *     crop [ours]
 * @param texture what is told by texture and motion, beside the classifier
 */
public record NetworkConfiguration(
    String size,
    CropConvention crop,
    Recovering recovering,
    Mapping mapping,
    Localization localization,
    Components components,
    SecondLook secondLook,
    int surround,
    Texture texture) {

  /**
   * The masked autoencoder: a ViT encoder on the visible patches, a light ViT decoder on all of
   * them (He et al., 2022).
   *
   * @param patchSize pixels along a patch's side; divides the crop's side
   * @param normalizedTargets whether it learns each hidden patch less its mean and over its
   *     deviation. A recovered face then borrows both from the face itself, and shows the structure
   *     of a patch alone
   * @param eigenfaces how many {@link org.delocate.network.recovering.Eigenfaces} tell the decoder
   *     what to expect of hidden patches; 0: it begins with nothing, as in MAE
   */
  public record Recovering(
      int patchSize,
      int encoderWidth,
      int encoderDepth,
      int encoderHeads,
      int decoderWidth,
      int decoderDepth,
      int decoderHeads,
      int mlpRatio,
      boolean normalizedTargets,
      int eigenfaces) {

    public Recovering {
      if (eigenfaces < 0) {
        throw new IllegalArgumentException("eigenfaces must not be negative");
      }
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
          0);
    }

    /** Cards that were written before there was a choice do not name it: plain pixels alone. */
    @JsonCreator
    static Recovering read(
        @JsonProperty("patchSize") int patchSize,
        @JsonProperty("encoderWidth") int encoderWidth,
        @JsonProperty("encoderDepth") int encoderDepth,
        @JsonProperty("encoderHeads") int encoderHeads,
        @JsonProperty("decoderWidth") int decoderWidth,
        @JsonProperty("decoderDepth") int decoderDepth,
        @JsonProperty("decoderHeads") int decoderHeads,
        @JsonProperty("mlpRatio") int mlpRatio,
        @JsonProperty("normalizedTargets") Boolean normalizedTargets,
        @JsonProperty("eigenfaces") Integer eigenfaces) {
      return new Recovering(
          patchSize,
          encoderWidth,
          encoderDepth,
          encoderHeads,
          decoderWidth,
          decoderDepth,
          decoderHeads,
          mlpRatio,
          normalizedTargets != null && normalizedTargets,
          eigenfaces == null ? 0 : eigenfaces);
    }

    /** The same sizes with other targets. */
    public Recovering withNormalizedTargets(boolean normalized) {
      return with(normalized, eigenfaces);
    }

    /** The same sizes with other eigenfaces. */
    public Recovering withEigenfaces(int count) {
      return with(normalizedTargets, count);
    }

    private Recovering with(boolean normalized, int count) {
      return new Recovering(
          patchSize,
          encoderWidth,
          encoderDepth,
          encoderHeads,
          decoderWidth,
          decoderDepth,
          decoderHeads,
          mlpRatio,
          normalized,
          count);
    }
  }

  /** What the mapping module looks with. */
  public enum Trunk {
    /** ResNet-18's blocks without its early down-sampling [paper]. */
    @JsonProperty("resnet")
    RESNET,
    /** A U-Net with MobileNetV2, whose weights can begin as the localization network's [ours]. */
    @JsonProperty("mobilenet")
    MOBILENET;

    /**
     * By the name that cards and configurations use.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Trunk named(String name) {
      return switch (name) {
        case "resnet" -> RESNET;
        case "mobilenet" -> MOBILENET;
        default ->
            throw new IllegalArgumentException(
                "trunk '" + name + "' is neither resnet nor mobilenet");
      };
    }
  }

  /**
   * The mapping module.
   *
   * @param trunk what looks; cards that were written before there was a choice do not name it:
   *     ResNet
   * @param width channels of ResNet's first stage (64 in ResNet-18); the later stages double it.
   *     MobileNetV2 has its own, its decoder that of the localization network
   * @param pixelBlock side of the blocks of pixels that are the channels of one place where the
   *     module ends, and ResNet begins; 1: every pixel is a place of its own. MobileNetV2's is 2
   */
  public record Mapping(Trunk trunk, int width, int pixelBlock) {

    /** Side of the blocks of pixels of MobileNetV2, whose stem halves the picture. */
    static final int MOBILENET_BLOCK = 2;

    public Mapping {
      trunk = trunk == null ? Trunk.RESNET : trunk;
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
    INCEPTION;

    /**
     * By the name that cards and configurations use.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Encoder named(String name) {
      return switch (name) {
        case "se-resnet" -> SE_RESNET;
        case "mobilenet" -> MOBILENET;
        case "inception" -> INCEPTION;
        default ->
            throw new IllegalArgumentException(
                "encoder '" + name + "' is none of se-resnet, mobilenet and inception");
      };
    }
  }

  /**
   * The localization U-Net, with scSE attention in the decoder.
   *
   * @param encoder what looks; cards that were written before there was a choice do not name it:
   *     SE-ResNet
   * @param width channels of the first stage; the later stages double it. Of MobileNetV2, those of
   *     the decoder alone
   * @param reduction squeeze ratio of the attention blocks
   * @param wide whether it sees what is around the crop, too; cards that were written before there
   *     was a choice do not name it: it does not
   */
  public record Localization(Encoder encoder, int width, int reduction, boolean wide) {

    public Localization {
      encoder = encoder == null ? Encoder.SE_RESNET : encoder;
    }

    @JsonCreator
    static Localization read(
        @JsonProperty("encoder") Encoder encoder,
        @JsonProperty("width") int width,
        @JsonProperty("reduction") int reduction,
        @JsonProperty("wide") Boolean wide) {
      return new Localization(encoder, width, reduction, wide != null && wide);
    }

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
   *
   * @param recovering off: nothing is recovered, {@code x̂ = x}, and the residual is zero
   * @param mapping off: {@code M(x) = x}, the discrepancy is the recovery error
   * @param localization off: no mask is painted and nothing is pooled under one; the encoder stays,
   *     because the classifier reads its features
   * @param guidance off: a mask is painted, but the classifier does not see it, and its features
   *     are pooled globally
   */
  public record Components(
      boolean recovering, boolean mapping, boolean localization, boolean guidance) {

    /** Everything on: the method. */
    public static Components all() {
      return new Components(true, true, true, true);
    }

    /** Cards that were written before a switch existed do not name it: it was on. */
    @JsonCreator
    static Components read(
        @JsonProperty("recovering") Boolean recovering,
        @JsonProperty("mapping") Boolean mapping,
        @JsonProperty("localization") Boolean localization,
        @JsonProperty("guidance") Boolean guidance) {
      return new Components(on(recovering), on(mapping), on(localization), on(guidance));
    }

    private static boolean on(Boolean value) {
      return value == null || value;
    }
  }

  /**
   * Stage 2 looks twice where {@code share} is above 0, the second time with black borders around
   * the face and what was recovered of it. Logits and mapping discrepancies are those of both
   * looks, averaged; masks are those of the first. Nothing is trained for it. [ours]
   *
   * @param blackBorder pixels at each border of the crop that the second look sees black
   * @param share of the second look in what is averaged, 0 to 1; 0: there is none
   */
  public record SecondLook(int blackBorder, double share) {

    public SecondLook {
      if (blackBorder < 0) {
        throw new IllegalArgumentException("a black border of " + blackBorder + " pixels");
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "the share of the second look is " + share + ", not 0 to 1");
      }
    }

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
   * @param classifierShare what the classifier's logit counts for a face whose next frame is known
   * @param moving of a face whose next frame is known
   * @param still of a face whose next frame is not known
   * @param stillShare what the classifier's logit counts for a face whose next frame is not known
   * @param track of a person over several frames whose next frames are known; a gain of 0 where
   *     that is not told apart
   * @param limited true where statistics count within limits only, which are among the weights
   *     then; null otherwise
   */
  public record Texture(
      double classifierShare,
      Scale moving,
      Scale still,
      double stillShare,
      Scale track,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean limited) {

    public Texture {
      track = track == null ? new Scale(0, 0) : track;
      limited = Boolean.TRUE.equals(limited) ? limited : null;
    }

    /** One share for both, no limits, and nothing of a person's frames together. */
    public Texture(double classifierShare, Scale moving, Scale still) {
      this(classifierShare, moving, still, classifierShare, new Scale(0, 0), null);
    }

    /**
     * From weighed statistics to logits.
     *
     * @param gain what the sum of weights times statistics is multiplied by
     * @param bias what is added then
     */
    public record Scale(double gain, double bias) {}

    /** The classifier alone. */
    public static Texture none() {
      return new Texture(1, new Scale(0, 0), new Scale(0, 0));
    }

    /** Whether statistics count within limits only. */
    public boolean hasLimits() {
      return limited != null;
    }

    /** Whether there is a texture network. */
    @JsonIgnore
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
    if (surround < 0 || 2 * surround > crop.size()) {
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
   * Cards that were written before there was a second look or anything around the crop do not name
   * them: there was none.
   */
  @JsonCreator
  static NetworkConfiguration read(
      @JsonProperty("size") String size,
      @JsonProperty("crop") CropConvention crop,
      @JsonProperty("recovering") Recovering recovering,
      @JsonProperty("mapping") Mapping mapping,
      @JsonProperty("localization") Localization localization,
      @JsonProperty("components") Components components,
      @JsonProperty("secondLook") SecondLook secondLook,
      @JsonProperty("surround") Integer surround,
      @JsonProperty("texture") Texture texture) {
    return new NetworkConfiguration(
        size,
        crop,
        recovering,
        mapping,
        localization,
        components,
        secondLook == null ? SecondLook.none() : secondLook,
        surround == null ? 0 : surround,
        texture == null ? Texture.none() : texture);
  }

  /** What the networks are given: the crop, with what is around it where they see that. */
  public CropConvention view() {
    return surround == 0 ? crop : crop.withMargin(surround);
  }

  /** Patches along one side of the crop. */
  public int patchGrid() {
    return crop.size() / recovering.patchSize();
  }

  /** The same shapes with other targets of stage 1. */
  public NetworkConfiguration withNormalizedTargets(boolean normalized) {
    return withRecovering(recovering.withNormalizedTargets(normalized));
  }

  /** The same shapes with other eigenfaces in stage 1. */
  public NetworkConfiguration withEigenfaces(int count) {
    return withRecovering(recovering.withEigenfaces(count));
  }

  private NetworkConfiguration withRecovering(Recovering chosen) {
    return new NetworkConfiguration(
        size, crop, chosen, mapping, localization, components, secondLook, surround, texture);
  }

  /** The same shapes with another encoder of the localization network. */
  public NetworkConfiguration withEncoder(Encoder encoder) {
    return new NetworkConfiguration(
        size,
        crop,
        recovering,
        mapping,
        new Localization(
            encoder, localization.width(), localization.reduction(), localization.wide()),
        components,
        secondLook,
        surround,
        texture);
  }

  /** The same shapes with another trunk of the mapping module. */
  public NetworkConfiguration withTrunk(Trunk trunk) {
    int block = trunk == Trunk.MOBILENET ? Mapping.MOBILENET_BLOCK : mapping.pixelBlock();
    return new NetworkConfiguration(
        size,
        crop,
        recovering,
        new Mapping(trunk, mapping.width(), block),
        localization,
        components,
        secondLook,
        surround,
        texture);
  }

  /** The same shapes with other components switched on. */
  public NetworkConfiguration withComponents(Components chosen) {
    return new NetworkConfiguration(
        size, crop, recovering, mapping, localization, chosen, secondLook, surround, texture);
  }

  /** The same networks with another second look. */
  public NetworkConfiguration withSecondLook(SecondLook look) {
    return new NetworkConfiguration(
        size, crop, recovering, mapping, localization, components, look, surround, texture);
  }

  /** The same networks, whose localization network sees so many pixels around the crop. */
  public NetworkConfiguration withSurround(int pixels) {
    Localization seeing =
        new Localization(
            localization.encoder(), localization.width(), localization.reduction(), pixels > 0);
    return new NetworkConfiguration(
        size, crop, recovering, mapping, seeing, components, secondLook, pixels, texture);
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
    return new NetworkConfiguration(
        size, crop, recovering, mapping, localization, components, secondLook, pixels, chosen);
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
