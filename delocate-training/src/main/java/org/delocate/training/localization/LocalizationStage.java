package org.delocate.training.localization;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.training.configuration.MetaLearning;
import org.delocate.training.pair.FaceBatch;
import org.delocate.training.pair.PairMaker;
import org.delocate.training.step.Episode;
import org.delocate.training.step.StepRandom;
import org.delocate.training.step.TrainingStage;
import org.delocate.training.weights.CardWriter;

/**
 * Stage 2: mapping, localization and classification learn together, from pairs of forged and real
 * faces; the recovering network is frozen, or tuned at a share of the learning rate.
 */
public final class LocalizationStage implements TrainingStage<FaceBatch> {

  private final LocalizationConfiguration configuration;
  private final DelocateNetworks networks;
  private final PairMaker pairs;
  private final LocalizationValidation validation;
  private final CardWriter cards;

  /**
   * @param pairs draws training pairs
   * @param held draws validation pairs, without augmentation
   */
  public LocalizationStage(
      LocalizationConfiguration configuration,
      DelocateNetworks networks,
      PairMaker pairs,
      PairMaker held,
      CardWriter cards) {
    this.configuration = configuration;
    this.networks = networks;
    this.pairs = pairs;
    this.cards = cards;
    this.validation = new LocalizationValidation(configuration, held);
  }

  @Override
  public Episode<FaceBatch> batch(long number) {
    var random = StepRandom.of(configuration.batches().seed(), number);
    MetaLearning meta = configuration.metaLearning();
    return meta.isOn()
        ? pairs.drawEpisode(configuration.batches().pairs(), meta.trainShare(), random)
        : Episode.of(pairs.draw(configuration.batches().pairs(), random));
  }

  @Override
  public List<String> keys(FaceBatch batch) {
    return batch.keys();
  }

  @Override
  public Tensor loss(FaceBatch batch, Map<String, Tensor> losses) {
    Tensor images = networks.images(batch.faces());
    ComponentSwitches components = configuration.parts().components();
    Optional<RecoveringNetwork.Recovery> recovery = recovery(images, batch);
    // Nothing of stage 1 is asked for where it takes no part: it would be a third of the step.
    Tensor recovered =
        recovery.map(RecoveringNetwork.Recovery::faces).orElseGet(() -> networks.crops(images));
    DelocateNetworks.Judgement judged =
        configuration.parts().classifierAlone()
            ? networks.judgeByFrozen(images, recovered)
            : networks.judge(images, recovered);
    LocalizationLoss.Output output =
        new LocalizationLoss.Output(
            plain(recovered),
            plain(judged.mapped()),
            plain(judged.maskLogits()),
            plain(judged.logits()),
            configuration.parts().fineTuneRecovering()
                ? recovery.map(RecoveringNetwork.Recovery::partErrors).map(LocalizationStage::plain)
                : Optional.empty());
    LocalizationLoss.Truth truth =
        new LocalizationLoss.Truth(
            networks.here(batch.truth()),
            networks.here(Tensor.create(batch.forged())),
            networks.here(Tensor.create(batch.known())));
    LocalizationLoss loss =
        LocalizationLoss.of(output, truth, configuration.losses().of(components));
    loss.recovery().ifPresent(error -> losses.put("recovery", error));
    losses.put("loss", loss.total());
    if (components.mapping()) {
      losses.put("mapping", loss.mapping());
    }
    if (components.localization()) {
      losses.put("localization", loss.localization());
    }
    losses.put("classification", loss.classification());
    return loss.total();
  }

  private Optional<RecoveringNetwork.Recovery> recovery(Tensor images, FaceBatch batch) {
    if (!configuration.parts().components().recovery()) {
      return Optional.empty();
    }
    PatchIds ids = networks.here(PatchIds.ofParts(batch.parts(), networks.recovering().patches()));
    return Optional.of(
        configuration.parts().fineTuneRecovering()
            ? networks.recoverTuned(images, ids)
            : networks.recover(images, ids));
  }

  private static Tensor plain(Tensor tensor) {
    return tensor.to(torch.ScalarType.Float);
  }

  @Override
  public String title() {
    return "Stage 2, localization";
  }

  @Override
  public String pictureColumns() {
    return "face, recovered face, mapped face, true mask, painted mask";
  }

  @Override
  public List<String> lossNames() {
    List<String> names = new ArrayList<>(List.of("loss", "mapping", "localization"));
    names.add("classification");
    if (configuration.parts().fineTuneRecovering()) {
      names.add("recovery");
    }
    return names;
  }

  @Override
  public List<String> validationNames() {
    return LocalizationValidation.NAMES;
  }

  @Override
  public Map<String, Double> validate(Path pictures) {
    networks.eval();
    try (NoGradGuard guard = new NoGradGuard()) {
      return validation.measure(networks, pictures);
    }
  }

  /**
   * The mean of the areas that were measured: faces and pixels, the dataset's as they are and
   * degraded, and our own forgeries'.
   */
  @Override
  public double merit(Map<String, Double> values) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).endsWith("areaunderroc"))
        .mapToDouble(Map.Entry::getValue)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  @Override
  public DelocateNetworks networks() {
    return networks;
  }

  @Override
  public List<Component> trained() {
    if (configuration.parts().classifierAlone()) {
      return List.of(Component.CLASSIFIER);
    }
    List<Component> trained = new ArrayList<>();
    if (configuration.parts().components().mapping()) {
      trained.add(Component.MAPPING);
    }
    trained.add(Component.LOCALIZATION);
    trained.add(Component.CLASSIFIER);
    if (configuration.parts().fineTuneRecovering()) {
      trained.add(Component.RECOVERING);
    }
    return trained;
  }

  @Override
  public double learningRateShare(String parameter) {
    if (parameter.startsWith(Component.RECOVERING.key() + ".")) {
      return configuration.parts().recoveringRate();
    }
    if (parameter.startsWith(PretrainedEncoder.prefix(Component.MAPPING))) {
      return configuration.parts().mapping().rate();
    }
    return parameter.startsWith(PretrainedEncoder.prefix(Component.LOCALIZATION))
        ? configuration.parts().encoder().rate()
        : 1;
  }

  @Override
  public ModelCard card(long step, Map<String, Double> values) {
    return cards.card(step, values);
  }

  @Override
  public void trainMode() {
    if (configuration.parts().classifierAlone()) {
      networks.trainClassifier();
      return;
    }
    networks.train(true);
    if (!configuration.parts().fineTuneRecovering()) {
      networks.recovering().eval();
    }
  }

  @Override
  public void close() {
    networks.close();
  }
}
