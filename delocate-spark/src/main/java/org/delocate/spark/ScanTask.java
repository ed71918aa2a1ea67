package org.delocate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.delocate.media.file.MediaFiles;
import org.delocate.media.library.MediaException;
import org.delocate.worker.ScanResult;
import org.delocate.worker.ScratchFolders;
import org.delocate.worker.WorkerFailure;
import org.delocate.worker.WorkerTask;

/**
 * What an executor does with a handful of files: fetch, scan, and add one file of rows to the
 * table. A fault of a file becomes its row. A fault of the machine (no room, no worker that starts)
 * fails the task, which Spark then gives to another executor.
 */
final class ScanTask implements Function2<Integer, Iterator<List<ArchiveFile>>, Iterator<Tally>> {
  private static final long serialVersionUID = 1L;

  /** Beginning of a file that tells whether it is a video or a picture. */
  private static final int BYTES_TO_PROBE = 1 << 16;

  private final BatchSettings settings;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Broadcast<KnownContents> known;

  ScanTask(
      BatchSettings settings,
      Broadcast<SerializableConfiguration> configuration,
      Broadcast<KnownContents> known) {
    this.settings = settings;
    this.configuration = configuration;
    this.known = known;
  }

  @Override
  public Iterator<Tally> call(Integer index, Iterator<List<ArchiveFile>> files)
      throws IOException, InterruptedException {
    Configuration hadoop = configuration.value().value();
    Path scratch = ExecutorWorker.scratchFolder();
    try (ExecutorWorker worker = ExecutorWorker.take(settings)) {
      Course course = new Course(hadoop, worker, scratch);
      while (files.hasNext()) {
        for (ArchiveFile file : files.next()) {
          course.take(file);
        }
      }
      if (!course.rows.isEmpty()) {
        course.table.add(
            course.rows, String.format(Locale.ROOT, "part-%s-%06d", settings.run(), index));
      }
      return List.of(course.tally).iterator();
    } finally {
      ScratchFolders.delete(scratch);
    }
  }

  private final class Course {
    private final Configuration hadoop;
    private final ExecutorWorker worker;
    private final Path scratch;
    private final VideoTable table;
    private final List<VideoRow> rows = new ArrayList<>();
    private final Map<String, VideoRow> rowOfContent = new HashMap<>();
    private final Tally tally = new Tally();

    Course(Configuration hadoop, ExecutorWorker worker, Path scratch) {
      this.hadoop = hadoop;
      this.worker = worker;
      this.scratch = scratch;
      this.table = new VideoTable(settings.table(), hadoop);
    }

    void take(ArchiveFile file) throws IOException, InterruptedException {
      Optional<VideoRow> row;
      try {
        if (!isCalledMedia(file) && !looksLikeMedia(file)) {
          tally.add(Outcome.NO_MEDIA);
          return;
        }
        row = rowOf(file);
      } catch (WorkerFailure e) {
        throw new IOException("no file can be examined on this executor: " + e.getMessage(), e);
      }
      tally.add(row.map(VideoRow::outcome).orElse(Outcome.KNOWN));
      row.ifPresent(rows::add);
    }

    /** By its name; that of an AppleDouble file says nothing of its content. */
    private boolean isCalledMedia(ArchiveFile file) {
      Path name = Path.of(nameOf(file));
      return !name.toString().startsWith("._") && MediaFiles.isCandidate(name);
    }

    private boolean looksLikeMedia(ArchiveFile file) throws WorkerFailure, InterruptedException {
      Path folder = scratch.resolve("beginning");
      try {
        Files.createDirectories(folder);
        try (InputStream in = open(file)) {
          Files.write(folder.resolve("content"), in.readNBytes(BYTES_TO_PROBE));
        }
      } catch (IOException unreadable) {
        // It gets a row that says so.
        return true;
      }
      return worker.holdsMedia(folder);
    }

    /** Empty if an earlier run has a row of this file as it is. */
    private Optional<VideoRow> rowOf(ArchiveFile file)
        throws IOException, InterruptedException, WorkerFailure {
      LocalCopy copy;
      try (InputStream in = open(file)) {
        copy =
            LocalCopy.of(
                in,
                scratch.resolve("video" + extensionOf(file)),
                settings.scans().limits().fileBytes());
      } catch (LocalCopy.TooLargeException e) {
        return Optional.of(failed(file, Optional.empty(), "file_too_large", e));
      } catch (IOException e) {
        String reason =
            e instanceof java.io.FileNotFoundException
                ? MediaException.Reason.NOT_FOUND.code()
                : MediaException.Reason.UNREADABLE.code();
        return Optional.of(failed(file, Optional.empty(), reason, e));
      }
      try {
        if (known.value().holds(file.path(), copy.sha256())) {
          return Optional.empty();
        }
        VideoRow row = earlier(copy).map(same -> same.copiedTo(file, settings)).orElse(null);
        if (row == null) {
          row = scan(file, copy);
        }
        rowOfContent.put(copy.sha256(), row);
        return Optional.of(row);
      } finally {
        Files.delete(copy.file());
      }
    }

    /** A row of the same content, of this task or of an earlier run. */
    private Optional<VideoRow> earlier(LocalCopy copy) throws IOException {
      VideoRow here = rowOfContent.get(copy.sha256());
      if (here != null) {
        return Optional.of(here);
      }
      Optional<String> part = known.value().partWith(copy.sha256());
      return part.isEmpty() ? Optional.empty() : table.row(part.get(), copy.sha256(), settings);
    }

    private VideoRow scan(ArchiveFile file, LocalCopy copy)
        throws IOException, InterruptedException, WorkerFailure {
      Path folder = scratch.resolve("report");
      try {
        ScanResult result =
            worker.scan(
                new WorkerTask.Scan(
                    copy.file().toString(),
                    file.path(),
                    folder.toString(),
                    settings.scans().formats(),
                    -1,
                    false));
        Optional<String> report = Optional.empty();
        if (!settings.scans().reports().isEmpty()) {
          report =
              Optional.of(
                  new ReportFiles(settings.scans().reports(), hadoop).add(folder, copy.sha256()));
        }
        return VideoRow.scanned(file, copy.sha256(), result, report, settings);
      } catch (WorkerFailure e) {
        return switch (e.reason()) {
          case WORKER_UNAVAILABLE, WRITE_FAILED -> throw e;
          case WORKER_CRASHED, TIMED_OUT, INPUT_FAILED, INTERNAL_ERROR ->
              failed(file, Optional.of(copy.sha256()), e.code(), e);
        };
      } finally {
        ScratchFolders.delete(folder);
      }
    }

    private VideoRow failed(
        ArchiveFile file, Optional<String> sha256, String reason, Exception problem) {
      return VideoRow.failed(
          file, sha256, reason, file.path() + ": " + Words.of(problem), settings);
    }

    private InputStream open(ArchiveFile file) throws IOException {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.path());
      FileSystem files = path.getFileSystem(hadoop);
      // A stale file of checksums beside a video says nothing of the video.
      files.setVerifyChecksum(false);
      return files.open(path);
    }
  }

  private static String nameOf(ArchiveFile file) {
    return new org.apache.hadoop.fs.Path(file.path()).getName();
  }

  /** Some formats are known by their name only. */
  private static String extensionOf(ArchiveFile file) {
    String name = nameOf(file);
    String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
    return extension.matches("\\.[A-Za-z0-9]{1,8}") ? extension : "";
  }
}
