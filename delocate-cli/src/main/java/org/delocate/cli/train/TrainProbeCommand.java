package org.delocate.cli.train;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.training.measure.EncoderProbe;
import org.delocate.training.measure.ProbeConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code delocate train probe}: what stage 1's encoder knows of forgeries. */
@Command(
    name = "probe",
    description =
        "Measures what the encoder of stage 1 knows of forgeries, by a linear layer on top of it.")
final class TrainProbeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() throws InterruptedException {
    if (!configuration.isGiven()) {
      throw new UsageException(
          "name a configuration with --config FILE, or a store and a checkpoint with"
              + " --set store=FOLDER --set recovering=FOLDER");
    }
    ProbeConfiguration probe = configuration.read(ProbeConfiguration.defaults());
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
