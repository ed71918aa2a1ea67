package org.delocate.report.output;

import org.delocate.detection.result.Report;
import org.delocate.detection.scan.ScanListener;

/**
 * One way to write a report. It follows the scan, keeps the little it needs (on disk where that
 * grows with the video), and writes when the report stands.
 */
public interface ReportOutput extends ScanListener, AutoCloseable {

  /**
   * Writes the finished file or folder; it appears whole or not at all.
   *
   * @throws org.delocate.media.library.MediaException WRITE_FAILED
   */
  void write(Report report);

  /** Removes what is unfinished. */
  @Override
  default void close() {}
}
