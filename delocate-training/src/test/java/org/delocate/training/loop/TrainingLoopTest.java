package org.delocate.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.SmallStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.degrade.EditedFaces;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.media.image.Image;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.ModelCard;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.group.WorkerGroup;
import org.delocate.training.pair.FaceBatch;
import org.delocate.training.pair.PairMaker;
import org.delocate.training.pair.PairSettings;
import org.delocate.training.pair.Spoiling;
import org.delocate.training.recovering.FaceDraw;
import org.delocate.training.recovering.RecoveringConfiguration;
import org.delocate.training.recovering.RecoveringStage;
import org.delocate.training.recovering.RecoveringTraining;
import org.delocate.training.run.RunFolder;
import org.delocate.training.step.DivergedException;
import org.delocate.training.step.Episode;
import org.delocate.training.step.StepGradients;
import org.delocate.training.step.TrainingStage;
import org.delocate.training.weights.CardWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does when things go wrong, or no further, and how batches add up. */
class TrainingLoopTest {

  private static final int POISONED = 7;

  @TempDir static Path folder;
  private static Path store;
  private static List<StoredFace> faces;

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 8, 1);
    try (FaceStore opened = FaceStore.open(store)) {
      faces = opened.load(entry -> entry.split().equals("train"), 1);
    }
  }

  /** A real stage 1 whose loss, or only its slope, is no number from a certain batch on. */
  private static final class Poisoned implements TrainingStage<Poisoned.Numbered> {
    record Numbered(long number, RecoveringStage.Batch batch) {}

    private final RecoveringStage stage;
    private final boolean slopeOnly;

    Poisoned(RecoveringConfiguration configuration, boolean slopeOnly) {
      this.slopeOnly = slopeOnly;
      CardWriter cards = new CardWriter("test", SmallRuns.networks(), Map.of(), faces, 1, "none");
      stage =
          new RecoveringStage(
              configuration,
              new DelocateNetworks(SmallRuns.networks()),
              new FaceDraw(faces, false, StoredFace::key, 1),
              faces,
              cards);
    }

    @Override
    public Episode<Numbered> batch(long number) {
      return Episode.of(new Numbered(number, stage.batch(number).train()));
    }

    @Override
    public List<String> keys(Numbered batch) {
      return stage.keys(batch.batch());
    }

    @Override
    public Tensor loss(Numbered batch, Map<String, Tensor> losses) {
      Tensor loss = stage.loss(batch.batch(), losses);
      if (batch.number() < POISONED) {
        return loss;
      }
      // The square root of nothing is nothing, and infinitely steep.
      return slopeOnly
          ? loss.add(loss.sub(loss.detach()).sqrt())
          : loss.mul(new Scalar(Double.NaN));
    }

    @Override
    public String title() {
      return stage.title();
    }

    @Override
    public String pictureColumns() {
      return stage.pictureColumns();
    }

    @Override
    public List<String> lossNames() {
      return stage.lossNames();
    }

    @Override
    public List<String> validationNames() {
      return stage.validationNames();
    }

    @Override
    public Map<String, Double> validate(Path pictures) {
      return stage.validate(pictures);
    }

    @Override
    public double merit(Map<String, Double> validation) {
      return stage.merit(validation);
    }

    @Override
    public DelocateNetworks networks() {
      return stage.networks();
    }

    @Override
    public List<Component> trained() {
      return stage.trained();
    }

    @Override
    public ModelCard card(long step, Map<String, Double> validation) {
      return stage.card(step, validation);
    }

    @Override
    public void trainMode() {
      stage.trainMode();
    }

    @Override
    public void close() {
      stage.close();
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndNamesTheFaces() throws IOException {
    diverges(false, "loss is NaN");
  }

  @Test
  void soDoesAGradientThatIsNone() throws IOException {
    diverges(true, "gradient has the norm");
  }

  private static void diverges(boolean slopeOnly, String what) throws IOException {
    RecoveringConfiguration configuration = SmallRuns.recovering(store);
    Path run = folder.resolve("diverged-" + slopeOnly);
    try (Poisoned stage = new Poisoned(configuration, slopeOnly)) {
      TrainingLoop<?> loop =
          new TrainingLoop<>(
              stage,
              configuration,
              new CurrentRun(
                  RunFolder.start(run, configuration),
                  WorkerGroup.alone(),
                  new SmallRuns.Silent(),
                  SmallRuns.never()));
      List<String> keys = stage.keys(stage.batch(POISONED).train());
      assertThat(keys).hasSize(2);
      assertThatThrownBy(loop::run)
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("step " + POISONED)
          .hasMessageContaining(what)
          .hasMessageContaining(String.join(", ", keys));
    }
    // What was learnt before is kept, and can be read.
    assertThat(Files.readString(run.resolve("last/state.json"))).contains("\"step\":6,");
    Checkpoint.read(run.resolve("last")).networks().close();
  }

  @Test
  void aRunEndsWhenValidationGetsNoBetter() throws InterruptedException {
    RecoveringConfiguration configuration =
        SmallRuns.recovering(
            store,
            "validateEvery=2",
            "patience=2",
            "optimization.learningRate=0",
            "optimization.finalLearningRate=0",
            "optimization.averageDecay=0");
    List<Long> ends = new ArrayList<>();
    TrainingListener listener =
        new SmallRuns.Silent() {
          @Override
          public void endedEarly(long step, long bestStep) {
            ends.addAll(List.of(step, bestStep));
          }
        };
    Path run = folder.resolve("patient");
    assertThat(RecoveringTraining.runs().start(configuration, run, listener, SmallRuns.never()))
        .isEqualTo(6);
    assertThat(ends).containsExactly(6L, 2L);
    assertThat(RecoveringTraining.runs().resume(run, listener, SmallRuns.never())).isEqualTo(6);
  }

  @Test
  void theGradientOfAStepIsTheMeanOverItsBatches() {
    RecoveringConfiguration configuration = SmallRuns.recovering(store, "accumulation=2");
    torch.manual_seed(3);
    try (Poisoned stage = new Poisoned(configuration, false);
        PointerScope scope = new PointerScope()) {
      Map<String, Tensor> parameters = stage.networks().parameters(stage.trained());
      StepGradients<Poisoned.Numbered> gradients =
          new StepGradients<>(stage, configuration, parameters);
      Tensor weight = parameters.get("recovering.decoder_pred.weight");
      double first = gradients.add(0, List.of(stage.batch(0))).get("loss");
      Tensor ofFirst = weight.grad().clone();
      stage.networks().zero_grad(true);
      double second = gradients.add(0, List.of(stage.batch(1))).get("loss");
      Tensor mean = weight.grad().add(ofFirst).mul(new Scalar(0.5));
      stage.networks().zero_grad(true);
      Map<String, Double> both = gradients.add(0, List.of(stage.batch(0), stage.batch(1)));
      assertThat(both.get("loss")).isCloseTo((first + second) / 2, withinTiny());
      assertThat(weight.grad().sub(mean).abs().max().item_double()).isLessThan(1e-7);
      assertThat(mean.abs().max().item_double()).isGreaterThan(1e-5);
    }
  }

  private static org.assertj.core.data.Offset<Double> withinTiny() {
    return org.assertj.core.api.Assertions.within(1e-7);
  }

  private static PairMaker pairs(
      double ownForgeries, List<String> forgers, double degraded, double degradedApart) {
    return pairs(
        ownForgeries,
        forgers,
        new Spoiling(degraded, degradedApart, TrainingDegradation.standard(), 0));
  }

  private static PairMaker pairs(double ownForgeries, List<String> forgers, Spoiling spoiling) {
    return new PairMaker(
        SmallRuns.networks(),
        CropAugmentation.none(SmallStore.CROP),
        new PairSettings(ownForgeries, forgers, 0, true, spoiling),
        faces,
        PairMaker.Worlds.none());
  }

  private static PairMaker edited(double share) {
    return pairs(
        0,
        List.of(),
        new Spoiling(
            0, 0, TrainingDegradation.standard(), 0, new EditedFaces(share, List.of("filter"), 5)));
  }

  /** Of both classes alike, and each by itself; where the forgery is does not move. */
  @Test
  void aShareOfTheFacesIsEditedOfBothClasses() {
    FaceBatch plain = edited(0).draw(40, new SplittableRandom(3));
    FaceBatch often = edited(0.5).draw(40, new SplittableRandom(3));
    FaceBatch always = edited(1).draw(12, new SplittableRandom(3));
    Map<String, Image> stored = new HashMap<>();
    for (int i = 0; i < plain.size(); i++) {
      stored.put(plain.keys().get(i), plain.faces().get(i));
    }
    int[] edited = new int[2];
    int[] all = new int[2];
    for (int i = 0; i < often.size(); i++) {
      Image before = stored.get(often.keys().get(i));
      if (before != null) {
        edited[i % 2] += often.faces().get(i).equals(before) ? 0 : 1;
        all[i % 2]++;
      }
    }
    for (int label = 0; label < 2; label++) {
      assertThat(all[label]).isGreaterThan(25);
      assertThat((double) edited[label] / all[label]).isBetween(0.25, 0.75);
    }
    assertThat(always.keys()).hasSize(24);
    assertThat(edited(1).draw(12, new SplittableRandom(3)).faces()).isEqualTo(always.faces());
    for (int i = 0; i < always.size(); i++) {
      assertThat(always.faces().get(i)).isNotEqualTo(stored.get(always.keys().get(i)));
    }
  }

  @Test
  void everyDomainHasItsShareAndMetaLearningKeepsThemApart() {
    PairMaker pairs = pairs(0.5, List.of("self-blended", "part-swap"), 0, 0);
    assertThat(pairs.domains())
        .containsExactly("alpha/swap", "beta/paint", "beta/swap", "self-blended", "part-swap");
    boolean[] differs = new boolean[1];
    List<String> firstSplit = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Episode<FaceBatch> episode = pairs.drawEpisode(8, 0.7, new SplittableRandom(i));
      FaceBatch train = episode.train();
      FaceBatch test = episode.test().orElseThrow();
      assertThat(train.size() + test.size()).isEqualTo(16);
      assertThat(train.size()).isEqualTo(12);
      List<String> trained = domains(train);
      List<String> tested = domains(test);
      // 7:3 of five domains is 4:1; six pairs of four domains are one or two of each.
      assertThat(trained.stream().distinct()).hasSize(4);
      assertThat(tested.stream().distinct()).hasSize(1).doesNotContainAnyElementsOf(trained);
      for (String domain : trained) {
        assertThat(trained.stream().filter(domain::equals).count()).isBetween(1L, 2L);
      }
      assertThat(pairs.drawEpisode(8, 0.7, new SplittableRandom(i)).train().keys())
          .isEqualTo(train.keys());
      firstSplit = firstSplit.isEmpty() ? tested : firstSplit;
      differs[0] |= !firstSplit.get(0).equals(tested.get(0));
    }
    assertThat(differs[0]).isTrue();
    assertThatThrownBy(() -> pairs.drawEpisode(1, 0.7, new SplittableRandom(1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("two domains");
  }

  @Test
  void aShareOfTheDegradedPairsIsDegradedApart() {
    for (double apart : new double[] {0, 1}) {
      PairMaker pairs = pairs(0, List.of(), 1, apart);
      int alike = 0;
      FaceBatch batch = pairs.draw(12, new SplittableRandom(1));
      for (int i = 0; i < batch.size(); i += 2) {
        alike += sameOutside(batch.masks().get(i), batch.faces().get(i), batch.faces().get(i + 1));
      }
      if (apart == 0) {
        assertThat(alike).isGreaterThan(9);
      } else {
        assertThat(alike).isLessThan(3);
      }
      assertThat(pairs.draw(12, new SplittableRandom(1)).faces()).isEqualTo(batch.faces());
    }
  }

  /** 1 if a pair is hardly different where nothing is forged; compression smears a little. */
  private static int sameOutside(float[] mask, Image forged, Image original) {
    double sum = 0;
    int pixels = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == 0) {
        for (int c = 0; c < 3; c++) {
          sum += Math.abs((forged.rgb()[3 * i + c] & 0xFF) - (original.rgb()[3 * i + c] & 0xFF));
        }
        pixels += 3;
      }
    }
    return sum / pixels < 2 ? 1 : 0;
  }

  /** Of the forged faces. */
  private static List<String> domains(FaceBatch batch) {
    List<String> domains = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      String key = batch.keys().get(i);
      assertThat(batch.forged()[i]).isEqualTo(i % 2 == 0 ? 1 : 0);
      if (i % 2 == 0) {
        domains.add(
            faces.stream()
                .filter(face -> face.key().equals(key))
                .map(face -> face.source() + "/" + face.method())
                .findFirst()
                .orElse(key.replaceAll(" of .*", "")));
      }
    }
    return domains;
  }
}
