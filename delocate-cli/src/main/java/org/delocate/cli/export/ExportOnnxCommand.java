package org.delocate.cli.export;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.network.export.OnnxExport;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.onnx.OnnxModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate export onnx}: all networks of a checkpoint as one ONNX file. */
@Command(
    name = "onnx",
    description = {
      "Writes the networks as one ONNX file with the model's card in its metadata: aligned faces in,"
          + " logits, probabilities and masks out (docs/onnx.md)."
    })
public final class ExportOnnxCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.onnx",
      description = "The file; there must be none of that name.")
  private Path file;

  @Mixin private ModelOption model;

  @Override
  public Integer call() {
    NewFile target = new NewFile(file);
    target.prepare();
    Checkpoint checkpoint = model.checkpoint();
    byte[] bytes = OnnxExport.of(checkpoint, spec.root().version()[0]).bytes();
    target.write(bytes);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s in %s, %.1f MB, operators of ONNX %d%n",
        checkpoint.card().name(),
        file,
        bytes.length / MEGABYTE,
        OnnxModel.OPERATOR_SET);
    out.println("Terms of the training data: " + checkpoint.card().trainingDataLicence());
    return ExitCode.PROCESSED;
  }
}
