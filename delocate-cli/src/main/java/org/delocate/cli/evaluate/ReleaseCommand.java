package org.delocate.cli.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.evaluation.calibration.ClipScores;
import org.delocate.evaluation.calibration.EvidenceFit;
import org.delocate.evaluation.release.ModelRelease;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.ModelCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code delocate release}: calibrates a trained checkpoint on validation faces and writes it
 * small.
 */
@Command(
    name = "release",
    description = {
      "Makes a trained checkpoint ready to ship: calibrates it on the validation faces of a store,"
          + " sets the",
      "threshold, shifts its masks, notes how well parts of real faces are recovered, and writes"
          + " half-precision weights."
    })
public final class ReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "The trained checkpoint, such as runs/localization/best.")
  private Path model;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "STORE",
      description = "Prepared faces with a split val.")
  private Path store;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where model.json and model.safetensors go.")
  private Path out;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Name of the model in reports.")
  private String name;

  @Option(
      names = "--licence",
      required = true,
      paramLabel = "TEXT",
      description = "Terms of the training data.")
  private String licence;

  @Option(
      names = "--false-alarms",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Share of the real validation faces that may be called forged (default:"
              + " ${DEFAULT-VALUE}).")
  private double falseAlarms;

  @Option(
      names = "--misses",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the forged validation faces that may be called authentic; between the two"
              + " thresholds the detector abstains (default: ${DEFAULT-VALUE}).")
  private double misses;

  @Option(
      names = "--paint",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description =
          "Share of a real validation face that the mask may paint on average; within that it is"
              + " shifted to fit the true masks best (default: ${DEFAULT-VALUE}).")
  private double paint;

  @Option(
      names = "--parts-together",
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether the three parts of a face are hidden together and recovered once, or in turn, "
              + "which takes longer (default: as the checkpoint does).")
  private Boolean partsTogether;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description =
          "Scores of clips by models that had not seen their sources: a CSV with the columns clip,"
              + " page, label (real or forged) and score (a logit). They calibrate the probability"
              + " and set the steps of evidence, which at most 1, 5 and 20 in a hundred real clips"
              + " reach, in place of --false-alarms and --misses.")
  private Path evidence;

  @Option(
      names = "--keep-evidence",
      description =
          "Calibrate as the checkpoint's card does, for a change that hardly moves scores; masks "
              + "and metrics are measured anew, and pictures keep their scale.")
  private boolean keepEvidence;

  @Option(
      names = "--protocol",
      paramLabel = "TEXT",
      description =
          "How the clips of --evidence were scored, for the model's card (default: that they were"
              + " scored by models that had not seen their pages).")
  private String protocol;

  @Override
  public Integer call() {
    ModelCard card;
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      Checkpoint checkpoint = Checkpoint.read(model);
      card =
          ModelRelease.release(
              checkpoint,
              store,
              out,
              new ModelRelease.Options(
                  falseAlarms,
                  misses,
                  paint,
                  changes(),
                  evidence(checkpoint),
                  keepEvidence,
                  name,
                  licence),
              AnalyzerOptions.defaults(),
              (done, all) ->
                  display.report(
                      (double) done / Math.max(1, all),
                      String.format(Locale.ROOT, "%,d of %,d faces", done, all)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    spec.commandLine().getOut().println(card.toJson());
    return ExitCode.PROCESSED;
  }

  private Map<String, Object> changes() {
    return partsTogether == null ? Map.of() : Map.of("recovering.partsTogether", partsTogether);
  }

  private Optional<EvidenceFit> evidence(Checkpoint checkpoint) {
    if (keepEvidence && evidence != null) {
      throw new UsageException("evidence is kept or fitted, not both");
    }
    if (protocol != null && evidence == null) {
      throw new UsageException(
          "--protocol says how the clips of --evidence were scored: name them");
    }
    if (protocol != null && protocol.isBlank()) {
      throw new UsageException("--protocol: how the clips were scored is missing");
    }
    return keepEvidence
        ? Optional.of(ModelRelease.kept(checkpoint.card().calibration()))
        : Optional.ofNullable(evidence).map(this::fit);
  }

  private EvidenceFit fit(Path file) {
    return EvidenceFit.of(
        ClipScores.read(file),
        protocol == null
            ? "each clip scored by models that had not seen its page; " + file.getFileName()
            : protocol);
  }
}
