package org.delocate.cli.train;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.ModelCard;
import org.delocate.training.weights.ModelSoup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate train mean}: one checkpoint from several. */
@Command(
    name = "mean",
    description = {
      "Averages the weights of several checkpoints of the same networks (a model soup), such as those of a run and of",
      "the one that it went on from. The mean has no calibration: 'delocate release' gives it one."
    })
final class TrainMeanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "A checkpoint; once for each. The card of the mean follows the first's.")
  private List<Path> models;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where model.json and model.safetensors go.")
  private Path out;

  @Override
  public Integer call() {
    try {
      ModelCard card = ModelSoup.write(models.stream().map(Checkpoint::read).toList(), out);
      spec.commandLine()
          .getOut()
          .println(out + ": the mean of " + card.provenance().configuration().get("mean"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    return ExitCode.PROCESSED;
  }
}
