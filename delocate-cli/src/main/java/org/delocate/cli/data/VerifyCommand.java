package org.delocate.cli.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.check.DatasetCheck;
import org.delocate.dataset.check.DatasetReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate verify}: what a dataset holds, and what is wrong with it. */
@Command(
    name = "verify",
    description = {
      "Looks through a dataset: records per split, label and method; what is missing, unreadable or without a mask; people in more than one split.",
      "Exit code 3 where something is missing, contradictory or unreadable."
    })
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "LAYOUT:PATH",
      description = "The dataset; the layout 'auto' recognises it.")
  private String data;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--quick", description = "Open no file: look at lists and names only.")
  private boolean quick;

  @Option(
      names = "--strict",
      description =
          "Exit code 3 also for people in more than one split, masks of another length and stray files.")
  private boolean strict;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per core).")
  private Integer threads;

  @Override
  public Integer call() {
    int chosen = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (chosen < 1) {
      throw new UsageException("--threads is a number of at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    DatasetReport report;
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      report = DatasetCheck.run(data, quick, chosen, (done, total) -> show(display, done, total));
    }
    if (json) {
      out.println(asJson(report));
    } else {
      report.lines().forEach(out::println);
    }
    return report.isFaulty() || (strict && report.isDoubtful())
        ? ExitCode.INPUT_FAILED
        : ExitCode.PROCESSED;
  }

  /** Files are opened on several threads; a display serves one. */
  private static void show(Progress display, long done, long total) {
    synchronized (display) {
      display.report(
          (double) done / total, String.format(Locale.ROOT, "opening files of %,d records", total));
    }
  }

  private static String asJson(DatasetReport report) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of numbers and texts is always writable", e);
    }
  }
}
