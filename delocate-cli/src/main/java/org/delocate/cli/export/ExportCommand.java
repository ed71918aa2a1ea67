package org.delocate.cli.export;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code delocate export}: what other programs work on with. */
@Command(
    name = "export",
    description = "Writes the networks, or the faces that they see, for other programs.",
    subcommands = {ExportOnnxCommand.class, ExportFacesCommand.class})
public final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name what to export: onnx or faces");
  }
}
