package org.delocate.training.pair;

import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.media.image.Image;

/**
 * Pairs of a forged face and its original that came about in one way: what meta-learning splits,
 * and what is drawn evenly.
 */
sealed interface PairDomain permits PairDomain.OfDataset, PairDomain.OfForger, WorldClips {

  /**
   * A forged face beside a real one, both as stored.
   *
   * @param aligned whether the real one is what the forged one was made from, pixel on pixel
   */
  record Pair(Face forged, Face original, boolean aligned) {

    /** A forged face beside the one that it was made from. */
    Pair(Face forged, Face original) {
      this(forged, original, true);
    }
  }

  /**
   * @param key for messages
   * @param mask of the crop's size, or null for a real face, and for a forged one of which nobody
   *     knows where it is forged
   */
  record Face(String key, Image crop, Landmarks landmarks, float[] mask) {}

  /** For messages and the log. */
  String name();

  /** How many pairs there are, or faces to forge. */
  int size();

  /** One of them by chance, 0 to {@link #size}, exclusive. */
  default int any(SplittableRandom random) {
    return random.nextInt(size());
  }

  /**
   * @param index from 0 to {@link #size}, exclusive
   */
  Pair pair(int index, SplittableRandom random);

  /** What a dataset holds of one source and method. */
  record OfDataset(String name, List<StoredFace> fakes, List<StoredFace> originals)
      implements PairDomain {

    @Override
    public int size() {
      return fakes.size();
    }

    @Override
    public Pair pair(int index, SplittableRandom random) {
      StoredFace fake = fakes.get(index);
      StoredFace original = originals.get(index);
      return new Pair(
          new Face(fake.key(), fake.crop(), fake.landmarks(), fake.truth()),
          new Face(original.key(), original.crop(), original.landmarks(), null));
    }
  }

  /**
   * What one of our forgers makes on the fly.
   *
   * @param sharper share of the pairs whose forged face is laid over a softer picture, as enlarged
   *     ones are, than it was made in
   */
  record OfForger(String name, Forger forger, List<StoredFace> real, double sharper)
      implements PairDomain {

    @Override
    public int size() {
      return real.size();
    }

    @Override
    public Pair pair(int index, SplittableRandom random) {
      StoredFace face = real.get(index);
      Forgery forgery = forger.forge(face.crop(), face.landmarks(), random.split());
      Image picture = forgery.originalOf(face.crop());
      if (sharper > 0 && random.nextDouble() < sharper) {
        picture = NamedDegradations.softened(picture, random);
        forgery = forgery.over(picture);
      }
      return new Pair(
          new Face(name + " of " + face.key(), forgery.face(), face.landmarks(), forgery.mask()),
          new Face(face.key(), picture, face.landmarks(), null));
    }
  }
}
