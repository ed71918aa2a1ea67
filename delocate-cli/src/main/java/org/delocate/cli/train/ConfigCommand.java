package org.delocate.cli.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code delocate config}: what a training can be told. */
@Command(
    name = "config",
    description = "Shows the values that a training would have, or explains their keys.",
    subcommands = {ConfigShowCommand.class, ConfigExplainCommand.class})
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one: show or explain");
  }
}
