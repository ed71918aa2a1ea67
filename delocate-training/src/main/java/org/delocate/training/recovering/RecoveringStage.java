package org.delocate.training.recovering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.training.crop.ContactSheet;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.step.Episode;
import org.delocate.training.step.StepRandom;
import org.delocate.training.step.TrainingStage;
import org.delocate.training.weights.CardWriter;

/**
 * Stage 1: recover real faces from masked facial parts [paper]. Every face of a step is drawn, cut
 * and masked at random; the loss is the mean squared error of the hidden patches.
 */
public final class RecoveringStage implements TrainingStage<RecoveringStage.Batch> {

  /** Validation batches are of this size, whatever the training's. */
  private static final int VALIDATION_BATCH = 32;

  /** Faces whose recovery is drawn at every validation. */
  private static final int PICTURES = 12;

  public record Batch(List<String> keys, List<Image> faces, int[][] masked) {}

  private final RecoveringConfiguration configuration;
  private final DelocateNetworks networks;
  private final FaceDraw draw;
  private final List<Batch> validation = new ArrayList<>();
  private final MaskingStrategy masking;
  private final CardWriter cards;

  /**
   * @param draw draws real faces to learn from
   * @param held real faces to validate on
   */
  public RecoveringStage(
      RecoveringConfiguration configuration,
      DelocateNetworks networks,
      FaceDraw draw,
      List<StoredFace> held,
      CardWriter cards) {
    this.configuration = configuration;
    this.networks = networks;
    this.draw = draw;
    this.cards = cards;
    this.masking = MaskingStrategy.NAMED.get(configuration.masking());
    CropAugmentation still = CropAugmentation.none(configuration.networks().cropSize());
    // The masks of validation are drawn once, so that two validations can be compared.
    SplittableRandom random = new SplittableRandom(configuration.batches().seed() + 1);
    for (int first = 0; first < held.size(); first += VALIDATION_BATCH) {
      List<StoredFace> faces = held.subList(first, Math.min(held.size(), first + VALIDATION_BATCH));
      validation.add(cut(faces.stream().map(List::of).toList(), still, random));
    }
  }

  @Override
  public Episode<Batch> batch(long number) {
    SplittableRandom random = StepRandom.of(configuration.batches().seed(), number);
    List<List<StoredFace>> groups = draw.draw(configuration.batches().batchSize(), random);
    return Episode.of(cut(groups, configuration.batches().augmentation(), random));
  }

  @Override
  public List<String> keys(Batch batch) {
    return batch.keys();
  }

  /** Faces of a group share their view and their mask, as frames of a clip are to [reported]. */
  private Batch cut(
      List<List<StoredFace>> groups, CropAugmentation augmentation, SplittableRandom random) {
    List<String> keys = new ArrayList<>();
    List<Image> images = new ArrayList<>();
    List<int[]> masked = new ArrayList<>();
    int grid = networks.configuration().patchGrid();
    for (List<StoredFace> group : groups) {
      StoredFace first = group.get(0);
      CropAugmentation.View view = augmentation.draw(first.size(), random);
      Landmarks landmarks = view.landmarks(first.landmarks());
      int[] mask =
          masking.mask(
              landmarks, configuration.networks().cropSize(), grid, new Random(random.nextLong()));
      for (StoredFace face : group) {
        keys.add(face.key());
        images.add(view.image(face.crop()));
        masked.add(mask);
      }
    }
    return new Batch(keys, images, masked.toArray(int[][]::new));
  }

  @Override
  public Tensor loss(Batch batch, Map<String, Tensor> losses) {
    PatchIds ids = networks.here(PatchIds.of(batch.masked(), networks.recovering().patches()));
    Tensor loss = networks.recovering().loss(images(batch), ids);
    losses.put("loss", loss);
    return loss;
  }

  private Tensor images(Batch batch) {
    return networks.images(batch.faces());
  }

  @Override
  public String title() {
    return "Stage 1, recovering";
  }

  @Override
  public String pictureColumns() {
    return "masked face, recovered face, original";
  }

  @Override
  public List<String> lossNames() {
    return List.of("loss");
  }

  @Override
  public List<String> validationNames() {
    return List.of("loss", "psnr");
  }

  @Override
  public Map<String, Double> validate(Path pictures) {
    networks.eval();
    double sum = 0;
    int faces = 0;
    for (Batch batch : validation) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        sum += loss(batch, new LinkedHashMap<>()).item_float() * batch.faces().size();
        faces += batch.faces().size();
      }
    }
    if (!validation.isEmpty()) {
      draw(validation.get(0), pictures.resolve("recovered.png"));
    }
    double loss = faces == 0 ? Double.NaN : sum / faces;
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("psnr", -10 * Math.log10(loss));
    return values;
  }

  /** Rows of masked, recovered and original faces. */
  private void draw(Batch batch, Path file) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      int count = Math.min(PICTURES, batch.faces().size());
      PatchIds ids = networks.here(PatchIds.of(batch.masked(), networks.recovering().patches()));
      Tensor recovered = networks.recovering().recover(images(batch), ids);
      ContactSheet sheet = new ContactSheet(configuration.networks().cropSize());
      for (int i = 0; i < count; i++) {
        Image face = batch.faces().get(i);
        int patch = networks.configuration().recovering().patchSize();
        sheet.row(
            ContactSheet.hidden(face, batch.masked()[i], patch),
            FaceTensors.image(recovered, i),
            face);
      }
      sheet.write(file);
    }
  }

  @Override
  public double merit(Map<String, Double> validation) {
    return -validation.get("loss");
  }

  @Override
  public DelocateNetworks networks() {
    return networks;
  }

  @Override
  public List<DelocateNetworks.Component> trained() {
    return List.of(DelocateNetworks.Component.RECOVERING);
  }

  @Override
  public ModelCard card(long step, Map<String, Double> values) {
    return cards.card(step, values);
  }

  @Override
  public void trainMode() {
    networks.train(true);
  }

  @Override
  public void close() {
    networks.close();
  }
}
