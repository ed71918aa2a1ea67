package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.mask.MaskHull;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.training.crop.CropAugmentation;

/**
 * Where forgeries of clips lie, of which the mask is known: the share of clips in which a place of
 * an aligned face is within the mask's hull, each clip counting alike. Beside it the localization
 * network's masks of the same faces, since both together are to be painted from one half on where
 * that fits best.
 */
final class PlaceFit {

  /** Of each clip; frames of a clip are much alike. */
  private static final int FRAMES = 6;

  private static final int BATCH = 4;

  /** Nowhere is it certain that forgeries lie, or never do. */
  private static final double LEAST = 0.02;

  /** What a logit of the localization network counts as at most; an 8-bit mask tells no more. */
  private static final double MOST = 7;

  private static final double STEP = 0.25;

  /** Steps to either side of one half. */
  private static final int STEPS = 32;

  private final NetworkConfiguration configuration;
  private final int cells;
  private final int pixels;
  private final Map<String, List<Face>> clips = new LinkedHashMap<>();

  /**
   * A forged face.
   *
   * @param hull share of each place that lies within the mask's hull
   * @param logits what the localization network paints there, on average
   */
  private record Face(String split, double[] hull, double[] logits) {}

  PlaceFit(NetworkConfiguration configuration) {
    this.configuration = configuration;
    cells = TextureNetwork.placesOf(configuration);
    pixels = configuration.view().size() / cells;
  }

  /**
   * Reads some frames of each forged clip whose mask is known.
   *
   * @param networks that paint, ready for the precision
   */
  void read(FaceStore store, List<String> splits, DelocateNetworks networks, Precision precision) {
    Map<String, List<FaceEntry>> masked = new LinkedHashMap<>();
    store.entries().stream()
        .filter(entry -> entry.label() == Label.FAKE && entry.mask().isPresent())
        .filter(entry -> splits.contains(entry.split()) && !entry.isNeighbour())
        .forEach(
            entry -> masked.computeIfAbsent(entry.record(), any -> new ArrayList<>()).add(entry));
    masked.forEach(
        (clip, frames) -> {
          List<FaceEntry> some = new ArrayList<>();
          int count = Math.min(FRAMES, frames.size());
          for (int i = 0; i < count; i++) {
            some.add(frames.get(i * frames.size() / count));
          }
          List<Face> faces = new ArrayList<>();
          for (int from = 0; from < count; from += BATCH) {
            faces.addAll(
                faces(
                    store, some.subList(from, Math.min(count, from + BATCH)), networks, precision));
          }
          clips.put(clip, faces);
        });
  }

  private List<Face> faces(
      FaceStore store, List<FaceEntry> entries, DelocateNetworks networks, Precision precision) {
    int size = configuration.view().size();
    List<StoredFace> stored = entries.stream().map(store::read).toList();
    List<CropAugmentation.View> views =
        stored.stream()
            .map(face -> CropAugmentation.none(size).draw(face.size(), new SplittableRandom(0)))
            .toList();
    List<Image> crops = new ArrayList<>();
    int[][][] parts = new int[stored.size()][][];
    for (int i = 0; i < parts.length; i++) {
      StoredFace face = stored.get(i);
      crops.add(views.get(i).image(face.crop()));
      Landmarks landmarks = views.get(i).landmarks(face.landmarks());
      parts[i] = FaceTensors.parts(landmarks, configuration);
    }
    List<Face> faces = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope numbers = precision.enter()) {
      Tensor images = FaceTensors.images(crops);
      PatchIds ids = PatchIds.ofParts(parts, networks.recovering().patches());
      Tensor masks = networks.judge(images, networks.recover(images, ids).faces()).maskLogits();
      for (int i = 0; i < parts.length; i++) {
        StoredFace face = stored.get(i);
        float[] truth = views.get(i).mask(face.truth(), face.size());
        double[] hull = means(MaskHull.of(truth, size), 1);
        double[] painted = means(FaceTensors.floats(masks.select(0, i)), MOST);
        faces.add(new Face(entries.get(i).split(), hull, painted));
      }
    }
    return faces;
  }

  /** Means over the pixels of each place; values beyond what counts at most are drawn in. */
  private double[] means(float[] values, double most) {
    int size = configuration.view().size();
    double[] means = new double[cells * cells];
    for (int y = 0; y < cells * pixels; y++) {
      for (int x = 0; x < cells * pixels; x++) {
        double value = Math.max(-most, Math.min(most, values[y * size + x]));
        means[y / pixels * cells + x / pixels] += value / (pixels * pixels);
      }
    }
    return means;
  }

  /**
   * Fits.
   *
   * @param splits whose clips count
   * @param share what the localization network's logits count
   * @return logits of each place, such that the sum is best painted from 0 on; empty if no clip's
   *     mask is known
   */
  Optional<float[]> fit(List<String> splits, double share) {
    List<List<Face>> chosen =
        clips.values().stream().filter(faces -> splits.contains(faces.get(0).split())).toList();
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    double[] places = new double[cells * cells];
    for (List<Face> faces : chosen) {
      for (Face face : faces) {
        for (int i = 0; i < places.length; i++) {
          places[i] += face.hull()[i] / faces.size() / chosen.size();
        }
      }
    }
    for (int i = 0; i < places.length; i++) {
      double within = Math.max(LEAST, Math.min(1 - LEAST, places[i]));
      places[i] = Math.log(within / (1 - within));
    }
    double best = 0;
    double most = -1;
    for (int step = -STEPS; step <= STEPS; step++) {
      double overlap = overlap(chosen, places, share, step * STEP);
      if (overlap > most) {
        most = overlap;
        best = step * STEP;
      }
    }
    float[] shifted = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      shifted[i] = (float) (places[i] - best);
    }
    return Optional.of(shifted);
  }

  /** Mean over the clips of the mean IoU of their faces, painted from a value on. */
  private static double overlap(
      List<List<Face>> clips, double[] places, double share, double from) {
    return clips.stream()
        .mapToDouble(
            faces ->
                faces.stream()
                    .mapToDouble(face -> overlap(face, places, share, from))
                    .average()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  private static double overlap(Face face, double[] places, double share, double from) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < places.length; i++) {
      boolean forged = face.hull()[i] >= 0.5;
      boolean painted = share * face.logits()[i] + places[i] >= from;
      both += forged && painted ? 1 : 0;
      either += forged || painted ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
