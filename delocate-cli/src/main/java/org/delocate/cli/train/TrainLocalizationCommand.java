package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.training.localization.LocalizationTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code delocate train localization}: stage 2, on top of a trained stage 1. */
@Command(
    name = "localization",
    description = "Stage 2: learns from real and forged faces what is forged, and where.")
final class TrainLocalizationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TrainingRun run;

  @Override
  public Integer call() throws InterruptedException {
    return run.carryOut(
        spec.commandLine(), LocalizationTraining.runs(), Path.of("runs/localization"));
  }
}
