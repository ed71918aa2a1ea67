package org.delocate.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.Set;
import org.delocate.report.ReportFormat;

/**
 * What a worker process can be asked to do. Paths are absolute, so that its folder is no matter.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerTask.Scan.class, name = "scan"),
  @JsonSubTypes.Type(value = WorkerTask.Preview.class, name = "preview"),
  @JsonSubTypes.Type(value = WorkerTask.Streams.class, name = "streams"),
  @JsonSubTypes.Type(value = WorkerTask.Search.class, name = "search")
})
public sealed interface WorkerTask {

  /**
   * The folder that the task fills. What an attempt that failed left there is removed before the
   * next one.
   */
  Optional<String> output();

  /**
   * Judges a video or picture.
   *
   * @param input the file
   * @param shownName what reports call it
   * @param folder for the report
   * @param formats to write
   * @param stream FFmpeg's number of the video to judge; -1 for the usual one
   * @param pictures whether lists and pages get their pictures too: {@link Glimpses}
   */
  record Scan(
      String input,
      String shownName,
      String folder,
      Set<ReportFormat> formats,
      int stream,
      boolean pictures)
      implements WorkerTask {

    public Scan {
      formats = Set.copyOf(formats);
    }

    @Override
    public Optional<String> output() {
      return Optional.of(folder);
    }
  }

  /**
   * Makes a copy that every browser plays: {@link Preview}.
   *
   * @param input the file
   * @param folder for the copy
   */
  record Preview(String input, String folder) implements WorkerTask {
    @Override
    public Optional<String> output() {
      return Optional.of(folder);
    }
  }

  /**
   * Lists the videos of a file.
   *
   * @param input the file
   */
  record Streams(String input) implements WorkerTask {
    @Override
    public Optional<String> output() {
      return Optional.empty();
    }
  }

  /**
   * Searches a folder for videos and pictures.
   *
   * @param folder to search
   */
  record Search(String folder) implements WorkerTask {
    @Override
    public Optional<String> output() {
      return Optional.empty();
    }
  }
}
