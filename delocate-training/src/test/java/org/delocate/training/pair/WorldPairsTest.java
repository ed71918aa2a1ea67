package org.delocate.training.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.SmallStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.dataset.store.WorldsStore;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.localization.LocalizationTraining;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.step.Episode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stage 2 draws from clips of many worlds, and how often. */
class WorldPairsTest {

  private static final int DRAWS = 4000;

  @TempDir static Path folder;
  private static Path worlds;
  private static Path store;
  private static List<StoredFace> faces;
  private static List<StoredFace> dataset;
  private static RealClips real;
  private static final Map<String, StoredFace> BY_KEY = new HashMap<>();

  @BeforeAll
  static void prepare() {
    worlds = WorldsStore.write(folder.resolve("worlds"));
    store = SmallStore.write(folder.resolve("store"), 8, 1);
    try (FaceStore opened = FaceStore.open(worlds);
        FaceStore plain = FaceStore.open(store)) {
      faces = opened.load(entry -> !entry.isNeighbour(), 1);
      dataset = plain.load(entry -> entry.split().equals("train"), 1);
    }
    faces.forEach(face -> BY_KEY.put(face.key(), face));
    real = new RealClips(realFaces());
  }

  private static List<StoredFace> realFaces() {
    return faces.stream().filter(face -> face.label() == Label.REAL).toList();
  }

  @Test
  void aFamilyIsADomainAndAGeneratorAsFrequentAsAnother() {
    List<WorldClips> domains = WorldClips.of(faces, real);
    assertThat(domains).extracting(WorldClips::name).containsExactly("worlds/swap", "worlds/drawn");
    assertThat(domains).extracting(WorldClips::size).containsExactly(5, 1);
    WorldClips swap = domains.get(0);
    Map<String, Integer> methods = new HashMap<>();
    Set<String> clips = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < DRAWS; i++) {
      StoredFace forged = BY_KEY.get(swap.pair(swap.any(random), random).forged().key());
      methods.merge(forged.method(), 1, Integer::sum);
      clips.add(forged.key());
    }
    // Four clips by waver, one by morph.
    assertThat(methods.keySet()).containsExactlyInAnyOrder("waver", "morph");
    assertThat(methods.get("morph")).isBetween(DRAWS * 46 / 100, DRAWS * 54 / 100);
    assertThat(clips).hasSize(5 * WorldsStore.FRAMES);
  }

  @Test
  void theRealFaceIsTheVeryFrameWhereThatIsKnownAndOfThePageOrAnyOtherwise() {
    SplittableRandom random = new SplittableRandom(2);
    WorldClips swap = WorldClips.of(faces, real).get(0);
    int known = 0;
    int veryFrame = 0;
    int unknown = 0;
    int samePage = 0;
    for (int i = 0; i < DRAWS; i++) {
      PairDomain.Pair pair = swap.pair(swap.any(random), random);
      StoredFace forged = BY_KEY.get(pair.forged().key());
      StoredFace other = BY_KEY.get(pair.original().key());
      assertThat(other.label()).isEqualTo(Label.REAL);
      assertThat(pair.original().mask()).isNull();
      assertThat(pair.forged().mask() != null).isEqualTo(forged.mask().isPresent());
      boolean original = forged.originalKey().map(other.key()::equals).orElse(false);
      if (pair.aligned()) {
        assertThat(original).isTrue();
      }
      if (forged.originalKey().isPresent()) {
        known++;
        veryFrame += pair.aligned() ? 1 : 0;
      } else {
        unknown++;
        samePage += other.source().equals(forged.source()) ? 1 : 0;
        assertThat(pair.aligned()).isFalse();
      }
    }
    assertThat((double) veryFrame / known).isCloseTo(0.7, within(0.07));
    // Every other time of the page; of the other times one in four by chance.
    assertThat((double) samePage / unknown).isCloseTo(0.5 + 0.5 / 4, within(0.05));
  }

  @Test
  void everyPageIsDrawnAsOftenAsAnother() {
    List<StoredFace> even = real.evenly();
    assertThat(even).hasSize(realFaces().size());
    Map<String, Integer> pages = new HashMap<>();
    even.forEach(face -> pages.merge(face.source(), 1, Integer::sum));
    // Fifteen faces of four pages, one of which has six.
    assertThat(pages.keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(pages.values()).allMatch(count -> count == 3 || count == 4);
    assertThat(new RealClips(realFaces()).evenly()).isEqualTo(even);
  }

  @Test
  void worldsWithoutRealOrForgedFacesAreRefused() {
    assertThatThrownBy(() -> new RealClips(List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no real faces");
    assertThatThrownBy(() -> pairs(realFaces(), 0.5, 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no forged faces");
    assertThat(pairs(realFaces(), 0, 0.5).domains()).noneMatch(name -> name.startsWith("worlds"));
  }

  private static PairMaker pairs(List<StoredFace> ofWorlds, double share, double ownShare) {
    return new PairMaker(
        SmallRuns.networks(),
        // Both stores keep different margins: the middle of each is the crop.
        new CropAugmentation(WorldsStore.CROP, 8, 0, 0, 0),
        new PairSettings(0.5, List.of("part-swap"), 0, true, Spoiling.none()),
        dataset,
        new PairMaker.Worlds(ofWorlds, share, ownShare));
  }

  @Test
  void familiesAreDrawnByTheRootOfTheirSizeAndOwnForgeriesFromEveryPage() {
    PairMaker pairs = pairs(faces, 0.6, 1);
    assertThat(pairs.domains()).endsWith("part-swap", "worlds/swap", "worlds/drawn");
    FaceBatch batch = pairs.draw(600, new SplittableRandom(3));
    Map<String, Integer> families = new HashMap<>();
    Map<String, Integer> forgedPages = new HashMap<>();
    int own = 0;
    for (int i = 0; i < batch.size(); i += 2) {
      assertThat(batch.forged()[i]).isEqualTo(1);
      assertThat(batch.forged()[i + 1]).isZero();
      assertThat(batch.known()[i + 1]).as("nothing is forged, and that is known").isEqualTo(1);
      StoredFace forged = BY_KEY.get(batch.keys().get(i));
      if (forged != null) {
        families.merge(forged.traits().get("family"), 1, Integer::sum);
        assertThat(batch.known()[i]).isEqualTo(forged.hasTruth() ? 1 : 0);
        assertThat(sum(batch.masks().get(i)) > 0).isEqualTo(forged.hasTruth());
      } else {
        assertThat(batch.known()[i]).isEqualTo(1);
        if (batch.keys().get(i).startsWith("part-swap")) {
          own++;
          forgedPages.merge(page(batch.keys().get(i + 1)), 1, Integer::sum);
        }
      }
      assertThat(sum(batch.masks().get(i + 1))).isZero();
    }
    int ofWorlds = families.get("swap") + families.get("drawn");
    assertThat(ofWorlds / 600.0).isCloseTo(0.6, within(0.07));
    double drawn = 1 / (1 + Math.sqrt(5));
    assertThat((double) families.get("drawn") / ofWorlds).isCloseTo(drawn, within(0.08));
    // All of our own forgeries are of the worlds' real faces, of every page alike.
    assertThat(own).isBetween(80, 160);
    assertThat(forgedPages.keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(pairs.draw(20, new SplittableRandom(4)).faces())
        .isEqualTo(pairs(faces, 0.6, 1).draw(20, new SplittableRandom(4)).faces());
  }

  private static String page(String key) {
    return BY_KEY.values().stream()
        .filter(face -> key.contains(face.key()))
        .map(StoredFace::source)
        .findFirst()
        .orElse("none of the worlds: " + key);
  }

  private static double sum(float[] mask) {
    double sum = 0;
    for (float value : mask) {
      sum += value;
    }
    return sum;
  }

  @Test
  void anOriginalGoesThroughTheSameViewAndAnyOtherFaceThroughItsOwn() {
    List<StoredFace> one = faces.stream().filter(face -> face.source().equals("a")).toList();
    FaceBatch batch = pairs(one, 1, 0).draw(100, new SplittableRandom(5));
    int alike = 0;
    for (int i = 0; i < batch.size(); i += 2) {
      if (sameWhereNothingIsForged(batch, i)) {
        alike++;
        assertThat(BY_KEY.get(batch.keys().get(i)).originalKey()).contains(batch.keys().get(i + 1));
        assertThat(batch.known()[i]).isEqualTo(1);
        assertThat(batch.faces().get(i)).isNotEqualTo(batch.faces().get(i + 1));
      }
    }
    assertThat(alike).isBetween(55, 85);
  }

  private static boolean sameWhereNothingIsForged(FaceBatch batch, int place) {
    byte[] forged = batch.faces().get(place).rgb();
    byte[] other = batch.faces().get(place + 1).rgb();
    for (int i = 0; i < forged.length; i++) {
      if (batch.masks().get(place)[i / 3] == 0 && forged[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  @Test
  void metaLearningKeepsFamiliesApart() {
    PairMaker pairs = pairs(faces, 0.6, 0);
    Set<String> heldBack = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Episode<FaceBatch> episode = pairs.drawEpisode(8, 0.7, new SplittableRandom(i));
      Set<String> trained = families(episode.train());
      Set<String> tested = families(episode.test().orElseThrow());
      assertThat(Collections.disjoint(trained, tested)).isTrue();
      heldBack.addAll(tested);
    }
    assertThat(heldBack).containsExactlyInAnyOrder("swap", "drawn");
  }

  private static Set<String> families(FaceBatch batch) {
    Set<String> families = new HashSet<>();
    for (int i = 0; i < batch.size(); i += 2) {
      StoredFace forged = BY_KEY.get(batch.keys().get(i));
      if (forged != null) {
        families.add(forged.traits().get("family"));
      }
    }
    return families;
  }

  @Test
  void aRunWithWorldsAndSurroundingsThatWasStoppedEndsAsTheOneThatWasNot() throws Exception {
    LocalizationConfiguration configuration =
        SmallRuns.localization(
            store,
            SmallRuns.stageOne(folder.resolve("stage-1")),
            "augmentation.cropSize=80",
            "encoder.surround=8",
            "worlds.store=" + worlds,
            "worlds.splits=[fold2]",
            "worlds.share=0.5",
            "worlds.ownShare=0.5",
            "ownForgeries=0.5",
            "validationPairs=2",
            "checkpointEvery=2",
            "validateEvery=4",
            "optimization.steps=7");
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    LocalizationTraining.runs()
        .start(configuration, whole, new SmallRuns.Silent(), SmallRuns.never());
    AtomicBoolean stop = new AtomicBoolean();
    TrainingListener stopping =
        new SmallRuns.Silent() {
          @Override
          public void validated(long step, Map<String, Double> values, boolean best) {
            stop.set(true);
          }
        };
    assertThat(LocalizationTraining.runs().start(configuration, stopped, stopping, stop))
        .isEqualTo(4);
    assertThat(
            LocalizationTraining.runs().resume(stopped, new SmallRuns.Silent(), SmallRuns.never()))
        .isEqualTo(7);
    for (String file : List.of("last/model.safetensors", "last/state.json", "validation.csv")) {
      assertThat(Files.readAllBytes(stopped.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(whole.resolve(file)));
    }
    assertThat(losses(whole)).isNotEmpty().allMatch(Double::isFinite);
  }

  private static List<Double> losses(Path run) throws IOException {
    List<Double> losses = new ArrayList<>();
    List<String> lines = Files.readAllLines(run.resolve("log.csv"));
    for (String line : lines.subList(1, lines.size())) {
      losses.add(Double.parseDouble(line.split(",", -1)[1]));
    }
    return losses;
  }

  @Test
  void whatIsAskedForMustBeThere() {
    assertThatThrownBy(() -> new WorldPairs("", List.of(), 0.5, 0))
        .hasMessageContaining("worlds.store");
    assertThatThrownBy(() -> new WorldPairs("folder", List.of(), 0.5, 0))
        .hasMessageContaining("worlds.splits");
    LocalizationConfiguration configuration =
        SmallRuns.localization(
            store,
            SmallRuns.stageOne(folder.resolve("stage-one")),
            "worlds.store=" + worlds,
            "worlds.splits=[fold9]",
            "worlds.share=0.5");
    assertThatThrownBy(
            () ->
                LocalizationTraining.runs()
                    .start(
                        configuration,
                        folder.resolve("nowhere"),
                        new SmallRuns.Silent(),
                        SmallRuns.never()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fold9");
  }
}
