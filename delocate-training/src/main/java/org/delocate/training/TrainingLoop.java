package org.delocate.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.Checkpoint;
import org.delocate.network.Precision;
import org.delocate.network.Safetensors;
import org.delocate.network.SafetensorsWriter;
import org.delocate.network.Weights;

/**
 * Runs a {@link TrainingStage}: batches, gradients, updates, logs, validation, checkpoints. A run
 * that was stopped goes on from its last checkpoint as if nothing had happened: batches depend on
 * the step's number alone, and weights, their average, and the optimiser's moments are all stored.
 */
final class TrainingLoop<B> {

  /** Steps between two lines of the log. */
  private static final int LOG_EVERY = 10;

  /**
   * @param batchFaces faces of a batch
   */
  record Settings(
      Optimization optimization,
      Precision precision,
      int threads,
      int batchFaces,
      int checkpointEvery,
      int validateEvery) {}

  /** Where a run stands. */
  private record State(long step, double bestMerit, long bestStep) {}

  private static final String OPTIMIZER = "optimizer.pt";
  private static final String AVERAGE = "average.safetensors";
  private static final String STATE = "state.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrainingStage<B> stage;
  private final Settings settings;
  private final RunFolder run;
  private final TrainingListener listener;
  private final AtomicBoolean stop;
  private final RunJournal journal;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Map<String, Tensor> losses = new LinkedHashMap<>();
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private WeightAverage average;
  private State state = new State(0, Double.NEGATIVE_INFINITY, -1);

  /**
   * @param stop when it becomes true, the run writes a checkpoint and returns
   */
  TrainingLoop(
      TrainingStage<B> stage,
      Settings settings,
      RunFolder run,
      TrainingListener listener,
      AtomicBoolean stop) {
    this.stage = stage;
    this.settings = settings;
    this.run = run;
    this.listener = listener;
    this.stop = stop;
    this.journal = new RunJournal(run, stage.lossNames(), stage.validationNames());
    Weights.state(stage.networks())
        .forEach(
            (name, tensor) -> {
              if (stage.trained().stream().anyMatch(part -> name.startsWith(part.key() + "."))) {
                weights.put(name, tensor);
              }
            });
  }

  /**
   * Trains to the last step, or until told to stop.
   *
   * @return the step after the last one done
   * @throws DivergedException if loss or gradients are not finite; the last checkpoint is good
   */
  long run() throws InterruptedException {
    long steps = settings.optimization().steps();
    double decay = settings.optimization().averageDecay();
    try (Learner learner =
        new Learner(stage.networks().parameters(stage.trained()), settings.optimization())) {
      average = decay > 0 ? new WeightAverage(weights, decay) : null;
      run.latest("last").ifPresent(folder -> resume(folder, learner));
      journal.startAt(state.step());
      try (BatchFeeder<B> feeder =
          new BatchFeeder<>(state.step(), steps, settings.threads(), 4, stage::batch)) {
        stage.trainMode();
        long windowStart = System.nanoTime();
        double waitedBefore = 0;
        for (long step = state.step(); step < steps; step++) {
          B batch = feeder.next();
          double norm = step(step, batch, learner);
          long done = step + 1;
          if (done % LOG_EVERY == 0 || done == steps) {
            double seconds = (System.nanoTime() - windowStart) / 1e9;
            double waited = feeder.waitedSeconds() - waitedBefore;
            report(done, norm, seconds, waited / seconds);
            windowStart = System.nanoTime();
            waitedBefore = feeder.waitedSeconds();
          }
          boolean last = done == steps;
          if (done % settings.validateEvery() == 0 || last) {
            validate(done);
            windowStart = System.nanoTime();
          }
          if (done % settings.checkpointEvery() == 0 || last || stop.get()) {
            state = new State(done, state.bestMerit(), state.bestStep());
            checkpoint(learner);
            if (stop.get()) {
              return done;
            }
          }
        }
      }
    }
    return steps;
  }

  private double step(long step, B batch, Learner learner) {
    try (PointerScope scope = new PointerScope()) {
      losses.clear();
      Tensor loss;
      try (Precision.Scope cast = settings.precision().enter()) {
        loss = stage.loss(batch, losses);
      }
      double value = loss.item_float();
      if (!Double.isFinite(value)) {
        throw new DivergedException(
            "the loss of step " + step + " is " + value + "; the last checkpoint is good");
      }
      loss.backward();
      losses.forEach((name, part) -> sums.merge(name, (double) part.item_float(), Double::sum));
      double norm = learner.step(step);
      if (average != null) {
        average.update(weights, step);
      }
      return norm;
    }
  }

  private void report(long done, double norm, double seconds, double waitedShare) {
    int stepsInWindow = (int) (done % LOG_EVERY == 0 ? LOG_EVERY : done % LOG_EVERY);
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / stepsInWindow));
    sums.clear();
    double rate = stepsInWindow * settings.batchFaces() / seconds;
    listener.progress(done, settings.optimization().steps(), means, rate);
    Map<String, Double> line = new LinkedHashMap<>(means);
    line.put("gradientNorm", norm);
    line.put("learningRate", settings.optimization().learningRate(done - 1));
    line.put("facesPerSecond", rate);
    line.put("waitedShare", waitedShare);
    journal.progress(done, line);
  }

  private void validate(long done) {
    withAverage(
        () -> {
          Map<String, Double> values = stage.validate(run.pictureFolder());
          journal.validated(done, values);
          boolean best = stage.merit(values) > state.bestMerit();
          listener.validated(done, values, best);
          if (best) {
            run.replace("best", folder -> save(folder, done, values));
            state = new State(state.step(), stage.merit(values), done);
          }
        });
    stage.trainMode();
  }

  private void checkpoint(Learner learner) {
    run.replace(
        "last",
        folder -> {
          save(folder, state.step(), Map.of());
          learner.save(folder.resolve(OPTIMIZER));
          if (average != null) {
            SafetensorsWriter.write(
                folder.resolve(AVERAGE), average.tensors(), Safetensors.Type.F32, Map.of());
          }
          try {
            Files.writeString(folder.resolve(STATE), JSON.writeValueAsString(state));
          } catch (IOException e) {
            throw new UncheckedIOException("the state of the run cannot be written", e);
          }
        });
  }

  private void save(Path folder, long step, Map<String, Double> validation) {
    Checkpoint.write(folder, stage.card(step, validation), stage.networks(), Safetensors.Type.F32);
  }

  private void resume(Path folder, Learner learner) {
    try {
      Weights.load(stage.networks(), Checkpoint.read(folder).weights());
      learner.load(folder.resolve(OPTIMIZER));
      state = JSON.readValue(folder.resolve(STATE).toFile(), State.class);
      if (average != null) {
        average.load(Safetensors.read(folder.resolve(AVERAGE)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }

  private void withAverage(Runnable action) {
    if (average == null) {
      action.run();
    } else {
      average.runWithAverage(weights, action);
    }
  }
}
