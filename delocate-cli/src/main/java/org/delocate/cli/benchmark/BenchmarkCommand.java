package org.delocate.cli.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.delocate.cli.option.DetectorChoice;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.dataset.store.StoredFace;
import org.delocate.detection.Detector;
import org.delocate.forgery.file.DonorFaces;
import org.delocate.forgery.file.ForgerSpeed;
import org.delocate.forgery.forger.Forgers;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkSizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate benchmark}: how fast a scan is on this machine, and what takes the time. */
@Command(
    name = "benchmark",
    description = {
      "Measures how long a scan takes on this machine, with the shares of decoding, faces and networks.",
      "One run warms up; then the median of several is shown.",
      "With --networks: how long the networks alone take.",
      "With --scans: what many scans in one JVM do to its memory."
    })
public final class BenchmarkCommand implements Callable<Integer> {
  private static final int DONOR_FRAMES = 8;
  private static final int FORGED_SIDE = 224;
  private static final double SECONDS_PER_FORGER = 3;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VIDEO",
      description = {
        "A video with a face; not needed with --networks and --training.",
        "With --scans: any videos and pictures."
      })
  private List<Path> videos = List.of();

  @Mixin private ModelOption model;

  @Mixin private DetectorChoice choice;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs that are measured (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--networks",
      description =
          "Measure the networks alone, in fp32 and in bf16, on faces made of noise: those of the model as scans run them, or of --size, with fresh weights, in LibTorch.")
  private boolean networksAlone;

  @Option(
      names = "--training",
      description = "Measure a step of training, in both stages and in fp32 and bf16.")
  private boolean training;

  @Option(
      names = "--size",
      paramLabel = "NAME",
      description = "With --networks or --training: tiny, small or base (default: as the model).")
  private String size;

  @Option(
      names = "--faces",
      paramLabel = "N",
      defaultValue = "32",
      description = {
        "With --networks: faces in each call (default: ${DEFAULT-VALUE}).",
        "With --training: faces of a step of stage 1; stage 2 takes half as many."
      })
  private int facesPerCall;

  @Option(
      names = "--scans",
      paramLabel = "N",
      description = "Measure instead the memory over N scans, of one input after the other.")
  private Integer scans;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--forgers",
      description = "Measure instead how many 224-pixel faces a second each forger makes.")
  private boolean forgers;

  @Override
  public Integer call() {
    if (forgers) {
      measureForgers();
      return ExitCode.PROCESSED;
    }
    int chosen = choice.threads();
    if (runs < 1 || facesPerCall < 1) {
      throw new UsageException("--runs and --faces are numbers of at least 1");
    }
    if (scans != null) {
      measureMemory();
      return ExitCode.PROCESSED;
    }
    if (networksAlone) {
      NetworkTimes times =
          size == null
              ? NetworkTimes.measure(model.checkpoint(), chosen, facesPerCall, runs)
              : NetworkTimes.measure(configuration(), chosen, facesPerCall, runs);
      spec.commandLine().getOut().println(json ? times.asJson() : times.asText());
      return ExitCode.PROCESSED;
    }
    if (training) {
      TrainingTimes times = TrainingTimes.measure(configuration(), chosen, facesPerCall, runs);
      spec.commandLine().getOut().println(json ? times.asJson() : times.asText());
      return ExitCode.PROCESSED;
    }
    ScanTimes times = ScanTimes.measure(video(), model::checkpoint, choice.options(), runs);
    spec.commandLine().getOut().println(json ? times.asJson() : times.asText());
    return ExitCode.PROCESSED;
  }

  private void measureMemory() {
    requireVideo();
    if (scans < ScanEndurance.FEWEST) {
      throw new UsageException("--scans is a number of at least " + ScanEndurance.FEWEST);
    }
    try (Detector detector = Detector.open(model.checkpoint(), choice.options())) {
      ScanEndurance memory = ScanEndurance.measure(detector, videos, scans);
      spec.commandLine().getOut().println(json ? memory.asJson() : memory.asText());
    }
  }

  private void measureForgers() {
    int chosen = choice.threads();
    List<StoredFace> faces = DonorFaces.read(video(), DONOR_FRAMES, OptionalInt.of(FORGED_SIDE));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT, "forged %d-pixel faces a second, %d threads", FORGED_SIDE, chosen));
    for (String name : Forgers.names()) {
      ForgerSpeed speed =
          ForgerSpeed.measure(Forgers.named(name, faces), faces, chosen, SECONDS_PER_FORGER);
      out.println(String.format(Locale.ROOT, "%-16s %7.0f", name, speed.facesPerSecond()));
    }
  }

  private Path video() {
    requireVideo();
    if (videos.size() > 1) {
      throw new UsageException("name one video; only --scans takes several");
    }
    return videos.get(0);
  }

  private void requireVideo() {
    if (videos.isEmpty()) {
      throw new UsageException("name a video, or measure --networks alone");
    }
  }

  private NetworkConfiguration configuration() {
    if (size == null) {
      return model.checkpoint().card().networks();
    }
    try {
      return NetworkSizes.named(size);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--size: " + e.getMessage(), e);
    }
  }
}
