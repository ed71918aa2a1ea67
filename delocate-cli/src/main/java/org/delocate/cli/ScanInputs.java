package org.delocate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.media.MediaException;
import org.delocate.media.MediaFiles;

/**
 * What a run has to scan: every file that was named, and every candidate in every folder that was
 * named.
 *
 * @param inputs in the order of the arguments, each file once
 * @param folders whether a folder was named
 * @param problems arguments that give nothing to scan, one sentence each
 */
record ScanInputs(List<Input> inputs, boolean folders, List<String> problems) {

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
  }

  /**
   * Looks at the arguments of {@code scan}; a folder that cannot be searched is a problem, never an
   * exception.
   */
  static ScanInputs of(List<Path> arguments) {
    Map<Path, Path> files = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Path argument : arguments) {
      if (!Files.isDirectory(argument)) {
        files.putIfAbsent(place(argument), argument);
        continue;
      }
      try {
        List<Path> found = MediaFiles.candidates(argument);
        if (found.isEmpty()) {
          problems.add(argument + ": no videos or pictures in this folder");
        }
        found.forEach(file -> files.putIfAbsent(place(file), file));
      } catch (MediaException e) {
        problems.add(e.getMessage());
      }
    }
    ReportNames names = new ReportNames();
    List<Input> inputs = new ArrayList<>();
    for (Path file : files.values()) {
      inputs.add(new Input(file, names.nameFor(file), Math.max(1, file.toFile().length())));
    }
    return new ScanInputs(inputs, arguments.stream().anyMatch(Files::isDirectory), problems);
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
