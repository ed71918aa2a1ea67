package org.delocate.training.pair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;

/**
 * The forged clips of one family of generators, each face beside a real one: the very frame that it
 * was made from where that is known, otherwise one of the same page or of any.
 */
final class WorldClips implements PairDomain {

  /** Trait of a face that names the family of its generator. */
  static final String FAMILY = "family";

  private final String name;
  private final List<List<StoredFace>> clips;
  private final List<List<Integer>> generators;
  private final RealClips real;

  private WorldClips(String name, Map<String, List<List<StoredFace>>> byGenerator, RealClips real) {
    this.name = name;
    this.real = real;
    List<List<StoredFace>> all = new ArrayList<>();
    List<List<Integer>> places = new ArrayList<>();
    byGenerator.forEach(
        (generator, made) -> {
          List<Integer> own = new ArrayList<>();
          for (List<StoredFace> clip : made) {
            own.add(all.size());
            all.add(clip);
          }
          places.add(own);
        });
    this.clips = all;
    this.generators = places;
  }

  /**
   * One domain for each family, in the order in which they appear.
   *
   * @param faces forged and real ones; the real ones are left to {@code real}
   */
  static List<WorldClips> of(List<StoredFace> faces, RealClips real) {
    Map<String, Map<String, Map<String, List<StoredFace>>>> families = new LinkedHashMap<>();
    for (StoredFace face : faces) {
      if (face.label() == Label.FAKE) {
        families
            .computeIfAbsent(
                face.traits().getOrDefault(FAMILY, face.method()), family -> new LinkedHashMap<>())
            .computeIfAbsent(face.method(), generator -> new LinkedHashMap<>())
            .computeIfAbsent(clip(face), any -> new ArrayList<>())
            .add(face);
      }
    }
    List<WorldClips> domains = new ArrayList<>();
    families.forEach(
        (family, generators) -> {
          Map<String, List<List<StoredFace>>> clips = new LinkedHashMap<>();
          generators.forEach((generator, made) -> clips.put(generator, List.copyOf(made.values())));
          domains.add(new WorldClips("worlds/" + family, clips, real));
        });
    return domains;
  }

  /** All frames of a clip have the same key up to the number of the frame. */
  private static String clip(StoredFace face) {
    return face.key().replaceFirst("_f\\d+.*$", "");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return clips.size();
  }

  /** A generator, and then one of its clips: one that was shown often must not be all there is. */
  @Override
  public int any(SplittableRandom random) {
    List<Integer> own = generators.get(random.nextInt(generators.size()));
    return own.get(random.nextInt(own.size()));
  }

  @Override
  public Pair pair(int index, SplittableRandom random) {
    List<StoredFace> clip = clips.get(index);
    StoredFace forged = clip.get(random.nextInt(clip.size()));
    Optional<StoredFace> original = real.original(forged, random);
    StoredFace other = original.orElseGet(() -> real.beside(forged, random));
    return new Pair(
        new Face(
            forged.key(),
            forged.crop(),
            forged.landmarks(),
            forged.hasTruth() ? forged.truth() : null),
        new Face(other.key(), other.crop(), other.landmarks(), null),
        original.isPresent());
  }
}
