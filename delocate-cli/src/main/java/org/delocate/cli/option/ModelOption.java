package org.delocate.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.network.model.Checkpoint;
import picocli.CommandLine.Option;

/** Which model a command works with. */
public final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "Folder or *.safetensors file of a checkpoint (default: the shipped one).")
  private Path path;

  /** Where the checkpoint is; empty for the shipped one. */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /** Reads the checkpoint. */
  public Checkpoint checkpoint() {
    if (path != null) {
      return Checkpoint.read(path);
    }
    return Checkpoint.shipped()
        .orElseThrow(
            () ->
                new UsageException(
                    "no checkpoint is shipped with this build; name one with --model"));
  }
}
