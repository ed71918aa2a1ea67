package org.delocate.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.DeviceOption;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.evaluation.report.Evaluation;
import org.delocate.evaluation.report.EvaluationReport;
import org.delocate.evaluation.report.RunComparison;
import org.delocate.metrics.PairedBootstrap;
import org.delocate.network.analysis.AnalyzerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate evaluate}: a model's numbers on prepared faces, with their protocol. */
@Command(
    name = "evaluate",
    description =
        "Measures a model on the faces of a store, or compares two such measurements: metrics.json,"
            + " scores.csv and a page.")
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      paramLabel = "store:PATH",
      description = "Prepared faces, as 'delocate prepare' makes them.")
  private String data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, val, test or a fold such as fold4 (default: ${DEFAULT-VALUE}).")
  private String split;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where metrics.json, scores.csv and evaluation.html go.")
  private Path out;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "RUN",
      description =
          "Compares two folders of earlier evaluations of the same videos by a paired bootstrap;"
              + " with --out, also as comparison.csv.")
  private List<Path> compared = List.of();

  @Option(names = "--per-frame", description = "Also write frames.csv, a row for each face.")
  private boolean perFrame;

  @Mixin private DeviceOption device;

  @Override
  public Integer call() {
    if (!compared.isEmpty()) {
      return compare();
    }
    if (data == null || out == null) {
      throw new UsageException(
          "name --data store:PATH and --out DIR, or two evaluations with --compare RUN RUN");
    }
    if (!data.startsWith("store:")) {
      throw new UsageException(
          "'" + data + "': evaluation reads a store; prepare the dataset and name store:PATH");
    }
    AnalyzerOptions options = device.ofNetworks(AnalyzerOptions.defaults().threads());
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

  private int compare() {
    if (data != null) {
      throw new UsageException("--compare reads two evaluations; leave out --data");
    }
    RunComparison comparison;
    try {
      comparison = RunComparison.of(compared.get(0), compared.get(1), PairedBootstrap.standard());
      if (out != null) {
        comparison.csv().write(out.resolve("comparison.csv"));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    spec.commandLine().getOut().println(comparison.table());
    return ExitCode.PROCESSED;
  }
}
