package org.delocate.training.pair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.Forgers;
import org.delocate.media.image.Image;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.step.Episode;
import org.delocate.training.step.StepRandom;

/**
 * Draws pairs of a forged face and the real face that it was made from: from the dataset, or made
 * on the fly by one of our forgers. Both go through the same view and the same degradation, so that
 * borders and compression tell nothing; a share of the degraded pairs goes through two different
 * ones, so that a face that is softer, darker or noisier as a whole tells nothing either.
 */
public final class PairMaker {

  /**
   * Clips of many worlds.
   *
   * @param faces of them; empty: none
   * @param share of all pairs whose forged face is of these clips
   * @param ownShare of our own forgeries whose real face is of these clips
   */
  public record Worlds(List<StoredFace> faces, double share, double ownShare) {

    public static Worlds none() {
      return new Worlds(List.of(), 0, 0);
    }
  }

  private final NetworkConfiguration networks;
  private final CropAugmentation augmentation;
  private final PairSettings settings;
  private final Worlds worlds;
  private final List<PairDomain> ofDataset = new ArrayList<>();
  private final List<PairDomain> own = new ArrayList<>();
  private final List<PairDomain> ofWorlds = new ArrayList<>();
  private final List<PairDomain> ownOfWorlds = new ArrayList<>();

  /**
   * @param networks which see the pairs
   * @param augmentation how crops are cut out of stored crops
   * @param faces of one split; fakes without a known mask or without their original here are left
   *     out
   * @throws ConfigurationException if there is nothing to draw from
   */
  public PairMaker(
      NetworkConfiguration networks,
      CropAugmentation augmentation,
      PairSettings settings,
      List<StoredFace> faces,
      Worlds worlds) {
    this.networks = networks;
    this.augmentation = augmentation;
    this.settings = settings;
    this.worlds = worlds;
    Map<String, StoredFace> byKey = new LinkedHashMap<>();
    faces.forEach(face -> byKey.put(face.key(), face));
    if (settings.ownForgeries() < 1) {
      Map<String, PairDomain.OfDataset> domains = new LinkedHashMap<>();
      for (StoredFace face : faces) {
        StoredFace original = face.originalKey().map(byKey::get).orElse(null);
        if (face.label() == Label.FAKE && original != null && face.hasTruth()) {
          PairDomain.OfDataset domain =
              domains.computeIfAbsent(
                  face.source() + "/" + face.method(),
                  name -> new PairDomain.OfDataset(name, new ArrayList<>(), new ArrayList<>()));
          domain.fakes().add(face);
          domain.originals().add(original);
        }
      }
      if (domains.isEmpty()) {
        throw new ConfigurationException(
            "the store has no fakes with a mask and their original; set ownForgeries=1");
      }
      ofDataset.addAll(domains.values());
    }
    if (settings.ownForgeries() > 0) {
      List<StoredFace> real = faces.stream().filter(face -> face.label() == Label.REAL).toList();
      if (real.isEmpty()) {
        throw new ConfigurationException("the store has no real faces to forge");
      }
      for (String name : settings.forgers()) {
        own.add(new PairDomain.OfForger(name, Forgers.named(name, real), real, settings.sharper()));
      }
    }
    if (!worlds.faces().isEmpty()) {
      addWorlds(worlds.faces());
    }
  }

  private void addWorlds(List<StoredFace> faces) {
    RealClips real =
        new RealClips(faces.stream().filter(face -> face.label() == Label.REAL).toList());
    ofWorlds.addAll(WorldClips.of(faces, real));
    if (ofWorlds.isEmpty() && worlds.share() > 0) {
      throw new ConfigurationException("the worlds hold no forged faces in the chosen splits");
    }
    if (worlds.ownShare() > 0) {
      List<StoredFace> even = real.evenly();
      for (String name : settings.forgers()) {
        ownOfWorlds.add(
            new PairDomain.OfForger(name, Forgers.named(name, even), even, settings.sharper()));
      }
    }
  }

  private PairMaker(PairMaker other, PairSettings settings) {
    networks = other.networks;
    augmentation = other.augmentation;
    worlds = other.worlds;
    this.settings = settings;
    ofDataset.addAll(other.ofDataset);
    own.addAll(other.own);
    ofWorlds.addAll(other.ofWorlds);
    ownOfWorlds.addAll(other.ownOfWorlds);
  }

  /** The same pairs, each face degraded in its own way. */
  public PairMaker degradedApart() {
    return new PairMaker(
        this, settings.spoilt(new Spoiling(1, 1, settings.spoiling().degradation(), 0)));
  }

  /** All domains by name: those of the dataset, then our forgers, then the worlds' families. */
  public List<String> domains() {
    return domainList().map(PairDomain::name).toList();
  }

  private Stream<PairDomain> domainList() {
    return Stream.of(ofDataset, own, ofWorlds).flatMap(List::stream);
  }

  /** A batch of pairs: forged, real, forged, real, … */
  public FaceBatch draw(int count, SplittableRandom random) {
    FaceBatch.Builder batch = new FaceBatch.Builder(networks);
    for (int i = 0; i < count; i++) {
      PairDomain domain = domain(random);
      add(batch, domain.pair(domain.any(random), random), random);
    }
    return batch.build();
  }

  private PairDomain domain(SplittableRandom random) {
    // No draw where there is none to be made, so that equal seeds give what they gave before.
    if (!ofWorlds.isEmpty() && random.nextDouble() < worlds.share()) {
      return byRootOfSize(ofWorlds, random);
    }
    boolean forge = random.nextDouble() < settings.ownForgeries();
    if (forge) {
      boolean there = !ownOfWorlds.isEmpty() && random.nextDouble() < worlds.ownShare();
      List<PairDomain> forgers = there ? ownOfWorlds : own;
      return forgers.get(random.nextInt(forgers.size()));
    }
    return settings.balanced()
        ? ofDataset.get(random.nextInt(ofDataset.size()))
        : bySize(ofDataset, random);
  }

  /** Families with few clips more often than their size says, but not as often as large ones. */
  private static PairDomain byRootOfSize(List<PairDomain> domains, SplittableRandom random) {
    double all = domains.stream().mapToDouble(domain -> Math.sqrt(domain.size())).sum();
    double at = random.nextDouble() * all;
    for (PairDomain domain : domains) {
      at -= Math.sqrt(domain.size());
      if (at < 0) {
        return domain;
      }
    }
    return domains.get(domains.size() - 1);
  }

  private static PairDomain bySize(List<PairDomain> domains, SplittableRandom random) {
    int all = domains.stream().mapToInt(PairDomain::size).sum();
    int at = random.nextInt(all);
    for (PairDomain domain : domains) {
      at -= domain.size();
      if (at < 0) {
        return domain;
      }
    }
    throw new IllegalStateException("the sizes add up to more than their sum");
  }

  /**
   * Two batches of different domains, each with as many pairs of each of its domains as of the
   * others, give or take one.
   *
   * @param count pairs, at least 2
   * @param trainShare share of the domains and of the pairs that goes into the first batch
   * @throws ConfigurationException if there are fewer than two domains
   */
  public Episode<FaceBatch> drawEpisode(int count, double trainShare, SplittableRandom random) {
    List<PairDomain> domains = new ArrayList<>(domainList().toList());
    if (domains.size() < 2 || count < 2) {
      throw new ConfigurationException(
          "meta-learning needs pairs of at least two domains; there are "
              + count
              + " pairs a batch, and the domains "
              + domains());
    }
    for (int i = domains.size() - 1; i > 0; i--) {
      java.util.Collections.swap(domains, i, random.nextInt(i + 1));
    }
    int trainDomains = share(trainShare, domains.size());
    int trainPairs = share(trainShare, count);
    return new Episode<>(
        evenly(domains.subList(0, trainDomains), trainPairs, random),
        Optional.of(
            evenly(domains.subList(trainDomains, domains.size()), count - trainPairs, random)));
  }

  /** The share of a number, but neither nothing nor all. */
  private static int share(double share, int all) {
    return (int) Math.max(1, Math.min(all - 1, Math.round(share * all)));
  }

  private FaceBatch evenly(List<PairDomain> domains, int count, SplittableRandom random) {
    FaceBatch.Builder batch = new FaceBatch.Builder(networks);
    for (int i = 0; i < count; i++) {
      PairDomain domain = domains.get(i % domains.size());
      add(batch, domain.pair(domain.any(random), random), random);
    }
    return batch.build();
  }

  /**
   * The same pairs every time, for validation: those of the dataset, as many of each domain, or
   * forgeries of its real faces.
   */
  public List<FaceBatch> inOrder(boolean forge, int count, int perBatch, long seed) {
    List<PairDomain> domains = forge ? own : ofDataset;
    int most = domains.stream().mapToInt(PairDomain::size).max().orElse(0);
    int all = forge ? most : domains.stream().mapToInt(PairDomain::size).sum();
    List<FaceBatch> batches = new ArrayList<>();
    FaceBatch.Builder batch = new FaceBatch.Builder(networks);
    int taken = 0;
    for (int index = 0; index < most && taken < Math.min(count, all); index++) {
      for (int d = 0; d < (forge ? 1 : domains.size()) && taken < count; d++) {
        SplittableRandom random = StepRandom.of(seed, taken);
        PairDomain domain = domains.get(forge ? random.nextInt(domains.size()) : d);
        if (index < domain.size()) {
          add(batch, domain.pair(index, random), random);
          taken++;
          if (taken % perBatch == 0) {
            batches.add(batch.build());
            batch = new FaceBatch.Builder(networks);
          }
        }
      }
    }
    if (taken % perBatch != 0) {
      batches.add(batch.build());
    }
    return batches;
  }

  private void add(FaceBatch.Builder batch, PairDomain.Pair pair, SplittableRandom random) {
    CropAugmentation.View view = augmentation.draw(pair.forged().crop().width(), random);
    Spoiling spoiling = settings.spoiling();
    boolean degrade = random.nextDouble() < spoiling.degraded();
    boolean apart =
        degrade && spoiling.degradedApart() > 0 && random.nextDouble() < spoiling.degradedApart();
    long degradation = random.nextLong();
    boolean barred = spoiling.barred() > 0 && random.nextDouble() < spoiling.barred();
    BlackBars bars = barred ? BlackBars.random(view.size(), random) : BlackBars.none();
    for (boolean forged : new boolean[] {true, false}) {
      PairDomain.Face face = forged ? pair.forged() : pair.original();
      if (!forged && !pair.aligned()) {
        view = augmentation.draw(face.crop().width(), random);
      }
      Landmarks landmarks = view.landmarks(face.landmarks());
      Image edited = spoiling.edits().of(view.image(face.crop()), landmarks, random);
      Image crop = bars.over(edited);
      if (degrade) {
        crop = spoiling.degradation().degrade(crop, new SplittableRandom(degradation));
        degradation = apart ? random.nextLong() : degradation;
      }
      float[] mask =
          face.mask() == null
              ? null
              : bars.over(view.mask(face.mask(), face.crop().width()), view.size());
      if (forged && mask == null) {
        batch.addForged(face.key(), crop, landmarks);
      } else {
        batch.add(face.key(), crop, landmarks, mask);
      }
    }
  }
}
