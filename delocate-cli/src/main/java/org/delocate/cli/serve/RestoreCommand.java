package org.delocate.cli.serve;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.storage.Backup;
import org.delocate.storage.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate restore}: a new data folder from a backup. */
@Command(name = "restore", description = "Lays a backup out as a new folder for a service.")
public final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--from", required = true, paramLabel = "DIR", description = "The backup.")
  private Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The new folder, which must be empty or missing.")
  private Path data;

  @Override
  public Integer call() {
    try {
      long files = Backup.restore(from, data);
      spec.commandLine().getOut().println(files + " files restored to " + data);
      return ExitCode.PROCESSED;
    } catch (StorageException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
