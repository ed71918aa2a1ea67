package org.delocate.experiment.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.model.Checkpoint;

/**
 * What a run of an experiment works with.
 *
 * @param store of prepared faces
 * @param out folder of results, and of what a stopped run left
 * @param effort how much it may take
 * @param split to measure on; empty: {@code test} if it has what the experiment needs, otherwise
 *     {@code val}
 * @param models that it measures, or starts from
 * @param trainings what experiments with training carry out
 * @param degradation what faces suffer before they are measured, in {@linkplain Experiment#degrades
 *     experiments that can}
 * @param analyzer threads and precision of measurements
 * @param seed of samples and forgeries
 */
public record ExperimentSettings(
    Path store,
    Path out,
    Effort effort,
    Optional<String> split,
    Models models,
    Trainings trainings,
    Optional<Degradation> degradation,
    AnalyzerOptions analyzer,
    long seed) {

  /**
   * How much an experiment may take.
   *
   * @param budgetMinutes that all of it may take, roughly; decides on steps and faces
   * @param steps of each stage 2 instead of what the budget gives; repeatable on any machine
   * @param faces of each measurement instead of what the budget gives
   */
  public record Effort(double budgetMinutes, Optional<Integer> steps, Optional<Integer> faces) {

    public Effort {
      if (!(budgetMinutes > 0)) {
        throw new IllegalArgumentException("a budget of " + budgetMinutes + " minutes");
      }
      for (Optional<Integer> count : List.of(steps, faces)) {
        if (count.isPresent() && count.get() < 1) {
          throw new IllegalArgumentException("steps and faces are at least 1");
        }
      }
    }
  }

  /**
   * Which models an experiment needs.
   *
   * @param measured by experiments without training
   * @param recovering checkpoint of stage 1 that experiments with training start from; empty: they
   *     train one
   * @param ofFolds in {@linkplain Experiment#takesFoldModels experiments that take them}, the model
   *     that scores each fold, in the order of the folds' names; empty: {@code measured} scores all
   */
  public record Models(
      Optional<Checkpoint> measured, Optional<Path> recovering, List<Checkpoint> ofFolds) {

    public Models {
      ofFolds = List.copyOf(ofFolds);
    }

    /** One that is measured. */
    public static Models measured(Checkpoint model) {
      return new Models(Optional.of(model), Optional.empty(), List.of());
    }
  }

  /**
   * What experiments with training carry out.
   *
   * @param variants by name; empty for all
   * @param overrides {@code localization.key=value} or {@code recovering.key=value}
   */
  public record Trainings(List<String> variants, List<String> overrides) {

    public Trainings {
      variants = List.copyOf(variants);
      overrides = List.copyOf(overrides);
    }

    /** All of them, as they are. */
    public static Trainings all() {
      return new Trainings(List.of(), List.of());
    }
  }
}
