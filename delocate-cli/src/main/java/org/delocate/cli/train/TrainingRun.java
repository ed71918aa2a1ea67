package org.delocate.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.GentleStop;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.group.Workers;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.loop.TrainingRuns;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both stages have in common: options, progress, and a stop that keeps what was learnt. */
final class TrainingRun {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder of the run: configuration, log, checkpoints (default: runs/<stage>).")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Goes on with a run from its last checkpoint.")
  private Path resume;

  @Option(
      names = "--world-size",
      paramLabel = "N",
      description = "Processes that train the run together; accumulation must be a multiple of it.")
  private int worldSize = 1;

  @Option(
      names = "--rank",
      paramLabel = "N",
      description = "Which of them this one is, from 0; 0 validates, logs and writes checkpoints.")
  private int rank;

  @Option(
      names = "--rendezvous",
      paramLabel = "ADDRESS",
      description =
          "Where they meet: tcp://HOST:PORT with the host of rank 0, or file:///PATH, a new file"
              + " that all of them see.")
  private String rendezvous = "";

  @Option(
      names = "--worker-timeout",
      paramLabel = "SECONDS",
      description =
          "After this long without a word, other processes count as lost (default: 1800).")
  private long workerTimeout = Workers.TIMEOUT.toSeconds();

  /** Alone, unless the command line says otherwise. */
  private Workers workers() {
    try {
      return worldSize == 1 && rank == 0
          ? Workers.alone()
          : Workers.of(worldSize, rank, rendezvous, Duration.ofSeconds(workerTimeout));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /**
   * Trains; Ctrl-C ends the run after the current step, with a checkpoint.
   *
   * @param standard folder of the run, if none is named
   */
  <C extends Record & TrainingConfiguration> int carryOut(
      CommandLine command, TrainingRuns<C> runs, Path standard) throws InterruptedException {
    if (resume != null && (configuration.isGiven() || out != null)) {
      throw new UsageException(
          "--resume goes on with the configuration of the run; leave out --config, --set and"
              + " --out");
    }
    if (resume == null && !configuration.isGiven()) {
      throw new UsageException(
          "name a configuration with --config FILE, or a run to go on with by --resume RUN");
    }
    PrintWriter err = command.getErr();
    try (Progress display = Displays.progress(err);
        GentleStop stop = new GentleStop(err)) {
      TrainingListener listener = new Lines(display, err);
      long steps =
          resume != null
              ? runs.resume(resume, workers(), listener, stop.requested())
              : runs.start(
                  configuration.read(runs.defaults()),
                  out != null ? out : standard,
                  workers(),
                  listener,
                  stop.requested());
      display.clear();
      command.getOut().println(String.format(Locale.ROOT, "%,d steps done", steps));
    }
    return ExitCode.PROCESSED;
  }

  /** Progress as a display line, validations as lines that stay. */
  record Lines(Progress display, PrintWriter err) implements TrainingListener {
    @Override
    public void started(long step, long steps) {
      display.startAt((double) step / Math.max(1, steps));
    }

    @Override
    public void progress(long step, long steps, Map<String, Double> losses, double facesPerSecond) {
      display.report(
          (double) step / Math.max(1, steps),
          String.format(
              Locale.ROOT,
              "step %d%s%s, %.0f faces/s",
              step,
              losses.isEmpty() ? "" : ", ",
              values(losses),
              facesPerSecond));
    }

    @Override
    public void validated(long step, Map<String, Double> values, boolean best) {
      display.clear();
      err.println(
          String.format(
              Locale.ROOT,
              "step %d, validation: %s%s",
              step,
              values(values),
              best ? " (best so far)" : ""));
    }

    @Override
    public void endedEarly(long step, long bestStep) {
      display.clear();
      err.println(
          String.format(
              Locale.ROOT,
              "step %d: no validation was better than that of step %d; the run ends here",
              step,
              bestStep));
    }

    private static String values(Map<String, Double> values) {
      return values.entrySet().stream()
          .map(value -> String.format(Locale.ROOT, "%s %.4g", value.getKey(), value.getValue()))
          .collect(Collectors.joining(", "));
    }
  }
}
