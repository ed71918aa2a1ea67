package org.delocate.cli.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code delocate train}: one of the two stages, a probe of the first, a texture network beside
 * both, or the mean of runs.
 */
@Command(
    name = "train",
    description =
        "Trains a stage of the model, probes one, fits a texture network, or averages what was"
            + " trained.",
    subcommands = {
      TrainRecoveringCommand.class,
      TrainLocalizationCommand.class,
      TrainProbeCommand.class,
      TrainTextureCommand.class,
      TrainMeanCommand.class
    })
public final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a stage: recovering or localization");
  }
}
