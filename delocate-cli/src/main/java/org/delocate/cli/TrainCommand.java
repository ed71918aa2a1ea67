package org.delocate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code delocate train}: one of the two stages, or a probe of the first. */
@Command(
    name = "train",
    description = "Trains a stage of the model, or probes one.",
    subcommands = {
      TrainRecoveringCommand.class,
      TrainLocalizationCommand.class,
      TrainProbeCommand.class
    })
final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a stage: recovering or localization");
  }
}
