package org.delocate.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.dataset.FaceStore;
import org.delocate.dataset.MaskSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate sheet}: the masks of a store in one picture. */
@Command(
    name = "sheet",
    description = {
      "Draws fakes of a store with their masks into one picture, to judge the masks by eye.",
      "Each cell shows the fake, its original, their difference (four times), and the mask's outline."
    })
final class SheetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "STORE", description = "The store.")
  private Path store;

  @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "The picture.")
  private Path file;

  @Option(
      names = "--fakes",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many fakes are drawn (default: ${DEFAULT-VALUE}).")
  private int fakes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the fakes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    if (fakes < 1 || fakes > 200) {
      throw new UsageException("--fakes is a number from 1 to 200");
    }
    try (FaceStore open = FaceStore.open(store)) {
      int drawn = MaskSheet.draw(open, file, fakes, seed);
      spec.commandLine().getOut().println(drawn + " fakes in " + file);
    }
    return ExitCode.PROCESSED;
  }
}
