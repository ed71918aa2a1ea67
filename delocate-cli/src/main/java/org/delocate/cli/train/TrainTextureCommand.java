package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.training.texture.TextureConfiguration;
import org.delocate.training.texture.TextureTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate train texture}: what texture and motion tell over many worlds. */
@Command(
    name = "texture",
    description = {
      "Gives a checkpoint a texture network: a linear discriminant of frozen features, fitted in minutes to clips of many"
          + " pages and generators, and once more without each split that is to be measured on.",
      "The result has no calibration: 'delocate release' gives it one."
    })
final class TrainTextureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Gets a checkpoint 'best', and one 'without-SPLIT' for each split kept apart; what those say of its clips goes"
              + " into 'apart.csv'. With placesAlone or passagesAlone it gets 'best' alone.")
  private Path out;

  @Override
  public Integer call() throws InterruptedException {
    if (!configuration.isGiven()) {
      throw new UsageException(
          "name a configuration with --config FILE, or checkpoint, encoder and clips with"
              + " --set model=FOLDER --set encoder=FILE --set worlds=FOLDER");
    }
    TextureConfiguration chosen = configuration.read(TextureConfiguration.defaults());
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      TextureTraining.Learnt learnt =
          TextureTraining.run(
              chosen, out, new TrainingRun.Lines(display, spec.commandLine().getErr()));
      display.clear();
      spec.commandLine().getOut().println(out.resolve("best") + ": fitted to " + learnt.from());
      learnt.apart().inWords().forEach(spec.commandLine().getOut()::println);
    }
    return ExitCode.PROCESSED;
  }
}
