package org.delocate.cli.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.scan.ScanListener;
import org.delocate.media.file.FolderContents;
import org.delocate.report.ReportFormat;
import org.delocate.worker.ScanResult;
import org.delocate.worker.WorkerFailure;
import org.delocate.worker.WorkerLimits;
import org.delocate.worker.WorkerOptions;
import org.delocate.worker.WorkerPool;
import org.delocate.worker.WorkerSettings;
import org.delocate.worker.WorkerTask;

/**
 * Scans in a process that may crash: it costs the input at which it does, and the next one gets
 * another. No file is opened by a decoder in this process.
 */
final class IsolatedScanner implements Scanner {
  private final Set<ReportFormat> formats;
  private final OptionalInt stream;
  private final WorkerPool pool;

  /**
   * @param model file or folder of the checkpoint; empty for the shipped one
   */
  IsolatedScanner(Optional<Path> model, DetectorOptions options, Set<ReportFormat> formats) {
    this.formats = formats;
    this.stream = options.stream();
    try {
      this.pool =
          WorkerPool.open(
              new WorkerSettings(
                  1,
                  0,
                  WorkerOptions.of(model, options),
                  WorkerLimits.defaults(),
                  Files.createTempDirectory("delocate-")));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for temporary files", e);
    }
  }

  @Override
  public FolderContents search(Path folder) throws WorkerFailure {
    JsonNode found = run(new WorkerTask.Search(folder.toAbsolutePath().toString()));
    List<Path> media = new ArrayList<>();
    // As the user named it.
    Path asked = folder.toAbsolutePath();
    for (JsonNode file : found.path("media")) {
      media.add(folder.resolve(asked.relativize(Path.of(file.asText()))));
    }
    return new FolderContents(
        media,
        found.path("appleDoubles").asInt(),
        found.path("others").asInt(),
        found.path("unreadable").asInt());
  }

  @Override
  public List<Integer> streamsOf(Path input) throws WorkerFailure {
    List<Integer> streams = new ArrayList<>();
    run(new WorkerTask.Streams(input.toAbsolutePath().toString()))
        .forEach(index -> streams.add(index.asInt()));
    return streams;
  }

  @Override
  public Outcome scan(Path input, OptionalInt one, Path folder, ScanListener progress)
      throws WorkerFailure {
    OptionalInt judged = one.isPresent() ? one : stream;
    WorkerTask.Scan task =
        new WorkerTask.Scan(
            input.toAbsolutePath().toString(),
            input.toString(),
            folder.toAbsolutePath().toString(),
            formats,
            judged.orElse(-1),
            false);
    try {
      ScanResult result = pool.scan(task, progress::progress);
      return new Outcome(result.header(), result.provenance(), result.line());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private JsonNode run(WorkerTask task) throws WorkerFailure {
    try {
      return pool.run(task, WorkerPool.Listener.NONE);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted");
  }

  @Override
  public void close() {
    pool.close();
  }
}
