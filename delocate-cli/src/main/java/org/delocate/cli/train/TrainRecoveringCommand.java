package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.training.recovering.RecoveringConfiguration;
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
    return run.carryOut(
        spec.commandLine(),
        (listener, stop) -> {
          Path folder = run.folder("runs/recovering");
          return run.isResumed()
              ? RecoveringTraining.resume(folder, run.workers(), listener, stop)
              : RecoveringTraining.start(
                  run.configuration(RecoveringConfiguration.defaults()),
                  folder,
                  run.workers(),
                  listener,
                  stop);
        });
  }
}
