package org.delocate.cli.scan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.media.file.FolderContents;
import org.delocate.media.file.MediaFiles;
import org.delocate.media.library.MediaException;
import org.delocate.worker.WorkerFailure;

/**
 * What a run has to scan: every file that was named, and every candidate in every folder that was
 * named.
 *
 * @param inputs in the order of the arguments, each file once
 * @param folders whether a folder was named
 * @param problems arguments that give nothing to scan, one sentence each
 * @param notes what was left out of the folders, one line for each folder
 * @param appleDoubles files of macOS that were left out
 * @param others files that were left out since they are neither videos nor pictures
 */
record ScanInputs(
    List<Input> inputs,
    boolean folders,
    List<String> problems,
    List<String> notes,
    int appleDoubles,
    int others) {

  /**
   * One file and its report.
   *
   * @param path as the user named it
   * @param reportName name of its folder within the folder of all reports
   * @param bytes its size, which tells how long it will take beside the others; at least 1
   */
  record Input(Path path, String reportName, long bytes) {}

  ScanInputs {
    inputs = List.copyOf(inputs);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Searches a folder for videos and pictures. */
  interface Search {
    /**
     * What is in the folder.
     *
     * @throws MediaException if it cannot be searched
     */
    FolderContents of(Path folder) throws WorkerFailure;
  }

  /** Looks at the arguments in this process. */
  static ScanInputs of(List<Path> arguments) {
    return of(arguments, MediaFiles::search);
  }

  /**
   * Looks at the arguments of {@code scan}; a folder that cannot be searched is a problem, never an
   * exception.
   */
  static ScanInputs of(List<Path> arguments, Search search) {
    Map<Path, Path> files = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int appleDoubles = 0;
    int others = 0;
    for (Path argument : arguments) {
      if (!Files.isDirectory(argument)) {
        files.putIfAbsent(place(argument), argument);
        continue;
      }
      try {
        FolderContents contents = search.of(argument);
        String leftOut = String.join(", ", contents.leftOut());
        if (contents.media().isEmpty()) {
          problems.add(
              argument
                  + ": no videos or pictures in this folder"
                  + (leftOut.isEmpty() ? "" : "; left out: " + leftOut));
        } else if (!leftOut.isEmpty()) {
          notes.add(argument + ": left out: " + leftOut);
        }
        appleDoubles += contents.appleDoubles();
        others += contents.others() + contents.unreadable();
        contents.media().forEach(file -> files.putIfAbsent(place(file), file));
      } catch (MediaException | WorkerFailure e) {
        problems.add(e.getMessage());
      }
    }
    ReportNames names = new ReportNames();
    List<Input> inputs = new ArrayList<>();
    for (Path file : files.values()) {
      inputs.add(new Input(file, names.nameFor(file), Math.max(1, file.toFile().length())));
    }
    boolean folders = arguments.stream().anyMatch(Files::isDirectory);
    return new ScanInputs(inputs, folders, problems, notes, appleDoubles, others);
  }

  /** The same for two ways of writing the same path. */
  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Whether a person would expect a summary: a folder was named, or more than one file. */
  boolean areSeveral() {
    return folders || inputs.size() > 1;
  }

  /** The size of all inputs together. */
  long bytes() {
    return inputs.stream().mapToLong(Input::bytes).sum();
  }
}
