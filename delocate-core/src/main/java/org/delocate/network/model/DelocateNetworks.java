package org.delocate.network.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.layer.FusedOperator;
import org.delocate.network.layer.Preparable;
import org.delocate.network.localization.ForgeryClassifier;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.mapping.MappingNetwork;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.weights.Weights;

/**
 * The four networks of the method and, where there is one, the texture network, and the way an
 * image takes through them.
 *
 * <p>Train and evaluation modes are the engine's {@code train(true)} and {@code eval()}. Build it
 * outside any {@code PointerScope}: the scope would free it.
 */
public final class DelocateNetworks extends Module {

  /** A part of the whole, as optimisers and checkpoints address it. */
  public enum Component {
    RECOVERING("recovering"),
    MAPPING("mapping"),
    LOCALIZATION("localization"),
    CLASSIFIER("classifier"),
    TEXTURE("texture");

    private final String key;

    Component(String key) {
      this.key = key;
    }

    /** First part of the names of this component's tensors: {@code key + '.' + name}. */
    public String key() {
      return key;
    }
  }

  private final NetworkConfiguration configuration;
  private final RecoveringNetwork recovering;
  private final MappingNetwork mapping;
  private final LocalizationNetwork localization;
  private final ForgeryClassifier classifier;
  private final Optional<TextureNetwork> texture;

  /** Makes the networks with fresh weights from the engine's random generator. */
  public DelocateNetworks(NetworkConfiguration configuration) {
    Engine.start();
    this.configuration = configuration;
    recovering = register_module(Component.RECOVERING.key(), new RecoveringNetwork(configuration));
    mapping = register_module(Component.MAPPING.key(), new MappingNetwork(configuration));
    localization =
        register_module(Component.LOCALIZATION.key(), new LocalizationNetwork(configuration));
    classifier = register_module(Component.CLASSIFIER.key(), new ForgeryClassifier(configuration));
    texture =
        configuration.texture().isOn()
            ? Optional.of(
                register_module(Component.TEXTURE.key(), new TextureNetwork(configuration)))
            : Optional.empty();
  }

  public NetworkConfiguration configuration() {
    return configuration;
  }

  public RecoveringNetwork recovering() {
    return recovering;
  }

  public MappingNetwork mapping() {
    return mapping;
  }

  public LocalizationNetwork localization() {
    return localization;
  }

  public ForgeryClassifier classifier() {
    return classifier;
  }

  /** The texture network, if the configuration has one. */
  public Optional<TextureNetwork> texture() {
    return texture;
  }

  /** A tensor on the device that the networks are on; itself if it lies there already. */
  public Tensor here(Tensor tensor) {
    return FaceTensors.onDeviceOf(recovering.classToken(), tensor);
  }

  /**
   * Pictures as the networks take them, on the device that the networks are on.
   *
   * @param images at least one, squares of the same size
   * @return {@code [B, 3, S, S]} in 0..1
   * @throws IllegalArgumentException if sizes differ
   */
  public Tensor images(List<Image> images) {
    return FaceTensors.values(here(FaceTensors.bytes(images)));
  }

  /** Ids on the device that the networks are on; the same memory if they lie there already. */
  public PatchIds here(PatchIds ids) {
    return new PatchIds(here(ids.visible()), here(ids.masked()));
  }

  /**
   * One of them, by name.
   *
   * @throws IllegalArgumentException if it is the texture network, and there is none
   */
  public Module component(Component component) {
    return switch (component) {
      case RECOVERING -> recovering;
      case MAPPING -> mapping;
      case LOCALIZATION -> localization;
      case CLASSIFIER -> classifier;
      case TEXTURE ->
          texture.orElseThrow(() -> new IllegalArgumentException("there is no texture network"));
    };
  }

  /**
   * From faces to a verdict. Stage 1 is frozen here: no gradient flows into the recovering network.
   *
   * @param images {@code [B, 3, V, V]} in 0..1, V being the side of the configuration's {@linkplain
   *     NetworkConfiguration#view view}: the crop's side S where nothing around it is seen
   * @param partIds {@code 3 B} rows, see {@link PatchIds#ofParts}
   */
  public Output forward(Tensor images, PatchIds partIds) {
    return forward(images, Optional.empty(), partIds);
  }

  /**
   * The same of faces whose next frame may be known.
   *
   * @param later {@code [B, 3, V, V]} in 0..1: the same places some 40 milliseconds later
   */
  public Output forward(Tensor images, Optional<Tensor> later, PatchIds partIds) {
    return forward(images, later, partIds, Optional.empty());
  }

  /**
   * The same of faces whose outlines are known.
   *
   * @param outlines see {@link org.delocate.network.texture.FaceOutlines#of}; where they are not
   *     known, masks lean to where forgeries lie in a face that looks into the camera
   */
  public Output forward(
      Tensor images, Optional<Tensor> later, PatchIds partIds, Optional<Tensor> outlines) {
    RecoveringNetwork.Recovery recovery = recover(images, partIds);
    Judgement judgement = judge(images, recovery.faces());
    Optional<Tensor> statistics =
        texture.map(
            network ->
                later
                    .map(next -> network.statistics(images, next))
                    .orElseGet(() -> network.statistics(images)));
    Tensor masks = judgement.maskLogits();
    return new Output(
        surrounded(recovery.faces(), images),
        recovery.partErrors(),
        recovering.partDistances(judgement.mapped(), recovery.faces(), partIds),
        surrounded(judgement.mapped(), images),
        texture.map(network -> network.placed(masks, outlines)).orElse(masks),
        textured(judgement.logits(), statistics, later.isPresent()),
        statistics);
  }

  /** The classifier's share, and what texture tells. */
  private Tensor textured(Tensor logits, Optional<Tensor> statistics, boolean moving) {
    if (statistics.isEmpty()) {
      return logits;
    }
    NetworkConfiguration.Texture shares = configuration.texture();
    TextureNetwork network = texture.orElseThrow();
    return moving
        ? network.ofMoving(statistics.get()).add(share(logits, shares.classifierShare()))
        : network.ofStill(statistics.get()).add(share(logits, shares.stillShare()));
  }

  private static Tensor share(Tensor logits, double share) {
    return logits.mul(new Scalar(share));
  }

  /**
   * Stage 1 without gradients; its result can be kept for as long as stage 1 stays frozen.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @return of the crops, {@code [B, 3, S, S]}
   */
  public RecoveringNetwork.Recovery recover(Tensor images, PatchIds partIds) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor crops = crops(images);
      RecoveringNetwork.Recovery recovery = recovering.recoverParts(crops, partIds);
      return configuration.components().recovering()
          ? recovery
          : new RecoveringNetwork.Recovery(crops.detach(), recovery.partErrors());
    }
  }

  /** The crops without what is around them, {@code [B, 3, V, V] -> [B, 3, S, S]}. */
  public Tensor crops(Tensor images) {
    int surround = configuration.surround();
    long side = configuration.crop().size();
    return surround == 0 ? images : images.narrow(2, surround, side).narrow(3, surround, side);
  }

  /** Crops with what is around them in pictures, {@code [B, 3, S, S] -> [B, 3, V, V]}. */
  private Tensor surrounded(Tensor crops, Tensor images) {
    if (configuration.surround() == 0) {
      return crops;
    }
    Tensor whole = images.clone();
    crops(whole).copy_(crops);
    return whole;
  }

  /**
   * Stage 1 with gradients, for training that goes on adapting it to stage 2.
   *
   * @throws IllegalStateException if stage 1 is switched off
   */
  public RecoveringNetwork.Recovery recoverTuned(Tensor images, PatchIds partIds) {
    if (!configuration.components().recovering()) {
      throw new IllegalStateException("stage 1 is switched off and cannot be tuned");
    }
    return recovering.recoverParts(crops(images), partIds);
  }

  /**
   * One look of stage 2, given the recovered faces.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param recovered {@code [B, 3, S, S]}
   */
  public Judgement judge(Tensor images, Tensor recovered) {
    return judged(images, recovered, looked(images, recovered));
  }

  /**
   * The same where the classifier alone learns: no gradient flows into mapping and localization.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param recovered {@code [B, 3, S, S]}
   */
  public Judgement judgeByFrozen(Tensor images, Tensor recovered) {
    Look look;
    try (NoGradGuard guard = new NoGradGuard()) {
      look = looked(images, recovered);
    }
    return judged(images, recovered, look);
  }

  private record Look(Tensor mapped, LocalizationNetwork.Output localized) {}

  private Look looked(Tensor images, Tensor recovered) {
    Tensor crops = crops(images);
    Tensor mapped = configuration.components().mapping() ? mapping.forward(crops) : crops;
    return new Look(
        mapped,
        localization.forward(
            configuration.localization().wide() ? images : crops, recovered, mapped));
  }

  private Judgement judged(Tensor images, Tensor recovered, Look look) {
    Tensor logits = classifier.forward(look.mapped(), recovered, look.localized());
    Tensor masks = look.localized().maskLogits();
    return new Judgement(
        look.mapped(),
        configuration.localization().wide() ? masks : LocalizationNetwork.unpainted(masks, images),
        logits);
  }

  /**
   * The result of stage 2.
   *
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   * @param maskLogits {@code [B, 1, V, V]}: positive where tampered with
   * @param logits {@code [B]}: positive for forged
   */
  public record Judgement(Tensor mapped, Tensor maskLogits, Tensor logits) {}

  /**
   * The result of both stages.
   *
   * @param recovered {@code [B, 3, V, V]}: {@code x̂}, and around it the picture as it is
   * @param partErrors {@code [B, 3]}: mean squared recovery error of eyes, cheek and nose, lips
   * @param partDiscrepancies {@code [B, 3]}: mean of {@code (M(x) − x̂)²} over the same patches
   * @param mapped {@code [B, 3, V, V]}: {@code M(x)}, likewise
   * @param maskLogits {@code [B, 1, V, V]}: positive where tampered with; the localization
   *     network's, with where forgeries lie, if that is known
   * @param logits {@code [B]}: positive for forged; the classifier's, with what texture tells
   * @param texture statistics of the texture network, if there is one: {@code [B, n]}
   */
  public record Output(
      Tensor recovered,
      Tensor partErrors,
      Tensor partDiscrepancies,
      Tensor mapped,
      Tensor maskLogits,
      Tensor logits,
      Optional<Tensor> texture) {}

  /**
   * Makes the networks faster, once they have nothing more to learn: what a checkpoint was read
   * into can then neither be trained nor saved. In evaluation mode, and not inside a {@code
   * PointerScope}. Outputs differ by rounding alone.
   *
   * @param precision {@link Precision#FP32} or {@link Precision#BF16}: what the networks will
   *     calculate in from now on
   */
  public void prepare(Precision precision) {
    if (FusedOperator.areThere(precision)) {
      torch.ScalarType type =
          precision == Precision.BF16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
      Preparable.prepare(type, List.of(recovering, mapping, localization, classifier));
      texture.ifPresent(network -> network.prepare(type));
    }
    if (precision == Precision.BF16) {
      Weights.round(this);
    }
  }

  /**
   * The trainable tensors of some components by full name, for optimisers. The handles are one's
   * own: they stay valid, and share memory with the networks.
   */
  public Map<String, Tensor> parameters(List<Component> components) {
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    Weights.parameters(this)
        .forEach(
            (name, tensor) -> {
              if (components.stream().anyMatch(part -> name.startsWith(part.key() + "."))) {
                chosen.put(name, tensor);
              }
            });
    return chosen;
  }

  /** Puts the classifier into training mode, and all else, with its running statistics, not. */
  public void trainClassifier() {
    eval();
    classifier.train(true);
  }
}
