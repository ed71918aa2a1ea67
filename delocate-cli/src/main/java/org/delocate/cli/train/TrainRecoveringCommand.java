package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.training.recovering.RecoveringTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code delocate train recovering}: stage 1, on real faces only. */
@Command(
    name = "recovering",
    description = "Stage 1: learns from real faces how to recover masked parts of a face.")
final class TrainRecoveringCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TrainingRun run;

  @Override
  public Integer call() throws InterruptedException {
    return run.carryOut(spec.commandLine(), RecoveringTraining.runs(), Path.of("runs/recovering"));
  }
}
