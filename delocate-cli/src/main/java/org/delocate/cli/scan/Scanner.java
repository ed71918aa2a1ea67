package org.delocate.cli.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.delocate.detection.scan.ScanListener;
import org.delocate.media.file.FolderContents;
import org.delocate.worker.WorkerFailure;

/** Where scans are done: in this process or in one of its own. */
interface Scanner extends AutoCloseable {

  /**
   * What a scan found.
   *
   * @param header of {@code report.json}: all but the tracks and the provenance
   * @param provenance of {@code report.json}
   * @param line the verdict in one line
   */
  record Outcome(JsonNode header, JsonNode provenance, String line) {}

  /**
   * Searches a folder for videos and pictures.
   *
   * @throws org.delocate.media.library.MediaException if it cannot be searched
   */
  FolderContents search(Path folder) throws WorkerFailure;

  /**
   * FFmpeg's numbers of the videos in a file.
   *
   * @throws org.delocate.media.library.MediaException if it cannot be read
   */
  List<Integer> streamsOf(Path input) throws WorkerFailure;

  /**
   * Scans, and writes the report.
   *
   * @param stream the video to judge; empty for the usual one
   * @param folder of the report
   * @throws org.delocate.media.library.MediaException WRITE_FAILED
   * @throws WorkerFailure if a process of its own did not survive the input
   */
  Outcome scan(Path input, OptionalInt stream, Path folder, ScanListener progress)
      throws WorkerFailure;

  @Override
  void close();
}
