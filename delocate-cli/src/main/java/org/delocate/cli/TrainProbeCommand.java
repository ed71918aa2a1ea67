package org.delocate.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.training.ConfigurationReader;
import org.delocate.training.EncoderProbe;
import org.delocate.training.ProbeConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate train probe}: what stage 1's encoder knows of forgeries. */
@Command(
    name = "probe",
    description =
        "Measures what the encoder of stage 1 knows of forgeries, by a linear layer on top of it.")
final class TrainProbeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Override
  public Integer call() throws InterruptedException {
    if (configuration == null && overrides.isEmpty()) {
      throw new UsageException(
          "name a configuration with --config FILE, or a store and a checkpoint with"
              + " --set store=FOLDER --set recovering=FOLDER");
    }
    ProbeConfiguration probe =
        ConfigurationReader.read(ProbeConfiguration.defaults(), configuration, overrides);
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      EncoderProbe.Result result =
          EncoderProbe.run(probe, new TrainingRun.Lines(display, spec.commandLine().getErr()));
      display.clear();
      spec.commandLine()
          .getOut()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s probe on %d faces of the split val: area under ROC %.4f, accuracy %.4f",
                  probe.mode(),
                  result.faces(),
                  result.areaUnderRoc(),
                  result.accuracy()));
    }
    return ExitCode.PROCESSED;
  }
}
