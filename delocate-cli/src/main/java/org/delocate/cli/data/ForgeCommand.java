package org.delocate.cli.data;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.delocate.cli.display.Displays;
import org.delocate.cli.display.Progress;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.forgery.file.DonorFaces;
import org.delocate.forgery.file.FileForgery;
import org.delocate.forgery.file.ForgerySheet;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgers;
import org.delocate.forgery.forger.RepaintForger;
import org.delocate.forgery.swap.AutoencoderSwapForger;
import org.delocate.forgery.swap.SwapNetwork;
import org.delocate.forgery.swap.SwapTraining;
import org.delocate.network.analysis.PatchPainter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate forge}: forged test videos with their true masks. */
@Command(
    name = "forge",
    description = {
      "Forges the largest face of a video or picture and writes the result beside its true mask,"
          + " for tests of detectors.",
      "The metadata of what is written says that it is synthetic. See docs/forgery.md."
    })
public final class ForgeCommand implements Callable<Integer> {
  private static final int DONOR_FRAMES = 24;
  private static final int TRAINING_FRAMES = 200;
  private static final int SHEET_SIDE = 160;
  private static final int SHEET_FORGERIES = 2;

  @Spec private CommandSpec spec;

  @Option(names = "--method", paramLabel = "M", description = "How; an unknown one lists all.")
  private String method;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "A video or picture with a face.")
  private Path input;

  @Option(
      names = "--donor",
      paramLabel = "FILE",
      description = "A video or picture with another face, for methods that take one.")
  private Path donor;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Equal seeds forge equally (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--degrade",
      paramLabel = "NAME:STRENGTH",
      description =
          "What the forged file suffers afterwards, such as jpeg:3, at a strength of 1 to 5.")
  private String degrade;

  @Option(names = "--out", paramLabel = "FILE", description = "The forged file.")
  private Path output;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "Its mask: white where it is forged.")
  private Path mask;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description =
          "Instead, a contact sheet (.png, .jpg) of the input's face: real, forged, mask,"
              + " difference; of all methods, or that of --method.")
  private Path sheet;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1200",
      description =
          "Training steps of autoencoder-swap, of 16 faces each (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--autoencoder",
      paramLabel = "FILE",
      description =
          "Where the network of autoencoder-swap is kept (.safetensors); if it is there, it is taken instead of trained.")
  private Path autoencoder;

  @Mixin private ModelOption model;

  @Override
  public Integer call() {
    if (method != null && !methods().contains(method)) {
      throw new UsageException(
          "there is no method '" + method + "'; there are " + String.join(", ", methods()));
    }
    if (sheet != null && AutoencoderSwapForger.METHOD.equals(method)) {
      throw new UsageException(method + " needs two people's videos and has no sheet");
    }
    if (sheet != null) {
      writeSheet();
      return ExitCode.PROCESSED;
    }
    if (method == null || output == null || mask == null) {
      throw new UsageException("name --method, --out and --mask, or a --sheet");
    }
    boolean needsDonor = Forgers.needsDonor(method) || method.equals(AutoencoderSwapForger.METHOD);
    if (needsDonor != (donor != null)) {
      throw new UsageException(
          donor == null
              ? method + " takes something from another face: name a file with --donor"
              : method + " takes nothing from another face: leave --donor out");
    }
    forge(degradation());
    return ExitCode.PROCESSED;
  }

  private static List<String> methods() {
    List<String> names = new ArrayList<>(Forgers.names());
    names.add(RepaintForger.METHOD);
    names.add(AutoencoderSwapForger.METHOD);
    return names.stream().sorted().toList();
  }

  private Optional<Degradation> degradation() {
    try {
      return Optional.ofNullable(degrade).map(NamedDegradations::parse);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private void forge(Optional<Degradation> degradation) {
    for (Path file : List.of(output, mask)) {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        throw new UsageException("there is no folder " + folder);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (method.equals(RepaintForger.METHOD)) {
      forge(new RepaintForger(new PatchPainter(model.checkpoint().networks())), degradation, out);
    } else if (method.equals(AutoencoderSwapForger.METHOD)) {
      forge(new AutoencoderSwapForger(autoencoder()), degradation, out);
    } else {
      List<StoredFace> donors = donor == null ? List.of() : DonorFaces.read(donor, DONOR_FRAMES);
      forge(Forgers.named(method, donors), degradation, out);
    }
  }

  private void forge(Forger forger, Optional<Degradation> degradation, PrintWriter out) {
    FileForgery forgery = new FileForgery(input, output, mask, forger, seed, degradation);
    FileForgery.Summary summary;
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      summary =
          forgery.run(
              (done, total) ->
                  display.report(
                      Math.min(1, (double) done / Math.max(1, total)),
                      String.format(Locale.ROOT, "%,d of %,d frames", done, total)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d of %,d frames forged; mask in %s",
            output,
            method,
            summary.forged(),
            summary.frames(),
            mask));
  }

  private SwapNetwork autoencoder() {
    if (autoencoder != null && Files.exists(autoencoder)) {
      return SwapNetwork.read(autoencoder);
    }
    if (steps < 1) {
      throw new UsageException("--steps is a number of at least 1");
    }
    OptionalInt side = OptionalInt.of(SwapNetwork.SIDE);
    List<StoredFace> first = DonorFaces.read(input, TRAINING_FRAMES, side);
    List<StoredFace> second = DonorFaces.read(donor, TRAINING_FRAMES, side);
    SwapNetwork network;
    try (Progress display = Displays.progress(spec.commandLine().getErr())) {
      network =
          SwapTraining.standard(steps, seed)
              .run(
                  first,
                  second,
                  (done, all, loss) ->
                      display.report(
                          (double) done / all,
                          String.format(
                              Locale.ROOT, "training, step %,d, error %.4f", done, loss)));
    }
    if (autoencoder != null) {
      network.write(autoencoder, "faces of " + input.getFileName() + " and " + donor.getFileName());
    }
    return network;
  }

  private void writeSheet() {
    List<StoredFace> faces = DonorFaces.read(input, SHEET_FORGERIES, OptionalInt.of(SHEET_SIDE));
    List<StoredFace> donors =
        donor == null
            ? List.of(ForgerySheet.disguised(faces.get(0)))
            : DonorFaces.read(donor, DONOR_FRAMES);
    List<Forger> forgers = new ArrayList<>();
    for (String name : Forgers.names()) {
      if (method == null || method.equals(name)) {
        forgers.add(Forgers.named(name, donors));
      }
    }
    if (method != null && !method.equals(RepaintForger.METHOD)) {
      ForgerySheet.write(sheet, forgers, faces, SHEET_FORGERIES, seed);
      return;
    }
    forgers.add(new RepaintForger(new PatchPainter(model.checkpoint().networks())));
    ForgerySheet.write(sheet, forgers, faces, SHEET_FORGERIES, seed);
  }
}
