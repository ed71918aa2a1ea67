package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.delocate.cli.option.DetectorChoice;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.TimeOption;
import org.delocate.cli.option.UsageException;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.report.SummaryRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What is looked at: frames, parts, streams, files of folders. */
class ScanChoicesTest {

  @Test
  void framesAreChosenByNumberOrByTime() {
    assertThat(sampling()).isEqualTo(FrameSampling.standard());
    assertThat(sampling("--frames", "all")).isEqualTo(FrameSampling.all());
    assertThat(sampling("--every", "0.5")).isEqualTo(FrameSampling.every(0.5));
    assertThat(sampling("--frames", "8", "--from", "1:30", "--to", "1:00:00.5"))
        .isEqualTo(new FrameSampling.Part(FrameSampling.even(8), 90, 3600.5));
    assertThat(sampling("--from", "5"))
        .isEqualTo(new FrameSampling.Part(FrameSampling.standard(), 5, Double.POSITIVE_INFINITY));
  }

  @Test
  void choicesThatExcludeEachOtherAreWrongUsage() {
    assertThatThrownBy(() -> sampling("--frames", "8", "--every", "2"))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> sampling("--every", "0")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> sampling("--from", "5", "--to", "5"))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new TimeOption().convert("soon"))
        .isInstanceOf(TypeConversionException.class);
  }

  /** Where there is no GPU, asking for one is wrong usage, and asking for any is the processor. */
  @Test
  void aDeviceIsOneThatIsThere() {
    assertThat(choice().options().device()).isEqualTo(ComputeDevice.CPU);
    if (ComputeDevice.AUTO.resolved() == ComputeDevice.CUDA) {
      assertThat(choice("--device", "cuda").options().device()).isEqualTo(ComputeDevice.CUDA);
      assertThat(choice("--device", "auto").options().device()).isEqualTo(ComputeDevice.CUDA);
    } else {
      assertThatThrownBy(() -> choice("--device", "cuda").options())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("no CUDA device");
      DetectorOptions options = choice("--device", "auto").options();
      assertThat(options.device()).isEqualTo(ComputeDevice.CPU);
      assertThat(options.listed()).doesNotContainKey("device");
    }
  }

  @Test
  void aStreamIsANumberOrAll() {
    StreamOption option = new StreamOption();

    assertThat(option.convert("all").one()).isEmpty();
    assertThat(option.convert("3").one()).isEqualTo(OptionalInt.of(3));
    assertThatThrownBy(() -> option.convert("first")).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void whatAFolderHoldsBesideMediaIsCounted(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("clip.mp4"), "no video, but called one");
    Files.writeString(folder.resolve("._clip.mp4"), "resource fork");
    Files.writeString(folder.resolve("notes.txt"), "notes");

    ScanInputs inputs = ScanInputs.of(List.of(folder));
    ScanTally tally = new ScanTally();
    tally.leaveOut(inputs.appleDoubles(), inputs.others());
    tally.add(SummaryRow.Outcome.NO_VERDICT);

    assertThat(inputs.inputs()).hasSize(1);
    assertThat(inputs.notes()).hasSize(1);
    assertThat(inputs.notes().get(0)).contains("1 AppleDouble (._*), 1 is no video or picture");
    assertThat(tally.toString())
        .isEqualTo("1 input: 1 without a verdict; left out: 1 AppleDouble, 1 other file");
    assertThat(tally.isWorthSaying()).isTrue();
    assertThat(tally.exitCode()).isEqualTo(ExitCode.PROCESSED);
  }

  @CommandLine.Command
  private static final class Options {
    @CommandLine.Mixin private DetectorChoice choice;
  }

  private static FrameSampling sampling(String... arguments) {
    return choice(arguments).options().sampling();
  }

  private static DetectorChoice choice(String... arguments) {
    Options options = new Options();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options.choice;
  }
}
