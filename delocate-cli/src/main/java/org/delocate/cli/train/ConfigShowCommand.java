package org.delocate.cli.train;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.network.model.Checkpoint;
import org.delocate.training.configuration.ConfigurationReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate config show}: every key with the value that holds. */
@Command(
    name = "show",
    description =
        "Prints every key of a configuration with its value: defaults, over them a file, over that"
            + " --set. What it prints is a configuration file again.")
final class ConfigShowCommand implements Callable<Integer> {
  private static final String OF_A_RUN = "config.yaml";

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "YAML, the folder of a run, or a checkpoint; none: the defaults.")
  private Path file;

  @Option(
      names = "--of",
      paramLabel = "NAME",
      completionCandidates = SettingKind.Names.class,
      description =
          "Which configuration: ${COMPLETION-CANDIDATES}. Without it the file's keys decide, and"
              + " without a file all are shown.")
  private String of;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key; may be repeated.")
  private List<String> overrides = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (file != null && Files.exists(file.resolve(Checkpoint.CARD_FILE))) {
      if (of != null || !overrides.isEmpty()) {
        throw new UsageException(
            "a checkpoint has the networks that it has, without --of or --set");
      }
      out.print(ConfigurationReader.write(Checkpoint.read(file).card().networks()));
    } else if (file != null) {
      Path yaml = Files.isDirectory(file) ? file.resolve(OF_A_RUN) : file;
      SettingKind kind =
          of == null ? SettingKind.of(ConfigurationReader.parse(yaml)) : SettingKind.named(of);
      out.print(values(kind, yaml));
    } else if (of != null) {
      out.print(values(SettingKind.named(of), null));
    } else if (!overrides.isEmpty()) {
      throw new UsageException("--set needs a file, or --of NAME");
    } else {
      for (SettingKind kind : SettingKind.ALL) {
        out.println("# " + kind.name() + ": " + kind.what());
        out.println(values(kind, null));
      }
    }
    return ExitCode.PROCESSED;
  }

  private String values(SettingKind kind, Path yaml) {
    return ConfigurationReader.write(ConfigurationReader.read(kind.defaults(), yaml, overrides));
  }
}
