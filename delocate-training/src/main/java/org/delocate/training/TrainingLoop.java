package org.delocate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.Checkpoint;
import org.delocate.network.Safetensors;
import org.delocate.network.Weights;

/**
 * Runs a {@link TrainingStage}: batches, gradients, updates, logs, validation, checkpoints. A run
 * that was stopped or killed goes on from its last checkpoint as if nothing had happened: batches
 * depend on their number alone, and {@link RunCheckpoint} keeps the rest.
 */
final class TrainingLoop<B> {

  /** Steps between two lines of the log. */
  private static final int LOG_EVERY = 10;

  /** Batches that are made ahead. */
  private static final int AHEAD = 4;

  private final TrainingStage<B> stage;
  private final TrainingConfiguration settings;
  private final RunFolder run;
  private final TrainingListener listener;
  private final AtomicBoolean stop;
  private final List<String> lossNames;
  private final RunJournal journal;
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> averaged = new LinkedHashMap<>();
  private final Optional<WeightAverage> average;
  private RunState state = RunState.fresh();

  /**
   * Must be made outside any pointer scope.
   *
   * @param stop when it becomes true, the run writes a checkpoint and returns
   */
  TrainingLoop(
      TrainingStage<B> stage,
      TrainingConfiguration settings,
      RunFolder run,
      TrainingListener listener,
      AtomicBoolean stop) {
    this.stage = stage;
    this.settings = settings;
    this.run = run;
    this.listener = listener;
    this.stop = stop;
    this.lossNames = new ArrayList<>(stage.lossNames());
    if (settings.metaLearning().isOn()) {
      lossNames.add(StepGradients.META_TEST);
    }
    this.journal =
        new RunJournal(
            run,
            new RunPage.Subject(
                stage.title(),
                stage.pictureColumns(),
                settings.optimization().steps(),
                settings.facesPerStep()),
            lossNames,
            stage.validationNames());
    this.parameters = stage.networks().parameters(stage.trained());
    Weights.state(stage.networks())
        .forEach(
            (name, tensor) -> {
              if (stage.trained().stream().anyMatch(part -> name.startsWith(part.key() + "."))) {
                averaged.put(name, tensor);
              }
            });
    double decay = settings.optimization().averageDecay();
    this.average = decay > 0 ? Optional.of(new WeightAverage(averaged, decay)) : Optional.empty();
  }

  /**
   * Trains to the last step, or until told to stop, or until validation gets no better.
   *
   * @return steps done
   * @throws DivergedException if loss or gradients are not finite; the last checkpoint is good
   */
  long run() throws InterruptedException {
    try {
      long done = train();
      journal.ended(status(), "", done);
      return done;
    } catch (RuntimeException e) {
      journal.failed(e, state.step());
      throw e;
    }
  }

  private RunStatus status() {
    if (state.step() == settings.optimization().steps()) {
      return RunStatus.FINISHED;
    }
    return isExhausted() ? RunStatus.ENDED_EARLY : RunStatus.STOPPED;
  }

  private long train() throws InterruptedException {
    long steps = settings.optimization().steps();
    int batches = settings.accumulation();
    try (Learner learner =
        new Learner(parameters, settings.optimization(), stage::learningRateShare)) {
      RunCheckpoint checkpoint = new RunCheckpoint(run, stage.networks(), learner, average);
      checkpoint.read().ifPresent(found -> state = found);
      journal.startAt(state.step(), state.bestStep());
      listener.started(state.step(), steps);
      StepGradients<B> gradients = new StepGradients<>(stage, settings, parameters);
      try (BatchFeeder<Episode<B>> feeder =
          new BatchFeeder<>(
              state.step() * batches, steps * batches, settings.threads(), AHEAD, stage::batch)) {
        Speed speed = new Speed(feeder, settings.facesPerStep());
        stage.trainMode();
        while (state.step() < steps && !isExhausted()) {
          double norm = step(feeder, gradients, learner);
          speed.stepDone();
          boolean last = state.step() == steps;
          if (state.step() % LOG_EVERY == 0 || last) {
            report(norm, speed);
          }
          if (state.step() % settings.validateEvery() == 0 || last) {
            validate();
            speed.start();
          }
          boolean stopped = stop.get();
          if (last || stopped || isExhausted() || state.step() % settings.checkpointEvery() == 0) {
            checkpoint.write(state, folder -> save(folder, Map.of()));
          }
          if (stopped) {
            break;
          }
        }
      }
    }
    return state.step();
  }

  private boolean isExhausted() {
    return settings.patience() > 0 && state.stale() >= settings.patience();
  }

  private double step(BatchFeeder<Episode<B>> feeder, StepGradients<B> gradients, Learner learner)
      throws InterruptedException {
    long step = state.step();
    List<Episode<B>> episodes = new ArrayList<>();
    for (int i = 0; i < settings.accumulation(); i++) {
      episodes.add(feeder.next());
    }
    Map<String, Double> losses = gradients.add(step, episodes);
    // Here the gradients of this process are final, and nothing has used them yet.
    double norm = learner.clip();
    if (!Double.isFinite(norm)) {
      throw DivergedException.of("gradient has the norm " + norm, step, gradients.keys(episodes));
    }
    learner.update(step);
    average.ifPresent(mean -> mean.update(averaged, step));
    state = state.stepped(losses);
    return norm;
  }

  private void report(double norm, Speed speed) {
    long done = state.step();
    int window = (int) (done % LOG_EVERY == 0 ? LOG_EVERY : done % LOG_EVERY);
    Map<String, Double> means = new LinkedHashMap<>();
    for (String name : lossNames) {
      Double sum = state.sums().get(name);
      if (sum != null) {
        means.put(name, sum / window);
      }
    }
    Speed.Window since = speed.window();
    listener.progress(done, settings.optimization().steps(), means, since.facesPerSecond());
    Map<String, Double> line = new LinkedHashMap<>(means);
    line.put("gradientNorm", norm);
    line.put("learningRate", settings.optimization().learningRate(done - 1));
    line.put("facesPerSecond", since.facesPerSecond());
    line.put("waitedShare", since.waitedShare());
    journal.progress(done, line);
    state = state.logged();
  }

  private void validate() {
    Runnable measure =
        () -> {
          Map<String, Double> values = stage.validate(run.pictureFolder());
          state = state.validated(stage.merit(values));
          boolean best = state.bestStep() == state.step();
          journal.validated(state.step(), values, best);
          listener.validated(state.step(), values, best);
          if (best) {
            run.replace("best", folder -> save(folder, values));
          }
        };
    average.ifPresentOrElse(mean -> mean.runWithAverage(averaged, measure), measure);
    stage.trainMode();
    if (isExhausted() && state.step() < settings.optimization().steps()) {
      listener.endedEarly(state.step(), state.bestStep());
    }
  }

  private void save(Path folder, Map<String, Double> validation) {
    Checkpoint.write(
        folder, stage.card(state.step(), validation), stage.networks(), Safetensors.Type.F32);
  }
}
