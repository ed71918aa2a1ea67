package org.delocate.cli.data;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoreSheet;
import org.delocate.detection.Detector;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.training.recovering.RecoverySheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate sheet}: masks of a store, or what the networks make of faces, in one picture. */
@Command(
    name = "sheet",
    description = {
      "Draws into one picture, to judge by eye:",
      "with --store, fakes and their masks; each cell shows the fake, its original, their difference "
          + "(four times), and the mask's outline;",
      "with videos or pictures, what the networks make of their faces; each row shows the face, the "
          + "patches that are hidden in turn, the recovered face, their difference (four times), and "
          + "the painted mask."
    })
public final class SheetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Videos or pictures.")
  private List<Path> inputs = List.of();

  @Option(names = "--store", paramLabel = "STORE", description = "A store with fakes.")
  private Path store;

  @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "The picture.")
  private Path file;

  @Option(
      names = "--fakes",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many fakes of the store are drawn (default: ${DEFAULT-VALUE}).")
  private int fakes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the fakes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "2",
      description = "Frames of each video that are drawn (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Mixin private ModelOption model;

  @Override
  public Integer call() {
    if ((store == null) == inputs.isEmpty()) {
      throw new UsageException("name either a --store or videos and pictures");
    }
    return store != null ? masks() : recovery();
  }

  private int masks() {
    if (fakes < 1 || fakes > 200) {
      throw new UsageException("--fakes is a number from 1 to 200");
    }
    try (FaceStore open = FaceStore.open(store)) {
      int drawn = StoreSheet.draw(open, file, fakes, seed);
      spec.commandLine().getOut().println(drawn + " fakes in " + file);
    }
    return ExitCode.PROCESSED;
  }

  private int recovery() {
    if (frames < 1 || frames > 100) {
      throw new UsageException("--frames is a number from 1 to 100");
    }
    DetectorOptions options = DetectorOptions.defaults().withSampling(FrameSampling.even(frames));
    boolean failed = false;
    try (Detector detector = Detector.open(model.checkpoint(), options)) {
      RecoverySheet sheet = new RecoverySheet(detector.card().networks());
      for (Path input : inputs) {
        Report report = detector.scan(input, rows(sheet));
        if (report.verdict() instanceof Verdict.Failed) {
          spec.commandLine().getErr().println("delocate: " + report.verdict().message());
          failed = true;
        }
      }
      if (sheet.rows() == 0) {
        throw new UsageException("there is no face to draw in what was named");
      }
      sheet.write(file);
      String faces = sheet.rows() == 1 ? "1 face" : sheet.rows() + " faces";
      spec.commandLine().getOut().println(faces + " in " + file);
    }
    return failed ? ExitCode.INPUT_FAILED : ExitCode.PROCESSED;
  }

  private static ScanListener rows(RecoverySheet sheet) {
    return new ScanListener() {
      @Override
      public void frameScored(ScoredFrame frame) {
        frame.faces().forEach(face -> sheet.add(face.aligned(), face.recovered(), face.mask()));
      }
    };
  }
}
