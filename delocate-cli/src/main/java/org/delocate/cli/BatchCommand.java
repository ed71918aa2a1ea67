package org.delocate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.delocate.cli.option.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code delocate batch}, as far as this program knows it: the launcher starts another one, since
 * Spark's libraries would slow every other verb.
 */
@Command(
    name = "batch",
    description = {
      "Scans archives of videos on Apache Spark, into a table. docs/archives.md describes it.",
      "A program of its own: './delocate batch --help' shows its options."
    })
final class BatchCommand implements Callable<Integer> {
  @Unmatched private List<String> unusedHere;

  @Override
  public Integer call() {
    throw new UsageException(
        "batch is started by the launcher, ./delocate batch, or by spark-submit with"
            + " delocate-batch.jar (docs/archives.md)");
  }
}
