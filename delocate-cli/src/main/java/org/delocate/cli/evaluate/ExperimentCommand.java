package org.delocate.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.GentleStop;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.DeviceOption;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.experiment.Experiments;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.ExperimentSettings;
import org.delocate.experiment.bench.StoppedException;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.model.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate experiment}: one of the method's experiments, with tables and plots. */
@Command(
    name = "experiment",
    description =
        "Carries out an experiment of the method within a budget: tables, plots and protocol. The"
            + " same command goes on with one that was stopped.")
public final class ExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  /** For the help. */
  static final class Names extends java.util.ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Experiments.names());
    }
  }

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "STORE",
      description = "Prepared faces, as 'delocate prepare' makes them.")
  private Path store;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Results, and what a stopped experiment left.")
  private Path out;

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      defaultValue = "10",
      description =
          "What all of it may take, roughly; decides on steps and faces (default:"
              + " ${DEFAULT-VALUE}).")
  private double budget;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each training instead of what the budget gives.")
  private Integer steps;

  @Option(
      names = "--faces",
      paramLabel = "N",
      description = "Faces of each measurement instead of what the budget gives.")
  private Integer faces;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description =
          "Split to measure on (default: test if it has what the experiment needs, otherwise val).")
  private String split;

  @Option(
      names = "--recovering",
      paramLabel = "CHECKPOINT",
      description =
          "Stage 1 that trainings start from (default: one is trained within the budget).")
  private Path recovering;

  @Option(
      names = "--fold-models",
      split = ",",
      paramLabel = "CHECKPOINT",
      description =
          "For worlds and edits: the model that scores each fold and did not learn from it, in the order of the"
              + " folds' names (default: --model scores all).")
  private List<Path> foldModels = List.of();

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these variants of an experiment that trains (default: all); for edits: these, each"
              + " NAME:STRENGTH, in place of the usual ones.")
  private List<String> variants = List.of();

  @Option(
      names = "--set",
      paramLabel = "STAGE.key=value",
      description =
          "Overrides a key of the trainings: recovering.key=value or localization.key=value; may"
              + " be repeated.")
  private List<String> overrides = List.of();

  @Option(
      names = "--degrade",
      paramLabel = "NAME:STRENGTH",
      description =
          "What faces suffer before they are measured, 1 (hardly visible) to 5; for localization.")
  private String degrade;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the networks (default: one per core).")
  private Integer threads;

  @Mixin private DeviceOption device;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of samples, forgeries and trainings (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress display = Displays.progress(err);
        GentleStop stop = new GentleStop(err)) {
      Experiment experiment = Experiments.named(name);
      try (Workbench bench =
          new Workbench(
              name, settings(experiment), new ExperimentProgress(display, err), stop.requested())) {
        ExperimentResult result = experiment.run(bench);
        result.write(out);
        display.clear();
        spec.commandLine().getOut().println(result.markdown());
      }
      return ExitCode.PROCESSED;
    } catch (StoppedException e) {
      err.println("delocate: " + e.getMessage() + "; the same command goes on with it");
      return ExitCode.PROCESSED;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private ExperimentSettings settings(Experiment experiment) {
    if (degrade != null && !experiment.degrades()) {
      throw new IllegalArgumentException(
          "the experiment " + name + " does not degrade faces: leave --degrade out");
    }
    if (!foldModels.isEmpty() && !experiment.takesFoldModels()) {
      throw new IllegalArgumentException(
          "the experiment " + name + " has no folds: leave --fold-models out");
    }
    boolean oneModel = !experiment.trains() && foldModels.isEmpty();
    return new ExperimentSettings(
        store,
        out,
        new ExperimentSettings.Effort(
            budget, Optional.ofNullable(steps), Optional.ofNullable(faces)),
        Optional.ofNullable(split),
        new ExperimentSettings.Models(
            oneModel ? Optional.of(model.checkpoint()) : Optional.empty(),
            Optional.ofNullable(recovering),
            foldModels.stream().map(Checkpoint::read).toList()),
        new ExperimentSettings.Trainings(variants, overrides),
        Optional.ofNullable(degrade).map(NamedDegradations::parse),
        device.ofNetworks(threads == null ? AnalyzerOptions.defaults().threads() : threads),
        seed);
  }
}
