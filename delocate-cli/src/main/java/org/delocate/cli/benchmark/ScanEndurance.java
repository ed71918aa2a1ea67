package org.delocate.cli.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.delocate.detection.Detector;
import org.delocate.network.engine.NativeLibraries;

/**
 * What many scans in one JVM do to its memory: native memory that a scan forgets to free shows in
 * nothing but the process's size.
 *
 * @param scans that were done
 * @param early megabytes resident after a tenth of them, when everything has been used once
 * @param late megabytes resident after the last
 * @param most of all sizes after a scan
 */
record ScanEndurance(int scans, double early, double late, double most) {

  /** Fewer do not show whether memory is flat. */
  static final int FEWEST = 10;

  private static final double MEGABYTE = 1 << 20;

  /**
   * Scans inputs in turn; those that fail count as well, for a failure must free what it took too.
   *
   * @param inputs at least one
   * @param scans at least {@link #FEWEST}
   */
  static ScanEndurance measure(Detector detector, List<Path> inputs, int scans) {
    double early = 0;
    double late = 0;
    double most = 0;
    for (int done = 1; done <= scans; done++) {
      detector.scan(inputs.get((done - 1) % inputs.size()));
      late = NativeLibraries.residentBytes() / MEGABYTE;
      most = Math.max(most, late);
      if (done == scans / 10) {
        early = late;
      }
    }
    return new ScanEndurance(scans, early, late, most);
  }

  String asText() {
    return String.format(
        Locale.ROOT,
        "resident memory: %.0f MB after %d scans, %.0f MB after %d, at most %.0f MB",
        early,
        scans / 10,
        late,
        scans,
        most);
  }

  String asJson() {
    return String.format(
        Locale.ROOT,
        "{\"scans\": %d, \"earlyMegabytes\": %.1f, \"lateMegabytes\": %.1f, \"mostMegabytes\": %.1f}",
        scans,
        early,
        late,
        most);
  }
}
