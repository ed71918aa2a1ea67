package org.delocate.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.evaluation.Evaluation;
import org.delocate.evaluation.EvaluationReport;
import org.delocate.network.AnalyzerOptions;
import org.delocate.network.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate evaluate}: a model's numbers on prepared faces, with their protocol. */
@Command(
    name = "evaluate",
    description = "Measures a model on the faces of a store: metrics.json and scores.csv.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "store:PATH",
      description = "Prepared faces, as 'delocate prepare' makes them.")
  private String data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, val or test (default: ${DEFAULT-VALUE}).")
  private String split;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where metrics.json and scores.csv go.")
  private Path out;

  @Option(names = "--per-frame", description = "Also write frames.csv, a row for each face.")
  private boolean perFrame;

  @Option(
      names = "--precision",
      paramLabel = "fp32|bf16|auto",
      defaultValue = "auto",
      description = "Numbers that the networks compute with (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Override
  public Integer call() {
    if (!data.startsWith("store:")) {
      throw new UsageException(
          "'" + data + "': evaluation reads a store; prepare the dataset and name store:PATH");
    }
    AnalyzerOptions options = new AnalyzerOptions(AnalyzerOptions.defaults().threads(), precision);
    EvaluationReport report;
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      report =
          Evaluation.of(
              Path.of(data.substring("store:".length())),
              split,
              model.checkpoint(),
              options,
              (done, all) ->
                  display.report(
                      (double) done / Math.max(1, all),
                      String.format(Locale.ROOT, "%,d of %,d faces", done, all)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    report.write(out, perFrame);
    spec.commandLine().getOut().println(report.table());
    return ExitCode.PROCESSED;
  }
}
