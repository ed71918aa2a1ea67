package org.delocate.training.localization;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.crop.ContactSheet;
import org.delocate.training.pair.FaceBatch;
import org.delocate.training.pair.PairMaker;

/**
 * Measures stage 2 on the split {@code val}: the same pairs every time, of the dataset and forged
 * by us, as they are; and pairs of the dataset with each face degraded in its own way, which tells
 * what is left when quality says nothing about the class.
 */
final class LocalizationValidation {

  /** What is measured, in the order of the log; masks only where masks are painted. */
  static final List<String> NAMES =
      List.of(
          "areaUnderRoc",
          "pixelAreaUnderRoc",
          "intersectionOverUnion",
          "paintedShareOfReal",
          "degradedAreaUnderRoc",
          "ownAreaUnderRoc",
          "ownPixelAreaUnderRoc",
          "ownIntersectionOverUnion");

  /** Pairs in a batch. */
  private static final int PAIRS = 16;

  /** Forged faces that are drawn every time. */
  private static final int PICTURES = 8;

  private final boolean masks;
  private final List<FaceBatch> ofDataset;
  private final List<FaceBatch> degraded;
  private final List<FaceBatch> ofForgers;

  LocalizationValidation(LocalizationConfiguration configuration, PairMaker held) {
    masks = configuration.parts().components().localization();
    int count = configuration.validationPairs();
    long seed = configuration.batches().seed() + 1;
    ofDataset = held.inOrder(false, count, PAIRS, seed);
    degraded = held.degradedApart().inOrder(false, count / 2, PAIRS, seed);
    ofForgers = held.inOrder(true, count / 2, PAIRS, seed);
  }

  /**
   * @param networks in evaluation mode
   * @param pictures folder for pictures to look at
   */
  Map<String, Double> measure(DelocateNetworks networks, Path pictures) {
    Map<String, Double> values = new LinkedHashMap<>();
    Measured dataset = measure(networks, ofDataset, pictures.resolve("dataset.png"));
    values.put("areaUnderRoc", DetectionMetrics.areaUnderRoc(dataset.scores()));
    if (masks) {
      values.put("pixelAreaUnderRoc", MaskMetrics.pixelAreaUnderRoc(dataset.masks()));
      values.put("intersectionOverUnion", MaskMetrics.intersectionOverUnion(dataset.masks()));
      values.put("paintedShareOfReal", MaskMetrics.paintedShareOfReal(dataset.masks()));
    }
    Measured worse = measure(networks, degraded, pictures.resolve("degraded.png"));
    values.put("degradedAreaUnderRoc", DetectionMetrics.areaUnderRoc(worse.scores()));
    Measured own = measure(networks, ofForgers, pictures.resolve("forgers.png"));
    values.put("ownAreaUnderRoc", DetectionMetrics.areaUnderRoc(own.scores()));
    if (masks) {
      values.put("ownPixelAreaUnderRoc", MaskMetrics.pixelAreaUnderRoc(own.masks()));
      values.put("ownIntersectionOverUnion", MaskMetrics.intersectionOverUnion(own.masks()));
    }
    return values;
  }

  private record Measured(List<ScoredSample> scores, List<MaskSample> masks) {}

  private static Measured measure(
      DelocateNetworks networks, List<FaceBatch> batches, Path sheetFile) {
    List<ScoredSample> scores = new ArrayList<>();
    List<MaskSample> masks = new ArrayList<>();
    int size = networks.configuration().view().size();
    ContactSheet sheet = new ContactSheet(size);
    for (FaceBatch batch : batches) {
      try (PointerScope scope = new PointerScope()) {
        DelocateNetworks.Output output =
            networks.forward(
                networks.images(batch.faces()),
                networks.here(PatchIds.ofParts(batch.parts(), networks.recovering().patches())));
        Tensor painted = torch.sigmoid(output.maskLogits());
        for (int i = 0; i < batch.size(); i++) {
          String key = "" + scores.size();
          boolean forged = batch.forged()[i] == 1;
          scores.add(new ScoredSample(key, forged, output.logits().select(0, i).item_float(), key));
          float[] mask = FaceTensors.floats(painted.select(0, i));
          masks.add(MaskSample.of(key, key, batch.masks().get(i), mask, MaskSample.THRESHOLD));
          if (scores.size() <= 2 * PICTURES) {
            sheet.row(
                batch.faces().get(i),
                FaceTensors.image(output.recovered(), i),
                FaceTensors.image(output.mapped(), i),
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
}
