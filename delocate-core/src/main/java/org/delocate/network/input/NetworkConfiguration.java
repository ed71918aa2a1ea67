package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
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
 * @param texture what is told by texture and motion, beside the classifier
 */
public record NetworkConfiguration(
    @Setting(source = RUN, value = "tiny, small, base, or any name for dimensions of one's own")
        String size,
    CropConvention crop,
    RecoveringSettings recovering,
    MappingSettings mapping,
    LocalizationSettings localization,
    NetworkComponents components,
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

  /**
   * The texture network: statistics of a frozen encoder's features over the face and over what
   * moves in it, weighed by a linear discriminant [ours]. The logit is a share of the classifier's,
   * plus the discriminant's.
   *
   * @param moving of a face whose next frame is known
   * @param still of a face whose next frame is not known
   * @param track of a person over several frames whose next frames are known; a gain of 0 where
   *     that is not told apart
   * @param passages of frames of a shot, beside its others; a gain of 0 where that is not told
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
          Boolean limited,
      @Setting(
              source = OURS,
              max = 1e3,
              value =
                  "what the localization network's mask counts beside where forgeries of clips lie,"
                      + " which is among the weights then; absent where it paints alone")
          Double maskShare,
      @Setting(
              source = OURS,
              value =
                  "true where the places of where forgeries lie fill the box around a face's"
                      + " landmarks; absent where they fill the picture")
          Boolean placesInBox,
      @Setting(
              source = OURS,
              value =
                  "true where each row of that box is as wide as the outline of the landmarks is"
                      + " there; absent where all are as wide as the box")
          Boolean placesInOutline,
      @Setting(
              source = OURS,
              value =
                  "what is looked at of a face whose next frame is known, in this order; of others"
                      + " it is wide, detail")
          List<TextureView> views,
      Passages passages) {

    /** What was looked at before there was a choice. */
    private static final List<TextureView> FIRST_VIEWS =
        List.of(TextureView.WIDE, TextureView.DETAIL, TextureView.MOTION);

    public Texture {
      limited = Boolean.TRUE.equals(limited) ? limited : null;
      boolean inBox = maskShare != null && Boolean.TRUE.equals(placesInBox);
      placesInBox = inBox ? placesInBox : null;
      boolean inOutline = inBox && Boolean.TRUE.equals(placesInOutline);
      placesInOutline = inOutline ? placesInOutline : null;
      views = List.copyOf(views);
      if (views.size() != Set.copyOf(views).size()
          || views.stream().noneMatch(TextureView::isMoving)) {
        throw new IllegalArgumentException(
            "views " + views + " show one twice, or nothing of the frame after a face");
      }
    }

    /** Places fill the picture. */
    public Texture(
        double classifierShare,
        Scale moving,
        Scale still,
        double stillShare,
        Scale track,
        Boolean limited,
        Double maskShare,
        List<TextureView> views) {
      this(
          classifierShare,
          moving,
          still,
          stillShare,
          track,
          limited,
          maskShare,
          null,
          null,
          views,
          Passages.NONE);
    }

    /** One share for both, no limits, and nothing of a person's frames together. */
    public Texture(double classifierShare, Scale moving, Scale still) {
      this(
          classifierShare,
          moving,
          still,
          classifierShare,
          new Scale(0, 0),
          null,
          null,
          null,
          null,
          FIRST_VIEWS,
          Passages.NONE);
    }

    /** The same with masks that lean to places otherwise. */
    public Texture withPlaces(double share, boolean inBox, boolean inOutline) {
      return new Texture(
          classifierShare,
          moving,
          still,
          stillShare,
          track,
          limited,
          share,
          inBox,
          inOutline,
          views,
          passages);
    }

    /** The same with other scores of faces without a next frame. */
    public Texture withStill(Scale scale, double share) {
      return new Texture(
          classifierShare,
          moving,
          scale,
          share,
          track,
          limited,
          maskShare,
          placesInBox,
          placesInOutline,
          views,
          passages);
    }

    /** The same with other passages. */
    public Texture withPassages(Passages other) {
      return new Texture(
          classifierShare,
          moving,
          still,
          stillShare,
          track,
          limited,
          maskShare,
          placesInBox,
          placesInOutline,
          views,
          other);
    }

    /**
     * How frames of a shot that part from its others are told, as frames of a forged clip part from
     * those of the real clip that it was made from [ours]; see {@code PassageContrast}.
     */
    public record Passages(
        @Setting(
                source = OURS,
                max = 1e12,
                value =
                    "what the sum of weights times statistics is multiplied by, so that the frames"
                        + " of a real clip scatter by 1; 0: passages are not told apart")
            double gain,
        @Setting(
                source = OURS,
                max = 1e6,
                value = "from so many deviations on a passage parts from the rest of its shot")
            double from,
        @Setting(source = OURS, max = 1, value = "share of unseen real clips that have such a one")
            double falseAlarms,
        @Setting(source = OURS, max = 1, value = "upper end of its 95 % interval") double upTo,
        @Setting(source = OURS, max = 1e9, value = "real clips that it was counted on") int clips,
        @Setting(source = OURS, max = 1e9, value = "sources of these clips") int pages) {

      /** Passages are not told apart. */
      public static final Passages NONE = new Passages(0, 0, 0, 0, 0, 0);

      public Passages {
        if (!(falseAlarms <= upTo) || pages > clips) {
          throw new IllegalArgumentException(
              String.format(
                  "passages with a share of false alarms of %s, up to %s, of %d clips from %d pages",
                  falseAlarms, upTo, clips, pages));
        }
        if (gain != 0 && !(from > 0)) {
          throw new IllegalArgumentException("passages from " + from + " deviations on");
        }
      }

      /** Whether there are weights for them, though perhaps nothing says what these are worth. */
      public boolean areTold() {
        return gain != 0;
      }
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

    /** Whether places of where forgeries lie, if there are any, lie in a face, or the picture. */
    public boolean hasPlacesInFace() {
      return placesInBox != null;
    }

    /** Whether they fill the outline of its landmarks then, or the box around them. */
    public boolean hasPlacesInOutline() {
      return placesInOutline != null;
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
    if (crop.size() % (8 * mapping.pixelBlock()) != 0) {
      throw new IllegalArgumentException(
          "crop size " + crop.size() + " must be a multiple of 8 pixel blocks of the mapping");
    }
    if (2 * surround > crop.size()) {
      throw new IllegalArgumentException(
          surround + " pixels around a crop of " + crop.size() + " are not 0 to half of it");
    }
  }

  /** Of the crop alone. */
  public NetworkConfiguration(
      String size,
      CropConvention crop,
      RecoveringSettings recovering,
      MappingSettings mapping,
      LocalizationSettings localization,
      NetworkComponents components) {
    this(size, crop, recovering, mapping, localization, components, 0, Texture.none());
  }

  /**
   * As a card writes it.
   *
   * @throws IllegalArgumentException if it has unknown keys, lacks some, or values are out of range
   */
  @JsonCreator
  public static NetworkConfiguration read(JsonNode card) {
    return NetworkCards.read(card);
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
  public NetworkConfiguration withTrunk(MappingSettings.Trunk trunk) {
    return with("mapping", mapping.withTrunk(trunk));
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
}
