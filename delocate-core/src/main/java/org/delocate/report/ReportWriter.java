package org.delocate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.delocate.detection.result.Report;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.detection.words.ModelSummary;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.MediaInfo;
import org.delocate.report.output.ReportOutput;
import org.delocate.report.overlay.MaskPictures;

/**
 * Writes the report of one scan in several formats into one folder:
 *
 * <pre>{@code
 * try (ReportWriter writer = ReportWriter.open(video, folder, formats, model)) {
 *   writer.write(detector.scan(video, writer));
 * }
 * }</pre>
 *
 * <p>It follows the scan as a {@link ScanListener}. Each file appears whole or not at all; a scan
 * that is broken off leaves none, and files of an earlier scan as they were.
 */
public final class ReportWriter implements ScanListener, AutoCloseable {

  private final Map<ReportFormat, ReportOutput> outputs = new EnumMap<>(ReportFormat.class);

  private ReportWriter() {}

  /**
   * Makes the folder and checks that it can be written, before any work is done.
   *
   * @param source the input that will be scanned
   * @throws MediaException WRITE_FAILED if the folder cannot be made or written
   */
  public static ReportWriter open(
      Path source, Path folder, Set<ReportFormat> formats, ModelSummary model) {
    checkWritable(folder);
    ReportWriter writer = new ReportWriter();
    ReportFormat.Context context = new ReportFormat.Context(source, folder, model);
    formats.forEach(format -> writer.outputs.put(format, format.open(context)));
    return writer;
  }

  private static void checkWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".delocate-", ".probe"));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED,
          "cannot write reports to "
              + folder
              + (Files.exists(folder) && !Files.isDirectory(folder)
                  ? ": there is a file of that name"
                  : ": " + e.getMessage()),
          e);
    }
  }

  @Override
  public void started(MediaInfo info) {
    outputs.values().forEach(output -> output.started(info));
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    outputs.values().forEach(output -> output.frameScored(frame));
  }

  @Override
  public void people(Map<Integer, Integer> personOfTrack) {
    outputs.values().forEach(output -> output.people(personOfTrack));
  }

  /**
   * Writes all formats. One that fails does not keep the others from being written.
   *
   * @throws MediaException WRITE_FAILED: the first failure, with the others as suppressed
   */
  public void write(Report report) {
    Report named = report;
    List<MediaException> failures = new ArrayList<>();
    for (Map.Entry<ReportFormat, ReportOutput> output : outputs.entrySet()) {
      try {
        output.getValue().write(named);
        if (output.getKey() == ReportFormat.MASKS) {
          named = report.withMasks(MaskPictures::nameOf);
        }
      } catch (MediaException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      MediaException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }

  @Override
  public void close() {
    outputs.values().forEach(ReportOutput::close);
  }
}
