package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.delocate.media.image.DynamicRange;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads every kind of file of {@link FormatTable}. With {@code -Ddelocate.formats=FILE} it also
 * writes the table of {@code docs/formats.md}, failed rows included.
 */
class FormatTableTest {

  private static final int TOLERANCE = 3;
  private static final double SECONDS = 0.002;

  private static final List<String> LINES = new ArrayList<>();

  @TempDir Path folder;

  static Stream<FormatTable.Row> rows() {
    return FormatTable.rows().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatAViewerSees(FormatTable.Row row) throws IOException {
    List<String> faults = new ArrayList<>();
    try {
      faults.addAll(faults(row, row.maker().make(folder)));
    } catch (MediaException e) {
      faults.add(e.reason().code() + ": " + e.getMessage());
    }
    LINES.add(line(row, faults));
    assertThat(faults).isEmpty();
  }

  static Stream<FormatTable.Row> pictures() {
    return rows().filter(row -> row.times().length == 1);
  }

  /** Datasets are prepared from pictures by the same eyes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void picturesOfDatasetsAreReadTheSame(FormatTable.Row row) throws IOException {
    Image image = ImageFiles.read(row.maker().make(folder));

    assertThat(image.width()).isEqualTo(row.width());
    assertThat(image.height()).isEqualTo(row.height());
    assertThat(wrongColours(row, 0, image)).isEmpty();
  }

  @AfterAll
  static void writeTable() throws IOException {
    String file = System.getProperty("delocate.formats", "");
    if (!file.isEmpty()) {
      List<String> page = new ArrayList<>(HEAD);
      page.addAll(LINES);
      page.addAll(TAIL);
      Files.write(Path.of(file), page, StandardCharsets.UTF_8);
    }
  }

  private static List<String> faults(FormatTable.Row row, Path file) {
    List<String> faults = new ArrayList<>();
    try (MediaReader reader = MediaReader.open(file)) {
      List<VideoFrame> frames = Clips.readAll(reader);
      if (frames.size() != row.times().length) {
        faults.add(frames.size() + " frames instead of " + row.times().length);
      }
      if (reader.info().width() != row.width() || reader.info().height() != row.height()) {
        faults.add("%d x %d pixels".formatted(reader.info().width(), reader.info().height()));
      }
      if (reader.info().dynamicRange() != rangeOf(row)) {
        faults.add("called " + reader.info().dynamicRange());
      }
      for (int i = 0; i < Math.min(frames.size(), row.times().length); i++) {
        VideoFrame frame = frames.get(i);
        if (Math.abs(frame.timeSeconds() - row.times()[i]) > SECONDS) {
          faults.add(String.format(Locale.ROOT, "frame %d at %.3f s", i, frame.timeSeconds()));
        }
        if (frame.image().width() != row.width() || frame.image().height() != row.height()) {
          faults.add("frame %d has the size of %s".formatted(i, frame.image()));
        }
        faults.addAll(wrongColours(row, i, frame.image()));
      }
    }
    return faults;
  }

  private static DynamicRange rangeOf(FormatTable.Row row) {
    return row.tried().startsWith("PQ")
        ? DynamicRange.PQ
        : row.tried().startsWith("HLG") ? DynamicRange.HLG : DynamicRange.SDR;
  }

  private static List<String> wrongColours(FormatTable.Row row, int frame, Image image) {
    List<String> faults = new ArrayList<>();
    int[][] expected = Patches.quarters(row.colours(), frame, row.order());
    for (int quarter = 0; quarter < 4; quarter++) {
      int[] seen = Pictures.quarter(image, quarter);
      for (int channel = 0; channel < 3; channel++) {
        if (Math.abs(seen[channel] - expected[quarter][channel]) > TOLERANCE) {
          faults.add(
              "frame %d, quarter %d: %s for %s"
                  .formatted(
                      frame, quarter, Arrays.toString(seen), Arrays.toString(expected[quarter])));
          break;
        }
      }
    }
    return faults;
  }

  private static String line(FormatTable.Row row, List<String> faults) {
    return "| %s | %s | %s | %s | %d × %d, %d frame%s | %s |"
        .formatted(
            row.container(),
            row.codec(),
            row.pixels(),
            row.tried(),
            row.width(),
            row.height(),
            row.times().length,
            row.times().length == 1 ? "" : "s",
            faults.isEmpty() ? "passes" : "**fails**: " + faults.get(0));
  }

  private static final List<String> HEAD =
      List.of(
          "# Formats: what was tried, with which result",
          "",
          "    mvn -pl delocate-core -am test -Dtest=FormatTableTest -Dsurefire.failIfNoSpecifiedTests=false"
              + " -Ddelocate.formats=FILE",
          "",
          "writes this page to FILE (an absolute path). Every file is written by the test itself, with the encoders of the FFmpeg and OpenCV that"
              + " this project has, or byte by byte, and",
          "read as `delocate scan` reads it. Each frame has four patches of colour, which change places from frame to frame. A row passes only where"
              + " the size, the colours of all",
          "patches of all frames (± "
              + TOLERANCE
              + " of 255), the number of frames and their times (± 2 ms) are those of an own reference; that of"
              + " high dynamic range is computed in",
          "double precision from the standards. Decoding without an error is no pass.",
          "",
          "| container | codec (encoder) | pixels | what was tried | expected | result |",
          "|---|---|---|---|---|---|");

  private static final List<String> TAIL =
      List.of(
          "",
          "The pictures of HEVC were coded once with x265 and stand in the test: this build has no encoder for it.",
          "",
          "    node scripts/check-inputs.mjs INPUTS OUT",
          "",
          "scans whole inputs of seven kinds beside controls of the same content (high dynamic range, many shots, variable rate, animated WebP, two"
              + " videos, transparency, a dissolve): the probabilities, the",
          "verdicts, the boxes and the times have to be those of the control.");
}
