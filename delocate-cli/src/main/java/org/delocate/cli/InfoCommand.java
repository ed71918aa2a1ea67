package org.delocate.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.analysis.NetworkCost;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code delocate info}: what this program is made of, what it runs on, what the model says of
 * itself.
 */
@Command(
    name = "info",
    description = "Shows versions, the machine, and what the model says of itself.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;

  @Option(names = "--card", description = "Print the model's whole card as JSON, and nothing else.")
  private boolean card;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelCard read = model.checkpoint().card();
    if (card) {
      out.println(read.toJson());
    } else {
      program(out);
      model(out, read);
    }
    return ExitCode.PROCESSED;
  }

  private static void program(PrintWriter out) {
    line(out, "Delocate", Version.ofThisProgram());
    line(
        out, "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    line(
        out,
        "System",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    line(
        out,
        "Device",
        Runtime.getRuntime().availableProcessors()
            + " processors, "
            + Engine.processorCapability()
            + (ComputeDevice.AUTO.resolved() == ComputeDevice.CUDA ? ", and CUDA to train" : ""));
    line(
        out,
        "Precision",
        "auto means "
            + Precision.AUTO.resolved().name().toLowerCase(Locale.ROOT)
            + " here, which scans calculate in "
            + (FaceAnalyzer.isForOnnx(Precision.AUTO) ? "ONNX Runtime" : "LibTorch"));
    line(
        out,
        "Libraries",
        Libraries.versions().entrySet().stream()
            .map(library -> library.getKey() + " " + library.getValue())
            .collect(Collectors.joining(", ")));
  }

  private static void model(PrintWriter out, ModelCard card) {
    Calibration calibration = card.calibration();
    ModelProvenance provenance = card.provenance();
    out.println();
    line(out, "Model", card.name());
    line(
        out,
        "Size",
        card.networks().size() + ", faces of " + card.networks().crop().size() + " pixels");
    networks(out, NetworkCost.of(card.networks()));
    line(
        out,
        "Calibration",
        String.format(
            Locale.ROOT,
            "%s: temperature %.3f, bias %.3f; forged from %.3f on%s",
            calibration.method(),
            calibration.temperature(),
            calibration.bias(),
            calibration.threshold(),
            calibration.authenticBelow() == null
                ? ""
                : String.format(
                    Locale.ROOT, ", authentic below %.3f", calibration.authenticBelow())));
    if (calibration.evidence() != null) {
      line(out, "Evidence", inWords(calibration.evidence()));
    }
    line(out, "Score", card.scoreInWords());
    line(
        out,
        "Made",
        provenance.createdAt() + " by " + provenance.codeVersion() + ", seed " + provenance.seed());
    line(out, "Data", provenance.dataDigest());
    line(out, "Data's terms", card.trainingDataLicence());
    for (Map.Entry<String, Double> metric : new TreeMap<>(card.metrics()).entrySet()) {
      line(
          out,
          "Measured",
          String.format(Locale.ROOT, "%s %.4g", metric.getKey(), metric.getValue()));
    }
  }

  /** What each network holds and what it takes to judge one face. */
  private static void networks(PrintWriter out, NetworkCost cost) {
    for (NetworkCost.Part part : cost.parts()) {
      line(
          out,
          "Network",
          cost(
              part.component().name().toLowerCase(Locale.ROOT),
              part.parameters(),
              part.multiplyAddsPerFace()));
    }
    line(out, "Networks", cost("in all", cost.parameters(), cost.multiplyAddsPerFace()));
  }

  private static String cost(String name, long parameters, long multiplyAdds) {
    return String.format(
        Locale.ROOT,
        "%-12s %,11d parameters, %,9.1f million multiply-adds a face",
        name,
        parameters,
        multiplyAdds / 1e6);
  }

  private static String inWords(EvidenceLevels levels) {
    return String.format(
        Locale.ROOT,
        "weak, moderate, strong from %.3f, %.3f, %.3f on, which %.1f, %.1f, %.1f %% of %,d real"
            + " clips from %,d sources reach",
        levels.weak().from(),
        levels.moderate().from(),
        levels.strong().from(),
        100 * levels.weak().falseAlarms(),
        100 * levels.moderate().falseAlarms(),
        100 * levels.strong().falseAlarms(),
        levels.clips(),
        levels.pages());
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "%-13s %s", name, value));
  }
}
