package org.delocate.cli.data;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.prepare.FacePreparation;
import org.delocate.dataset.prepare.PreparationOptions;
import org.delocate.dataset.prepare.PreparationSummary;
import org.delocate.face.align.CropConvention;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate prepare}: faces, landmarks and masks of a dataset, extracted once. */
@Command(
    name = "prepare",
    description = {
      "Extracts the faces of a dataset, with landmarks and masks, into a store for training and evaluation.",
      "Goes on where an earlier run was stopped."
    })
public final class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "LAYOUT:PATH",
      description = "The dataset; the layout 'auto' recognises it.")
  private String data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "STORE",
      description = "Folder of the store.")
  private Path store;

  @Option(
      names = "--crop-size",
      paramLabel = "PIXELS",
      description =
          "Side of the aligned crops that the networks will see (default: that of the shipped model).")
  private Integer cropSize;

  @Option(
      names = "--margin",
      paramLabel = "PIXELS",
      description =
          "Pixels kept around the crop on every side (default: 16); networks that see more of the "
              + "surroundings need more.")
  private Integer margin;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames taken of each video, spread evenly (default: 32).")
  private Integer frames;

  @Option(
      names = "--neighbours",
      description =
          "After each frame also the one 40 ms later, cut in the same place: the difference shows what moves.")
  private boolean neighbours;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per core).")
  private Integer threads;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PreparationSummary summary;
    try (Progress display = Displays.progress(err)) {
      summary =
          FacePreparation.run(
              options(),
              progress ->
                  display.report(
                      (double) progress.done() / Math.max(1, progress.total()),
                      String.format(
                          Locale.ROOT,
                          "%,d of %,d records, %,d faces",
                          progress.done(),
                          progress.total(),
                          progress.faces())));
    }
    summary.lines().forEach(out::println);
    return ExitCode.PROCESSED;
  }

  private PreparationOptions options() {
    PreparationOptions standard = PreparationOptions.standard(data, store);
    try {
      return new PreparationOptions(
          data,
          store,
          cropSize == null ? standard.crop() : CropConvention.standard(cropSize),
          margin == null ? standard.margin() : margin,
          new PreparationOptions.Frames(
              frames == null ? standard.frames().ofVideo() : frames, neighbours),
          standard.least(),
          standard.recordsPerShard(),
          threads == null ? standard.threads() : threads);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
