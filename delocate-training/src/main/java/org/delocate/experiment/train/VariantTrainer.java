package org.delocate.experiment.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.StoppedException;
import org.delocate.experiment.bench.Workbench;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.localization.LocalizationTraining;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.recovering.RecoveringConfiguration;
import org.delocate.training.recovering.RecoveringTraining;

/**
 * Trains the variants of an experiment as {@code delocate train} does, each for as many steps as
 * the others, and goes on with one that was stopped.
 */
final class VariantTrainer {

  /** Steps that the pace is measured in: the log's first line is warm-up, the second is timed. */
  private static final int PACE_STEPS = 14;

  /** Faces of a measurement where the budget does not decide. */
  private static final int STANDARD_FACES = 1000;

  private final Workbench bench;
  private final VariantConfigurations configurations;

  /**
   * @throws IllegalArgumentException if an override names no stage
   */
  VariantTrainer(Workbench bench) {
    this.bench = bench;
    this.configurations = new VariantConfigurations(bench);
  }

  /** Reads every configuration once, so that a wrong key ends the experiment before it begins. */
  void check(List<Variant> variants) {
    Schedule some = new Schedule(10, 10, 10);
    for (Variant variant : variants) {
      configurations.recovering(variant.recovering(), some.recoveringSteps());
      configurations.localization(variant, "", some.steps());
    }
  }

  /**
   * The steps that the settings or the budget give, measured once and kept.
   *
   * @param measurements of trained variants
   */
  Schedule schedule(List<Variant> variants, int measurements) throws InterruptedException {
    if (bench.settings().effort().steps().isPresent()) {
      int steps = bench.settings().effort().steps().get();
      return new Schedule(steps, steps, bench.settings().effort().faces().orElse(STANDARD_FACES));
    }
    Schedule kept = bench.kept("schedule", Schedule.class).orElse(null);
    if (kept != null) {
      return kept;
    }
    Set<Variant.Stage1> stages = trainedStages(variants);
    Path stage1 = bench.settings().models().recovering().orElse(null);
    Schedule.Pace recovering = new Schedule.Pace(1, 0);
    if (!stages.isEmpty()) {
      Path run = empty("speed-recovering");
      RecoveringConfiguration configuration =
          configurations.recovering(stages.iterator().next(), PACE_STEPS);
      recovering =
          pace(
              configuration.facesPerStep(),
              listener ->
                  RecoveringTraining.runs()
                      .start(configuration, run, listener, new AtomicBoolean()));
      stage1 = stage1 == null ? run.resolve("best") : stage1;
    }
    Map<String, Schedule.Pace> paces = new LinkedHashMap<>();
    double secondsPerFace = 0;
    for (Variant variant : variants) {
      if (!paces.containsKey(variant.pace())) {
        Path run = empty("speed-" + variant.pace());
        LocalizationConfiguration configuration =
            configurations.localization(variant, stage1.toString(), PACE_STEPS);
        paces.put(
            variant.pace(),
            pace(
                configuration.facesPerStep(),
                listener ->
                    LocalizationTraining.runs()
                        .start(configuration, run, listener, new AtomicBoolean())));
        secondsPerFace = secondsPerFace == 0 ? secondsPerFace(run.resolve("best")) : secondsPerFace;
      }
    }
    List<Schedule.Pace> each = variants.stream().map(v -> paces.get(v.pace())).toList();
    Schedule schedule =
        Schedule.within(
            bench.settings().effort().budgetMinutes() * 60,
            recovering,
            stages.size(),
            each.get(0),
            each,
            secondsPerFace,
            measurements);
    schedule =
        new Schedule(
            schedule.recoveringSteps(),
            schedule.steps(),
            bench.settings().effort().faces().orElse(schedule.testFaces()));
    bench.keep("schedule", schedule);
    empty("speed-recovering");
    paces.keySet().forEach(pace -> empty("speed-" + pace));
    return schedule;
  }

  private Set<Variant.Stage1> trainedStages(List<Variant> variants) {
    Set<Variant.Stage1> stages = new LinkedHashSet<>();
    for (Variant variant : variants) {
      if (!isGiven(variant.recovering())) {
        stages.add(variant.recovering());
      }
    }
    return stages;
  }

  private boolean isGiven(Variant.Stage1 stage) {
    return stage.given() && bench.settings().models().recovering().isPresent();
  }

  /** A stage's training: returns the steps done in all. */
  private interface Training {
    long run(TrainingListener listener) throws InterruptedException;
  }

  private Schedule.Pace pace(int facesPerStep, Training training) throws InterruptedException {
    long start = System.nanoTime();
    double[] rate = {0};
    training.run(
        new Progress(
            (step, facesPerSecond) -> {
              rate[0] = facesPerSecond;
              bench.listener().progress("measuring the pace", (double) step / PACE_STEPS);
            }));
    double seconds = (System.nanoTime() - start) / 1e9;
    double perStep = facesPerStep / rate[0];
    return new Schedule.Pace(perStep, Math.max(0, seconds - PACE_STEPS * perStep));
  }

  private double secondsPerFace(Path checkpoint) {
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Checkpoint.read(checkpoint), bench.settings().analyzer())) {
      return bench.secondsPerFace(
          FaceSupply.of(bench.store(), entry -> entry.split().equals("val")), analyzer);
    }
  }

  /**
   * Trains a variant, with its stage 1 if that is not there yet.
   *
   * @return its checkpoint
   * @throws StoppedException if it was stopped; the next call goes on
   */
  Checkpoint train(Variant variant, Schedule schedule) throws InterruptedException {
    Variant.Stage1 stage = variant.recovering();
    Path stage1;
    if (isGiven(stage)) {
      stage1 = bench.settings().models().recovering().orElseThrow();
    } else {
      Path run = folder("stage1-" + stage.name());
      finish(
          "stage 1: " + stage.name(),
          run,
          schedule.recoveringSteps(),
          listener ->
              Files.exists(run.resolve("config.yaml"))
                  ? RecoveringTraining.runs().resume(run, listener, bench.stop())
                  : RecoveringTraining.runs()
                      .start(
                          configurations.recovering(stage, schedule.recoveringSteps()),
                          run,
                          listener,
                          bench.stop()));
      stage1 = run.resolve("best");
    }
    Path run = folder(variant.name());
    finish(
        variant.name(),
        run,
        schedule.steps(),
        listener ->
            Files.exists(run.resolve("config.yaml"))
                ? LocalizationTraining.runs().resume(run, listener, bench.stop())
                : LocalizationTraining.runs()
                    .start(
                        configurations.localization(variant, stage1.toString(), schedule.steps()),
                        run,
                        listener,
                        bench.stop()));
    return Checkpoint.read(run.resolve("best"));
  }

  private void finish(String name, Path run, int steps, Training training)
      throws InterruptedException {
    String part = "trained " + name;
    if (bench.kept(part, String.class).isPresent()) {
      return;
    }
    if (bench.stop().get()) {
      throw new StoppedException("stopped before '" + name + "'");
    }
    long done =
        training.run(
            new Progress((step, rate) -> bench.listener().progress(name, (double) step / steps)));
    if (done < steps) {
      throw new StoppedException(
          String.format(Locale.ROOT, "stopped in '%s' after %,d of %,d steps", name, done, steps));
    }
    bench.keep(part, run.getFileName().toString());
    bench.listener().finished(part);
  }

  /** A run's folder without what an earlier attempt left in it. */
  private Path empty(String name) {
    Path folder = folder(name);
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " cannot be emptied", e);
      }
    }
    return folder;
  }

  private Path folder(String name) {
    return bench.settings().out().resolve("runs").resolve(name.replaceAll("[^A-Za-z0-9.-]+", "-"));
  }

  /** What is heard of a training. */
  private record Progress(Heard heard) implements TrainingListener {
    interface Heard {
      void step(long step, double facesPerSecond);
    }

    @Override
    public void progress(long step, long steps, Map<String, Double> losses, double facesPerSecond) {
      heard.step(step, facesPerSecond);
    }

    @Override
    public void validated(long step, Map<String, Double> values, boolean best) {}
  }
}
