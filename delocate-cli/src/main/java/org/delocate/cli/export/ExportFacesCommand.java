package org.delocate.cli.export;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.delocate.cli.option.DetectorChoice;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.detection.Detector;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate export faces}: the faces of a video as the networks see them. */
@Command(
    name = "faces",
    description = {
      "Writes the aligned faces of a video or picture for the networks of 'export onnx', with what a"
          + " scan makes of each, as one archive of NumPy arrays (docs/onnx.md)."
    })
public final class ExportFacesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "FILE", description = "A video or a picture.")
  private Path input;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.npz",
      description = "The archive; there must be no file of that name.")
  private Path file;

  @Mixin private ModelOption model;

  @Mixin private DetectorChoice choice;

  @Override
  public Integer call() {
    NewFile target = new NewFile(file);
    target.prepare();
    try (Detector detector = Detector.open(model.checkpoint(), choice.options())) {
      FaceArrays faces = new FaceArrays(detector.card().networks());
      Report report = detector.scan(input, faces);
      if (report.verdict() instanceof Verdict.Failed failed) {
        spec.commandLine().getErr().println("delocate: " + failed.message());
        return ExitCode.INPUT_FAILED;
      }
      if (faces.count() == 0) {
        throw new UsageException(
            "there is no face to write that is large and sharp enough in " + input);
      }
      target.write(faces.archive());
      String number = faces.count() == 1 ? "1 face" : faces.count() + " faces";
      spec.commandLine().getOut().println(number + " in " + file);
    }
    return ExitCode.PROCESSED;
  }
}
