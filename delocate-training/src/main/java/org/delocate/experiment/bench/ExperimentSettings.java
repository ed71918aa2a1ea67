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
 * @param budgetMinutes that all of it may take, roughly; decides on steps and faces
 * @param steps of each stage 2 instead of what the budget gives; repeatable on any machine
 * @param faces of each measurement instead of what the budget gives
 * @param split to measure on; empty: {@code test} if it has what the experiment needs, otherwise
 *     {@code val}
 * @param model that experiments without training measure
 * @param recovering checkpoint of stage 1 that experiments with training start from; empty: they
 *     train one
 * @param variants to carry out, by name; empty for all
 * @param overrides {@code localization.key=value} or {@code recovering.key=value} for trainings
 * @param degradation what faces suffer before they are measured, in {@linkplain Experiment#degrades
 *     experiments that can}
 * @param analyzer threads and precision of measurements
 * @param seed of samples and forgeries
 * @param foldModels in {@linkplain Experiment#takesFoldModels experiments that take them}, the
 *     model that scores each fold, in the order of the folds' names; empty: {@code model} scores
 *     all
 */
public record ExperimentSettings(
    Path store,
    Path out,
    double budgetMinutes,
    Optional<Integer> steps,
    Optional<Integer> faces,
    Optional<String> split,
    Optional<Checkpoint> model,
    Optional<Path> recovering,
    List<String> variants,
    List<String> overrides,
    Optional<Degradation> degradation,
    AnalyzerOptions analyzer,
    long seed,
    List<Checkpoint> foldModels) {

  public ExperimentSettings {
    if (!(budgetMinutes > 0)) {
      throw new IllegalArgumentException("a budget of " + budgetMinutes + " minutes");
    }
    for (Optional<Integer> count : List.of(steps, faces)) {
      if (count.isPresent() && count.get() < 1) {
        throw new IllegalArgumentException("steps and faces are at least 1");
      }
    }
    variants = List.copyOf(variants);
    overrides = List.copyOf(overrides);
    foldModels = List.copyOf(foldModels);
  }

  /** Without models of folds. */
  public ExperimentSettings(
      Path store,
      Path out,
      double budgetMinutes,
      Optional<Integer> steps,
      Optional<Integer> faces,
      Optional<String> split,
      Optional<Checkpoint> model,
      Optional<Path> recovering,
      List<String> variants,
      List<String> overrides,
      Optional<Degradation> degradation,
      AnalyzerOptions analyzer,
      long seed) {
    this(
        store,
        out,
        budgetMinutes,
        steps,
        faces,
        split,
        model,
        recovering,
        variants,
        overrides,
        degradation,
        analyzer,
        seed,
        List.of());
  }
}
