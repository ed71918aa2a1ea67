package org.delocate.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.TrackFinding;
import org.delocate.media.file.WholeFiles;
import org.delocate.report.output.ReportOutput;

// tag::example[]
/** The example of docs/extending.md: {@code faces.csv}, a row for each face that was scored. */
final class FaceTable implements ReportOutput {

  static final String FILE = "faces.csv";

  private final Path file;

  FaceTable(Path folder) {
    file = folder.resolve(FILE);
  }

  @Override
  public void write(Report report) {
    StringBuilder rows = new StringBuilder("person,seconds,probability\n");
    for (TrackFinding person : report.tracks()) {
      for (FrameFinding face : person.frames()) {
        rows.append(
            String.format(
                Locale.ROOT,
                "%d,%.3f,%.4f\n",
                person.id(),
                face.timeSeconds(),
                face.probability()));
      }
    }
    WholeFiles.write(file, rows.toString().getBytes(StandardCharsets.UTF_8));
  }
}
// end::example[]
