package org.delocate.training.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.group.SharedStep;
import org.delocate.training.group.WorkerGroup;
import org.delocate.training.run.RunCheckpoint;
import org.delocate.training.run.RunFolder;
import org.delocate.training.run.RunJournal;
import org.delocate.training.run.RunPage;
import org.delocate.training.run.RunState;
import org.delocate.training.run.RunStatus;
import org.delocate.training.step.DivergedException;
import org.delocate.training.step.Episode;
import org.delocate.training.step.Learner;
import org.delocate.training.step.StepGradients;
import org.delocate.training.step.TrainingStage;
import org.delocate.training.weights.WeightAverage;

/**
 * Runs a {@link TrainingStage}: batches, gradients, updates, logs, validation, checkpoints. A run
 * that was stopped or killed goes on from its last checkpoint as if nothing had happened: batches
 * depend on their number alone, and {@link RunCheckpoint} keeps the rest.
 */
public final class TrainingLoop<B> {

  /** Steps between two lines of the log. */
  private static final int LOG_EVERY = 10;

  /** Batches that are made ahead, at least; one thread makes a batch. */
  private static final int AHEAD = 4;

  private final TrainingStage<B> stage;
  private final TrainingConfiguration settings;
  private final RunFolder run;
  private final WorkerGroup workers;
  private final TrainingListener listener;
  private final AtomicBoolean stop;
  private final List<String> lossNames;
  private final Optional<RunJournal> journal;
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> averaged = new LinkedHashMap<>();
  private final Optional<WeightAverage> average;
  private final SharedStep shared;
  private RunState state = RunState.fresh();

  /**
   * Must be made outside any pointer scope.
   *
   * @param settings of the run
   */
  public TrainingLoop(TrainingStage<B> stage, TrainingConfiguration settings, CurrentRun current) {
    this.stage = stage;
    this.settings = settings;
    this.run = current.folder();
    this.workers = current.workers();
    this.listener = current.listener();
    this.stop = current.stop();
    // Before anything takes hold of the weights' values.
    TrainingDevice.of(settings, workers.isAlone()).hold(stage.networks());
    this.lossNames = new ArrayList<>(stage.lossNames());
    if (settings.metaLearning().isOn()) {
      lossNames.add(StepGradients.META_TEST);
    }
    this.journal = workers.isFirst() ? Optional.of(journal()) : Optional.empty();
    this.parameters = stage.networks().parameters(stage.trained());
    Weights.state(stage.networks())
        .forEach(
            (name, tensor) -> {
              if (stage.trained().stream().anyMatch(part -> name.startsWith(part.key() + "."))) {
                averaged.put(name, tensor);
              }
            });
    double decay = settings.run().optimization().averageDecay();
    this.average = decay > 0 ? Optional.of(new WeightAverage(averaged, decay)) : Optional.empty();
    this.shared = new SharedStep(workers, parameters.values(), statistics());
  }

  private RunJournal journal() {
    RunPage.Subject subject =
        new RunPage.Subject(
            stage.title(),
            stage.pictureColumns(),
            settings.run().optimization().schedule().steps(),
            settings.facesPerStep());
    return new RunJournal(run, subject, lossNames, stage.validationNames());
  }

  /**
   * Trains to the last step, or until told to stop, or until validation gets no better.
   *
   * @return steps done
   * @throws DivergedException if loss or gradients are not finite; the last checkpoint is good
   * @throws org.delocate.training.group.WorkerLostException if another worker does not take part
   *     any more
   */
  public long run() throws InterruptedException {
    try {
      long done = train();
      journal.ifPresent(open -> open.ended(status(), "", done));
      return done;
    } catch (RuntimeException e) {
      journal.ifPresent(open -> open.failed(e, state.step()));
      throw e;
    }
  }

  private RunStatus status() {
    if (state.step() == settings.run().optimization().schedule().steps()) {
      return RunStatus.FINISHED;
    }
    return isExhausted() ? RunStatus.ENDED_EARLY : RunStatus.STOPPED;
  }

  private long train() throws InterruptedException {
    long steps = settings.run().optimization().schedule().steps();
    int batches = settings.run().accumulation();
    int own = workers.share(batches);
    try (Learner learner =
        new Learner(parameters, settings.run().optimization(), stage::learningRateShare)) {
      RunCheckpoint checkpoint = new RunCheckpoint(run, stage.networks(), learner, average);
      checkpoint.read().ifPresent(found -> state = found);
      meet();
      journal.ifPresent(open -> open.startAt(state.step(), state.bestStep()));
      listener.started(state.step(), steps);
      StepGradients<B> gradients = new StepGradients<>(stage, settings, parameters);
      try (BatchFeeder<Episode<B>> feeder =
          new BatchFeeder<>(
              state.step() * own,
              steps * own,
              settings.run().threads(),
              Math.max(AHEAD, settings.run().threads()),
              index -> stage.batch(workers.batch(index, batches)))) {
        Speed speed = new Speed(feeder, settings.facesPerStep());
        stage.trainMode();
        while (state.step() < steps && !isExhausted()) {
          double norm = step(feeder, gradients, learner);
          speed.stepDone();
          boolean last = state.step() == steps;
          if (state.step() % LOG_EVERY == 0 || last) {
            report(norm, speed);
          }
          if (state.step() % settings.run().validateEvery() == 0 || last) {
            validate();
            speed.start();
          }
          boolean stopped = workers.any(stop.get());
          boolean due = state.step() % settings.run().checkpointEvery() == 0;
          if (workers.isFirst() && (last || stopped || isExhausted() || due)) {
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

  /** Makes sure that all workers begin with the same. */
  private void meet() {
    Optimization plan = settings.run().optimization();
    double[] here = {
      state.step(), plan.schedule().steps(), settings.run().accumulation(), settings.facesPerStep()
    };
    double[] first = workers.fromFirst(here);
    if (!Arrays.equals(here, first)) {
      throw new ConfigurationException(
          "this worker and the first one disagree about the steps done, the steps in all, the"
              + " batches or the faces of a step: here "
              + Arrays.toString(here)
              + ", there "
              + Arrays.toString(first)
              + "; give all of them the same configuration and the same folder of the run");
    }
    workers.copyFromFirst(Weights.state(stage.networks()).values());
    average.ifPresent(mean -> workers.copyFromFirst(mean.tensors().values()));
  }

  private List<Tensor> statistics() {
    List<Tensor> statistics = new ArrayList<>();
    averaged.forEach(
        (name, tensor) -> {
          if (!parameters.containsKey(name) && tensor.is_floating_point()) {
            statistics.add(tensor);
          }
        });
    return statistics;
  }

  private boolean isExhausted() {
    return settings.run().patience() > 0 && state.stale() >= settings.run().patience();
  }

  private double step(BatchFeeder<Episode<B>> feeder, StepGradients<B> gradients, Learner learner)
      throws InterruptedException {
    long step = state.step();
    List<Episode<B>> episodes = new ArrayList<>();
    for (int i = 0; i < workers.share(settings.run().accumulation()); i++) {
      episodes.add(feeder.next());
    }
    Map<String, Double> losses = shared.average(gradients.add(step, episodes));
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
    listener.progress(
        done, settings.run().optimization().schedule().steps(), means, since.facesPerSecond());
    Map<String, Double> line = new LinkedHashMap<>(means);
    line.put("gradientNorm", norm);
    line.put("learningRate", settings.run().optimization().schedule().at(done - 1));
    line.put("facesPerSecond", since.facesPerSecond());
    line.put("waitedShare", since.waitedShare());
    journal.ifPresent(open -> open.progress(done, line));
    state = state.logged();
  }

  private void validate() {
    Runnable measure =
        () -> {
          Map<String, Double> values = stage.validate(run.pictureFolder());
          state = state.validated(stage.merit(values));
          boolean best = state.bestStep() == state.step();
          journal.ifPresent(open -> open.validated(state.step(), values, best));
          listener.validated(state.step(), values, best);
          if (best) {
            run.replace("best", folder -> save(folder, values));
          }
        };
    if (workers.isFirst()) {
      average.ifPresentOrElse(mean -> mean.runWithAverage(averaged, measure), measure);
      stage.trainMode();
    }
    state = state.agreed(workers);
    if (isExhausted() && state.step() < settings.run().optimization().schedule().steps()) {
      listener.endedEarly(state.step(), state.bestStep());
    }
  }

  private void save(Path folder, Map<String, Double> validation) {
    Checkpoint.write(
        folder, stage.card(state.step(), validation), stage.networks(), Safetensors.Type.F32);
  }
}
