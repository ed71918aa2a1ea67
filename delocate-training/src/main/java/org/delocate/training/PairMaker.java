package org.delocate.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.delocate.dataset.Label;
import org.delocate.dataset.StoredFace;
import org.delocate.face.Landmarks;
import org.delocate.forgery.DegradationPipeline;
import org.delocate.forgery.Forger;
import org.delocate.forgery.Forgers;
import org.delocate.forgery.Forgery;
import org.delocate.media.Image;

/**
 * Draws pairs of a forged face and the real face that it was made from: from the dataset, or made
 * on the fly by one of our forgers. Both go through the same view and the same degradation, so that
 * borders, softness and compression tell nothing.
 */
final class PairMaker {

  /** A forged face and its original, both as stored. */
  private record StoredPair(StoredFace fake, StoredFace original) {}

  /** How pairs are drawn. */
  record Settings(
      int cropSize,
      int patchGrid,
      CropAugmentation augmentation,
      double ownForgeries,
      List<String> forgers,
      double degraded) {}

  private final Settings settings;
  private final List<StoredPair> pairs = new ArrayList<>();
  private final List<StoredFace> real = new ArrayList<>();
  private final List<Forger> forgers = new ArrayList<>();

  /**
   * @param faces of one split; fakes without a known mask or without their original here are left
   *     out
   * @throws ConfigurationException if there is nothing to draw from
   */
  PairMaker(List<StoredFace> faces, Settings settings) {
    this.settings = settings;
    Map<String, StoredFace> byKey = new LinkedHashMap<>();
    for (StoredFace face : faces) {
      byKey.put(face.key(), face);
      if (face.label() == Label.REAL) {
        real.add(face);
      }
    }
    for (StoredFace face : faces) {
      StoredFace original = face.originalKey().map(byKey::get).orElse(null);
      if (face.label() == Label.FAKE && original != null && face.hasTruth()) {
        pairs.add(new StoredPair(face, original));
      }
    }
    if (settings.ownForgeries() < 1 && pairs.isEmpty()) {
      throw new ConfigurationException(
          "the store has no fakes with a mask and their original; set ownForgeries=1");
    }
    if (settings.ownForgeries() > 0 && real.isEmpty()) {
      throw new ConfigurationException("the store has no real faces to forge");
    }
    if (settings.ownForgeries() > 0) {
      settings.forgers().forEach(name -> forgers.add(Forgers.named(name, real)));
    }
  }

  int pairCount() {
    return pairs.size();
  }

  int realCount() {
    return real.size();
  }

  /** A batch of pairs: forged, real, forged, real, … */
  FaceBatch draw(int count, SplittableRandom random) {
    FaceBatch.Builder batch = new FaceBatch.Builder(settings.cropSize(), settings.patchGrid());
    for (int i = 0; i < count; i++) {
      if (random.nextDouble() < settings.ownForgeries()) {
        addForgery(real.get(random.nextInt(real.size())), batch, random);
      } else {
        addPair(pairs.get(random.nextInt(pairs.size())), batch, random);
      }
    }
    return batch.build();
  }

  /** The pairs of the dataset, or forgeries of its real faces, in order: for validation. */
  List<FaceBatch> inOrder(boolean own, int count, int perBatch, long seed) {
    List<FaceBatch> batches = new ArrayList<>();
    int all = Math.min(count, own ? real.size() : pairs.size());
    for (int first = 0; first < all; first += perBatch) {
      FaceBatch.Builder batch = new FaceBatch.Builder(settings.cropSize(), settings.patchGrid());
      for (int i = first; i < Math.min(all, first + perBatch); i++) {
        SplittableRandom random = StepRandom.of(seed, i);
        if (own) {
          addForgery(real.get(i), batch, random);
        } else {
          addPair(pairs.get(i), batch, random);
        }
      }
      batches.add(batch.build());
    }
    return batches;
  }

  private void addPair(StoredPair pair, FaceBatch.Builder batch, SplittableRandom random) {
    StoredFace fake = pair.fake();
    add(
        batch,
        random,
        new Member(fake.crop(), fake.landmarks(), fake.truth()),
        new Member(pair.original().crop(), pair.original().landmarks(), null));
  }

  private void addForgery(StoredFace face, FaceBatch.Builder batch, SplittableRandom random) {
    Forger forger = forgers.get(random.nextInt(forgers.size()));
    Forgery forgery = forger.forge(face.crop(), face.landmarks(), random.split());
    add(
        batch,
        random,
        new Member(forgery.face(), face.landmarks(), forgery.mask()),
        new Member(face.crop(), face.landmarks(), null));
  }

  private record Member(Image crop, Landmarks landmarks, float[] mask) {}

  private void add(
      FaceBatch.Builder batch, SplittableRandom random, Member forged, Member original) {
    CropAugmentation.View view = settings.augmentation().draw(forged.crop().width(), random);
    boolean degrade = random.nextDouble() < settings.degraded();
    long degradation = random.nextLong();
    for (Member member : List.of(forged, original)) {
      Image crop = view.image(member.crop());
      if (degrade) {
        crop = DegradationPipeline.standard().degrade(crop, new SplittableRandom(degradation));
      }
      float[] mask = member.mask() == null ? null : view.mask(member.mask(), member.crop().width());
      batch.add(crop, view.landmarks(member.landmarks()), mask);
    }
  }
}
