package org.delocate.cli.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.prepare.StoreBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate benchmark-store}: for those who work on the store. */
@Command(
    name = "benchmark-store",
    hidden = true,
    description = "Measures how fast a store opens and is read; makes a synthetic one if missing.")
public final class StoreBenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "STORE", description = "The store.")
  private Path store;

  @Option(
      names = "--faces",
      paramLabel = "N",
      defaultValue = "160000",
      description = "Faces of a synthetic store (default: ${DEFAULT-VALUE}, 9 GB).")
  private int faces;

  @Option(
      names = "--read",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Faces that are read (default: ${DEFAULT-VALUE}).")
  private int read;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Threads.")
  private int threads;

  @Override
  public Integer call() {
    if (faces < 1 || read < 1 || threads < 1) {
      throw new UsageException("--faces, --read and --threads are numbers of at least 1");
    }
    if (!Files.exists(store.resolve("store.json"))) {
      StoreBenchmark.write(store, faces);
    }
    for (int run = 0; run < 3; run++) {
      StoreBenchmark.Times times = StoreBenchmark.measure(store, read, threads);
      spec.commandLine()
          .getOut()
          .println(
              String.format(
                  Locale.ROOT,
                  "%,d faces opened in %.2f s, %,d read at %,.0f a second on %d threads",
                  times.faces(),
                  times.openSeconds(),
                  times.read(),
                  times.facesPerSecond(),
                  threads));
    }
    return ExitCode.PROCESSED;
  }
}
