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

/** {@code delocate backup}: a copy of a service's data, made while it runs. */
@Command(
    name = "backup",
    description =
        "Copies the data of a service, which may run: the rows as of one moment, then the files.")
public final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "delocate-data",
      description = "Folder of the service (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the copy.")
  private Path out;

  @Override
  public Integer call() {
    try {
      Backup.Copied copied = Backup.make(data, out);
      spec.commandLine()
          .getOut()
          .println(
              (copied.scans() < 0 ? "" : copied.scans() + " scans, ")
                  + copied.files()
                  + " files copied to "
                  + out);
      if (copied.missing() > 0) {
        spec.commandLine()
            .getErr()
            .println("delocate: " + copied.missing() + " were deleted meanwhile");
      }
      return ExitCode.PROCESSED;
    } catch (StorageException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
