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
import org.delocate.dataset.store.Spread;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TextureSizes;
import org.delocate.training.crop.CropAugmentation;

/**
 * Where forgeries of clips lie, of which the mask is known: the share of clips in which a place of
 * an aligned picture, or of the face in it, is within the mask's hull, each clip counting alike.
 * Beside it the localization network's masks of the same faces, since both together are to be
 * painted from one half on where that fits best.
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
  private final List<String> keys = new ArrayList<>();

  /**
   * A forged face.
   *
   * @param hull share of each place of the picture that lies within the mask's hull
   * @param logits what the localization network paints there, on average
   * @param inFace share of each place of the face that lies within the hull
   * @param outline see {@link FaceOutlines#of}
   */
  private record Face(
      String split, double[] hull, double[] logits, float[] inFace, float[] outline) {}

  PlaceFit(NetworkConfiguration configuration) {
    this.configuration = configuration;
    cells = TextureSizes.placesOf(configuration);
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
          List<FaceEntry> some = Spread.over(frames, FRAMES);
          int count = some.size();
          some.forEach(entry -> keys.add(entry.key()));
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
    List<float[]> outlines = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      StoredFace face = stored.get(i);
      crops.add(views.get(i).image(face.crop()));
      Landmarks landmarks = views.get(i).landmarks(face.landmarks());
      parts[i] = FaceTensors.parts(landmarks, configuration);
      outlines.add(FaceOutlines.of(landmarks, configuration));
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
        float[] hull = MaskHull.of(truth, size);
        Tensor whole = FaceTensors.of(hull, 1, 1, size, size);
        Tensor inFace = FaceOutlines.ofPictures(whole, tensor(List.of(outlines.get(i))), cells);
        faces.add(
            new Face(
                entries.get(i).split(),
                means(hull, 1),
                means(FaceTensors.floats(masks.select(0, i)), MOST),
                FaceTensors.floats(inFace),
                outlines.get(i)));
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

  /** Of how many clips it has read. */
  int clips() {
    return clips.size();
  }

  /** Of the faces that it has read. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  /**
   * Fits.
   *
   * @param splits whose clips count
   * @param share what the localization network's logits count
   * @param inFace whether places lie in faces, or in the picture
   * @return logits of each place, such that the sum is best painted from 0 on; empty if no clip's
   *     mask is known
   */
  Optional<float[]> fit(List<String> splits, double share, boolean inFace) {
    List<List<Face>> chosen =
        clips.values().stream().filter(faces -> splits.contains(faces.get(0).split())).toList();
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    float[] places = logits(chosen, inFace);
    List<List<float[]>> sums =
        chosen.stream().map(faces -> painted(faces, places, share, inFace)).toList();
    double best = 0;
    double most = -1;
    for (int step = -STEPS; step <= STEPS; step++) {
      double overlap = overlap(chosen, sums, step * STEP);
      if (overlap > most) {
        most = overlap;
        best = step * STEP;
      }
    }
    for (int i = 0; i < places.length; i++) {
      places[i] -= (float) best;
    }
    return Optional.of(places);
  }

  /** Of how often each place lies within the hull. */
  private float[] logits(List<List<Face>> chosen, boolean inFace) {
    double[] often = new double[cells * cells];
    for (List<Face> faces : chosen) {
      for (Face face : faces) {
        for (int i = 0; i < often.length; i++) {
          double within = inFace ? face.inFace()[i] : face.hull()[i];
          often[i] += within / faces.size() / chosen.size();
        }
      }
    }
    float[] logits = new float[often.length];
    for (int i = 0; i < often.length; i++) {
      // A place at the border of a face stands for all beyond it, as far as the picture reaches.
      double share = inFace && isAtTheBorder(i) ? 0 : often[i];
      double within = Math.max(LEAST, Math.min(1 - LEAST, share));
      logits[i] = (float) Math.log(within / (1 - within));
    }
    return logits;
  }

  private boolean isAtTheBorder(int place) {
    int column = place % cells;
    int row = place / cells;
    return column == 0 || row == 0 || column == cells - 1 || row == cells - 1;
  }

  /** Of each face, what the localization network and the places say together. */
  private List<float[]> painted(List<Face> faces, float[] places, double share, boolean inFace) {
    List<float[]> sums = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode()) {
      Tensor own = FaceTensors.of(places, 1, 1, cells, cells);
      Tensor outlines = tensor(faces.stream().map(Face::outline).toList());
      float[] moved =
          inFace ? FaceTensors.floats(FaceOutlines.inPictures(own, outlines, cells)) : new float[0];
      for (int face = 0; face < faces.size(); face++) {
        float[] sum = new float[places.length];
        for (int i = 0; i < sum.length; i++) {
          float place = inFace ? moved[face * sum.length + i] : places[i];
          sum[i] = (float) (share * faces.get(face).logits()[i] + place);
        }
        sums.add(sum);
      }
    }
    return sums;
  }

  private static Tensor tensor(List<float[]> outlines) {
    float[] all = new float[FaceOutlines.NUMBERS * outlines.size()];
    for (int i = 0; i < outlines.size(); i++) {
      System.arraycopy(outlines.get(i), 0, all, FaceOutlines.NUMBERS * i, FaceOutlines.NUMBERS);
    }
    return FaceTensors.of(all, outlines.size(), FaceOutlines.NUMBERS);
  }

  /** Mean over the clips of the mean IoU of their faces, painted from a value on. */
  private static double overlap(List<List<Face>> clips, List<List<float[]>> sums, double from) {
    double all = 0;
    for (int clip = 0; clip < clips.size(); clip++) {
      List<Face> faces = clips.get(clip);
      for (int i = 0; i < faces.size(); i++) {
        all += overlap(faces.get(i), sums.get(clip).get(i), from) / faces.size();
      }
    }
    return all / clips.size();
  }

  private static double overlap(Face face, float[] sum, double from) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < sum.length; i++) {
      boolean forged = face.hull()[i] >= 0.5;
      boolean painted = sum[i] >= from;
      both += forged && painted ? 1 : 0;
      either += forged || painted ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
