package org.delocate.training.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.localization.LocalizationStage;
import org.delocate.training.pair.FaceBatch;
import org.delocate.training.pair.PairMaker;
import org.delocate.training.pair.PairSettings;
import org.delocate.training.pair.Spoiling;
import org.delocate.training.recovering.FaceDraw;
import org.delocate.training.recovering.RecoveringConfiguration;
import org.delocate.training.recovering.RecoveringStage;
import org.delocate.training.step.Episode;
import org.delocate.training.step.Learner;
import org.delocate.training.step.StepGradients;
import org.delocate.training.step.StepRandom;
import org.delocate.training.step.TrainingStage;
import org.delocate.training.weights.CardWriter;
import org.delocate.training.weights.WeightAverage;

/**
 * Measures how long a step of training takes here: loss, gradients, clipping, AdamW, and the
 * average of the weights, by the classes that train. The batch is ready before, of faces made of
 * noise: speed does not depend on them.
 */
public final class TrainingBenchmark {

  private static final Optimization ADAMW =
      new Optimization("adamw", new Schedule(1e-4, 1e-6, 1, 100_000), 0.9, 0.95, 0.05, 1, 0.98);

  /** Steps before the first that counts: the JVM compiles what fills the tensors meanwhile. */
  private static final int WARM_UP = 5;

  private TrainingBenchmark() {}

  /**
   * One measurement.
   *
   * @param stage {@code recovering} or {@code localization}
   * @param faces of a step
   * @param milliseconds of the fastest step: the one least disturbed by others
   */
  public record Result(String stage, Precision precision, int faces, double milliseconds) {}

  /**
   * Measures both stages in both precisions.
   *
   * @param faces of a step of stage 1; stage 2 takes half as many, in pairs
   * @param steps counted, after {@link #WARM_UP} others
   */
  public static List<Result> run(NetworkConfiguration networks, int threads, int faces, int steps) {
    Engine.operationThreads(threads);
    List<Result> results = new ArrayList<>();
    int pairs = Math.max(1, faces / 4);
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      double recovering = recovering(networks, precision, faces, steps);
      results.add(new Result("recovering", precision, faces, recovering));
      double localization = localization(networks, precision, pairs, steps);
      results.add(new Result("localization", precision, 2 * pairs, localization));
    }
    return results;
  }

  private static double recovering(
      NetworkConfiguration networks, Precision precision, int faces, int steps) {
    RecoveringConfiguration configuration =
        ConfigurationReader.read(
            RecoveringConfiguration.defaults(),
            null,
            List.of(
                "cropSize=" + networks.crop().size(),
                "augmentation.cropSize=" + networks.crop().size(),
                "precision=" + precision,
                "batchSize=" + faces));
    List<StoredFace> real =
        noise(networks, faces).stream().filter(face -> face.label() == Label.REAL).toList();
    FaceDraw draw = new FaceDraw(real, false, StoredFace::key, 1);
    try (RecoveringStage stage =
        new RecoveringStage(
            configuration, new DelocateNetworks(networks), draw, List.of(), cards(networks))) {
      return fastest(stage, stage.batch(0).train(), configuration, steps);
    }
  }

  private static double localization(
      NetworkConfiguration networks, Precision precision, int pairs, int steps) {
    LocalizationConfiguration configuration =
        ConfigurationReader.read(
            LocalizationConfiguration.defaults(),
            null,
            List.of("pairs=" + pairs, "validationPairs=1", "precision=" + precision));
    PairMaker maker =
        new PairMaker(
            networks,
            CropAugmentation.none(networks.view().size()),
            new PairSettings(0, List.of(), 0, false, Spoiling.none()),
            noise(networks, pairs),
            PairMaker.Worlds.none());
    try (LocalizationStage stage =
        new LocalizationStage(
            configuration, new DelocateNetworks(networks), maker, maker, cards(networks))) {
      FaceBatch batch = maker.draw(pairs, StepRandom.of(1, 0));
      return fastest(stage, batch, configuration, steps);
    }
  }

  private static CardWriter cards(NetworkConfiguration networks) {
    return new CardWriter("benchmark", networks, Map.of(), List.of(), 1, "none");
  }

  private static <B> double fastest(
      TrainingStage<B> stage, B batch, TrainingConfiguration configuration, int steps) {
    Map<String, Tensor> parameters = stage.networks().parameters(stage.trained());
    Map<String, Tensor> state = new LinkedHashMap<>(Weights.state(stage.networks()));
    state
        .keySet()
        .removeIf(
            name -> stage.trained().stream().noneMatch(part -> name.startsWith(part.key() + ".")));
    StepGradients<B> gradients = new StepGradients<>(stage, configuration, parameters);
    WeightAverage average = new WeightAverage(state, ADAMW.averageDecay());
    stage.trainMode();
    long fastest = Long.MAX_VALUE;
    try (Learner learner = new Learner(parameters, ADAMW, name -> 1)) {
      for (int step = 0; step < WARM_UP + steps; step++) {
        long start = System.nanoTime();
        gradients.add(step, List.of(Episode.of(batch)));
        learner.clip();
        learner.update(step);
        average.update(state, step);
        if (step >= WARM_UP) {
          fastest = Math.min(fastest, System.nanoTime() - start);
        }
      }
    }
    return fastest / 1e6;
  }

  /** As many pairs of a real face and a fake made from it. */
  private static List<StoredFace> noise(NetworkConfiguration networks, int pairs) {
    Random random = new Random(1);
    int size = networks.view().size();
    List<StoredFace> faces = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      byte[] rgb = new byte[3 * size * size];
      random.nextBytes(rgb);
      byte[] mask = new byte[size * size];
      random.nextBytes(mask);
      float[] xy = new float[2 * Landmarks.COUNT];
      for (int j = 0; j < xy.length; j++) {
        xy[j] = random.nextFloat() * size;
      }
      Image crop = new Image(size, size, rgb);
      Landmarks landmarks = new Landmarks(xy, 1);
      Optional<GrayImage> truth = Optional.of(new GrayImage(size, size, mask));
      faces.add(face("real" + i, crop, landmarks, Optional.empty(), Optional.empty()));
      faces.add(face("fake" + i, crop, landmarks, truth, Optional.of("real" + i)));
    }
    return faces;
  }

  private static StoredFace face(
      String key,
      Image crop,
      Landmarks landmarks,
      Optional<GrayImage> mask,
      Optional<String> original) {
    boolean fake = mask.isPresent();
    return new StoredFace(
        key,
        crop,
        landmarks,
        mask,
        new FaceOrigin(fake ? Label.FAKE : Label.REAL, fake ? "noise" : "camera", "train", "noise"),
        original);
  }
}
