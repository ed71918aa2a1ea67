package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.List;
import org.delocate.training.configuration.ConfigurationReader;
import picocli.CommandLine.Option;

/** Where a configuration comes from: a file, and keys of the command line over it. */
final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file; what it does not name has its default. An unknown key is an error.")
  private Path configuration;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key of the configuration; may be repeated.")
  private List<String> overrides = List.of();

  /** Whether the command line says anything of a configuration. */
  boolean isGiven() {
    return configuration != null || !overrides.isEmpty();
  }

  /**
   * The configuration.
   *
   * @param defaults of what is not named
   */
  <T extends Record> T read(T defaults) {
    return ConfigurationReader.read(defaults, configuration, overrides);
  }
}
