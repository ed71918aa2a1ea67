package org.delocate.cli.scan;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.media.library.MediaException;
import org.delocate.report.FolderSummary;
import org.delocate.report.SummaryRow;

/**
 * The table of all reports in the output folder: those of this run and those of earlier runs that
 * still lie there. Written when the run ends, also when it is stopped from outside (Ctrl-C, a
 * signal).
 */
final class ScanSummary implements AutoCloseable {
  private final Path out;
  private final boolean wanted;
  private final PrintWriter messages;
  private final Map<String, SummaryRow> rows = new LinkedHashMap<>();
  private final Thread whenStopped = new Thread(this::write, "write-summary");
  private boolean written;

  /**
   * A summary that is to be written.
   *
   * @param out the folder of all reports
   * @param several whether more than one file is scanned; the summary of one file is written only
   *     where an older one would be out of date
   */
  ScanSummary(Path out, boolean several, PrintWriter messages) {
    this.out = out;
    this.wanted = several || Files.exists(out.resolve(FolderSummary.CSV));
    this.messages = messages;
    Runtime.getRuntime().addShutdownHook(whenStopped);
  }

  /** A finished report. */
  synchronized void add(String reportName, SummaryRow row) {
    rows.put(reportName, row);
  }

  /**
   * An input whose scan left no report.
   *
   * @param reason a code
   */
  synchronized void addFailure(String reportName, Path input, String reason) {
    rows.put(reportName, SummaryRow.failed(input, reason));
  }

  private synchronized void write() {
    if (!wanted || written) {
      return;
    }
    written = true;
    try {
      List<SummaryRow> all = new ArrayList<>(rows.values());
      all.addAll(FolderSummary.earlier(out, rows.keySet()));
      FolderSummary.write(out, all);
    } catch (MediaException e) {
      messages.println("delocate: no summary: " + e.getMessage());
      messages.flush();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(whenStopped);
    } catch (IllegalStateException stopping) {
      // The hook runs now, or has run; what it has written need not be written again.
    }
    write();
  }
}
