package org.delocate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.DelocateNetworks;
import org.delocate.network.ModelCard;
import org.delocate.network.PatchIds;

/**
 * Stage 2: mapping, localization and classification learn together, from pairs of forged and real
 * faces; the recovering network is frozen.
 */
final class LocalizationStage implements TrainingStage<FaceBatch> {

  /** What stage 2 trains. */
  static final List<DelocateNetworks.Component> TRAINED =
      List.of(
          DelocateNetworks.Component.MAPPING,
          DelocateNetworks.Component.LOCALIZATION,
          DelocateNetworks.Component.CLASSIFIER);

  /** Pairs in a validation batch. */
  private static final int VALIDATION_PAIRS = 16;

  /** Forged faces that are drawn at every validation. */
  private static final int PICTURES = 8;

  private final LocalizationConfiguration configuration;
  private final DelocateNetworks networks;
  private final PairMaker pairs;
  private final List<FaceBatch> ofDataset;
  private final List<FaceBatch> ofForgers;
  private final CardWriter cards;

  /**
   * @param pairs draws training pairs
   * @param held draws validation pairs, without augmentation
   */
  LocalizationStage(
      LocalizationConfiguration configuration,
      DelocateNetworks networks,
      PairMaker pairs,
      PairMaker held,
      CardWriter cards) {
    this.configuration = configuration;
    this.networks = networks;
    this.pairs = pairs;
    this.cards = cards;
    int count = configuration.validationPairs();
    long seed = configuration.seed() + 1;
    this.ofDataset = held.inOrder(false, count, VALIDATION_PAIRS, seed);
    this.ofForgers =
        configuration.forgers().isEmpty()
            ? List.of()
            : held.inOrder(true, count / 2, VALIDATION_PAIRS, seed);
  }

  @Override
  public FaceBatch batch(long step) {
    return pairs.draw(configuration.pairs(), StepRandom.of(configuration.seed(), step));
  }

  @Override
  public Tensor loss(FaceBatch batch, Map<String, Tensor> losses) {
    DelocateNetworks.Output output = forward(batch);
    LocalizationLoss loss =
        LocalizationLoss.of(
            output.recovered().to(torch.ScalarType.Float),
            output.mapped().to(torch.ScalarType.Float),
            output.maskLogits().to(torch.ScalarType.Float),
            output.logits().to(torch.ScalarType.Float),
            Images.masks(batch.masks(), networks.configuration().crop().size()),
            Tensor.create(batch.forged()),
            configuration.losses());
    losses.put("loss", loss.total());
    losses.put("mapping", loss.mapping());
    losses.put("localization", loss.localization());
    losses.put("classification", loss.classification());
    return loss.total();
  }

  private DelocateNetworks.Output forward(FaceBatch batch) {
    PatchIds ids = PatchIds.ofParts(batch.parts(), networks.recovering().patches());
    return networks.forward(Images.tensor(batch.faces()), ids);
  }

  @Override
  public List<String> lossNames() {
    return List.of("loss", "mapping", "localization", "classification");
  }

  @Override
  public List<String> validationNames() {
    return List.of(
        "areaUnderRoc",
        "pixelAreaUnderRoc",
        "intersectionOverUnion",
        "paintedShareOfReal",
        "ownAreaUnderRoc",
        "ownPixelAreaUnderRoc",
        "ownIntersectionOverUnion");
  }

  @Override
  public Map<String, Double> validate(Path pictures) {
    networks.eval();
    Map<String, Double> values = new LinkedHashMap<>();
    Measured dataset = measure(ofDataset, pictures.resolve("dataset.png"));
    values.put("areaUnderRoc", DetectionMetrics.areaUnderRoc(dataset.scores()));
    values.put("pixelAreaUnderRoc", MaskMetrics.pixelAreaUnderRoc(dataset.masks()));
    values.put("intersectionOverUnion", MaskMetrics.intersectionOverUnion(dataset.masks()));
    values.put("paintedShareOfReal", MaskMetrics.paintedShareOfReal(dataset.masks()));
    Measured own = measure(ofForgers, pictures.resolve("forgers.png"));
    values.put("ownAreaUnderRoc", DetectionMetrics.areaUnderRoc(own.scores()));
    values.put("ownPixelAreaUnderRoc", MaskMetrics.pixelAreaUnderRoc(own.masks()));
    values.put("ownIntersectionOverUnion", MaskMetrics.intersectionOverUnion(own.masks()));
    return values;
  }

  private record Measured(List<ScoredSample> scores, List<MaskSample> masks) {}

  private Measured measure(List<FaceBatch> batches, Path sheetFile) {
    List<ScoredSample> scores = new ArrayList<>();
    List<MaskSample> masks = new ArrayList<>();
    int size = networks.configuration().crop().size();
    ContactSheet sheet = new ContactSheet(size);
    for (FaceBatch batch : batches) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        DelocateNetworks.Output output = forward(batch);
        Tensor painted = torch.sigmoid(output.maskLogits());
        for (int i = 0; i < batch.size(); i++) {
          String key = "" + scores.size();
          boolean forged = batch.forged()[i] == 1;
          scores.add(new ScoredSample(key, forged, output.logits().select(0, i).item_float(), key));
          float[] mask = Images.floats(painted.select(0, i));
          masks.add(MaskSample.of(key, key, batch.masks().get(i), mask, MaskSample.THRESHOLD));
          if (scores.size() <= 2 * PICTURES) {
            sheet.row(
                batch.faces().get(i),
                Images.image(output.recovered(), i),
                Images.image(output.mapped(), i),
                ContactSheet.grey(batch.masks().get(i), size),
                ContactSheet.grey(mask, size));
          }
        }
      }
    }
    if (!batches.isEmpty()) {
      sheet.write(sheetFile);
    }
    return new Measured(scores, masks);
  }

  /**
   * The mean of the areas that were measured: faces and pixels, the dataset's and our own
   * forgeries'.
   */
  @Override
  public double merit(Map<String, Double> validation) {
    return validation.entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT).endsWith("areaunderroc"))
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
  public List<DelocateNetworks.Component> trained() {
    return TRAINED;
  }

  @Override
  public ModelCard card(long step, Map<String, Double> values) {
    return cards.card(step, values);
  }

  @Override
  public void trainMode() {
    networks.train(true);
    networks.recovering().eval();
  }

  @Override
  public void close() {
    networks.close();
  }
}
