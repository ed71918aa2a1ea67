package org.delocate.training.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.crop.StoreCrops;
import org.delocate.training.loop.BatchFeeder;
import org.delocate.training.loop.Speed;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.pair.FaceBatch;
import org.delocate.training.pair.PairMaker;
import org.delocate.training.pair.PairSettings;
import org.delocate.training.pair.Spoiling;
import org.delocate.training.step.DivergedException;
import org.delocate.training.step.Learner;
import org.delocate.training.step.StepRandom;

/**
 * Measures what stage 1's encoder knows of forgeries, by a linear layer on top of it; see {@link
 * ProbeConfiguration}. The checkpoint stays as it is.
 */
public final class EncoderProbe {

  private static final int VALIDATION_PAIRS = 16;

  private final ProbeConfiguration configuration;
  private final RecoveringNetwork encoder;
  private final Tensor weight;
  private final Tensor bias;

  private EncoderProbe(ProbeConfiguration configuration, DelocateNetworks networks) {
    this.configuration = configuration;
    this.encoder = networks.recovering();
    int width = networks.configuration().recovering().encoder().width();
    this.weight = torch.zeros(width, 1).set_requires_grad(true);
    this.bias = torch.zeros(1).set_requires_grad(true);
  }

  /**
   * What a probe found on the split {@code val}.
   *
   * @param areaUnderRoc of the pairs that were measured, 0 to 1; one half knows nothing
   * @param accuracy share of faces on the right side of a probability of one half
   * @param faces that were measured
   */
  public record Result(double areaUnderRoc, double accuracy, int faces) {}

  /**
   * Trains and measures a probe.
   *
   * @throws ConfigurationException if the store has nothing to learn from or to measure on
   * @throws DivergedException if the loss is no number any more
   */
  public static Result run(ProbeConfiguration configuration, TrainingListener listener)
      throws InterruptedException {
    ConfigurationReader.check(configuration);
    Engine.operationThreads(configuration.threads());
    Checkpoint checkpoint = Checkpoint.read(Path.of(configuration.recovering()));
    DelocateNetworks networks = checkpoint.networks();
    NetworkConfiguration architecture = networks.configuration();
    CropAugmentation still = CropAugmentation.none(architecture.crop().size());
    try (FaceStore store = FaceStore.open(Path.of(configuration.store()))) {
      StoreCrops.check(
          store, architecture.crop().size(), configuration.batches().augmentation().mostShift());
      List<FaceBatch> held =
          pairs(store, "val", configuration, architecture, still, 0)
              .inOrder(
                  configuration.drawing().ownForgeries() == 1,
                  configuration.validationPairs(),
                  VALIDATION_PAIRS,
                  configuration.batches().seed() + 1);
      PairMaker training =
          pairs(
              store,
              "train",
              configuration,
              architecture,
              configuration.batches().augmentation(),
              configuration.drawing().degraded());
      EncoderProbe probe = new EncoderProbe(configuration, networks);
      probe.train(training, listener);
      return probe.measure(held);
    } finally {
      networks.close();
    }
  }

  private static PairMaker pairs(
      FaceStore store,
      String split,
      ProbeConfiguration configuration,
      NetworkConfiguration architecture,
      CropAugmentation augmentation,
      double degraded) {
    List<StoredFace> faces =
        store.load(
            entry -> entry.split().equals(split) && configuration.drawing().uses(entry.source()),
            configuration.threads());
    return new PairMaker(
        architecture,
        augmentation,
        new PairSettings(
            configuration.drawing().ownForgeries(),
            configuration.drawing().forgers(),
            0,
            true,
            Spoiling.usual(degraded)),
        faces,
        PairMaker.Worlds.none());
  }

  private void train(PairMaker pairs, TrainingListener listener) throws InterruptedException {
    Map<String, Tensor> trained = new LinkedHashMap<>();
    trained.put("probe.weight", weight);
    trained.put("probe.bias", bias);
    if (configuration.isFineTuned()) {
      // The decoder has no part in it, gets no gradient and stays as it is.
      trained.putAll(Weights.parameters(encoder));
    }
    long steps = configuration.optimization().schedule().steps();
    try (Learner learner = new Learner(trained, configuration.optimization(), name -> 1);
        BatchFeeder<FaceBatch> feeder =
            new BatchFeeder<>(
                0, steps, configuration.threads(), 4, number -> batch(pairs, number))) {
      Speed speed = new Speed(feeder, 2 * configuration.batches().pairs());
      for (long step = 0; step < steps; step++) {
        FaceBatch batch = feeder.next();
        double value = step(step, batch, learner);
        speed.stepDone();
        if ((step + 1) % 10 == 0) {
          Map<String, Double> losses = Map.of("loss", value);
          listener.progress(step + 1, steps, losses, speed.window().facesPerSecond());
        }
      }
    }
  }

  private FaceBatch batch(PairMaker pairs, long number) {
    return pairs.draw(
        configuration.batches().pairs(), StepRandom.of(configuration.batches().seed(), number));
  }

  private double step(long step, FaceBatch batch, Learner learner) {
    try (PointerScope scope = new PointerScope()) {
      Tensor loss =
          torch.binary_cross_entropy_with_logits(logits(batch), Tensor.create(batch.forged()));
      double value = loss.item_float();
      if (!Double.isFinite(value)) {
        throw DivergedException.of("loss is " + value, step, batch.keys());
      }
      loss.backward();
      learner.clip();
      learner.update(step);
      return value;
    }
  }

  private Tensor logits(FaceBatch batch) {
    Tensor features;
    if (configuration.isFineTuned()) {
      features = features(batch);
    } else {
      try (NoGradGuard guard = new NoGradGuard()) {
        features = features(batch);
      }
    }
    return features.matmul(weight).add(bias).squeeze(1);
  }

  /** {@code [B, width]}: the mean of the tokens of all patches, of which none is hidden. */
  private Tensor features(FaceBatch batch) {
    int patches = encoder.patches();
    long[] ids = LongStream.range(0, patches).toArray();
    Tensor visible = Tensor.create(ids, 1, patches).expand(batch.size(), -1);
    try (Precision.Scope cast = configuration.precision().enter()) {
      return encoder
          .encode(FaceTensors.images(batch.faces()), visible)
          .narrow(1, 1, patches)
          .to(torch.ScalarType.Float)
          .mean(new long[] {1});
    }
  }

  private Result measure(List<FaceBatch> held) {
    List<ScoredSample> scores = new ArrayList<>();
    for (FaceBatch batch : held) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        float[] logits = FaceTensors.floats(logits(batch));
        for (int i = 0; i < batch.size(); i++) {
          String key = "" + scores.size();
          scores.add(new ScoredSample(key, batch.forged()[i] == 1, logits[i], key));
        }
      }
    }
    if (scores.isEmpty()) {
      throw new ConfigurationException("the split val has no pairs to measure on");
    }
    return new Result(
        DetectionMetrics.areaUnderRoc(scores), DetectionMetrics.accuracy(scores, 0), scores.size());
  }
}
