package org.delocate.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.delocate.media.MediaFiles;

/**
 * A folder of one's own: {@code real/**}, {@code fake/METHOD/**} and, if there are masks, {@code
 * masks/METHOD/**} with the names of the fakes (the extension may differ).
 *
 * <p>The three may lie directly in the folder, and then all is {@code train}, or once in each of
 * {@code train}, {@code val} and {@code test}. A fake directly in {@code fake} has the method
 * {@code unknown}.
 */
public final class FolderReader implements DatasetReader {

  private static final List<String> SPLITS = List.of("train", "val", "test");

  @Override
  public String layout() {
    return "folder";
  }

  @Override
  public String description() {
    return "real/**, fake/METHOD/** and optional masks/METHOD/**, or these inside train, val, test";
  }

  @Override
  public boolean recognises(Path root) {
    return holdsLabels(root) || SPLITS.stream().anyMatch(split -> holdsLabels(root.resolve(split)));
  }

  private static boolean holdsLabels(Path folder) {
    return Files.isDirectory(folder.resolve("real")) || Files.isDirectory(folder.resolve("fake"));
  }

  @Override
  public DatasetListing read(Path root) {
    List<FaceRecord> records = new ArrayList<>();
    List<DatasetProblem> problems = new ArrayList<>();
    if (holdsLabels(root)) {
      new Reading(root, root, "train", records, problems).read();
    } else {
      for (String split : SPLITS) {
        if (holdsLabels(root.resolve(split))) {
          new Reading(root, root.resolve(split), split, records, problems).read();
        }
      }
    }
    return new DatasetListing(layout(), root, records, problems);
  }

  /** One pass over one split. */
  private static final class Reading {
    private final Path root;
    private final Path folder;
    private final String split;
    private final List<FaceRecord> records;
    private final List<DatasetProblem> problems;

    Reading(
        Path root,
        Path folder,
        String split,
        List<FaceRecord> records,
        List<DatasetProblem> problems) {
      this.root = root;
      this.folder = folder;
      this.split = split;
      this.records = records;
      this.problems = problems;
    }

    void read() {
      for (Path path : media(folder.resolve("real")).values()) {
        records.add(record(path, Label.REAL, "camera", Optional.empty()));
      }
      Map<String, Path> masks = new HashMap<>();
      media(folder.resolve("masks"))
          .forEach((name, path) -> masks.put(withoutExtension(name), path));
      media(folder.resolve("fake"))
          .forEach(
              (name, path) ->
                  records.add(
                      record(
                          path,
                          Label.FAKE,
                          method(name),
                          Optional.ofNullable(masks.remove(withoutExtension(name))))));
      new TreeMap<>(masks)
          .values()
          .forEach(
              mask ->
                  problems.add(
                      new DatasetProblem(
                          DatasetProblem.Kind.ORPHAN_MASK,
                          below(root, mask),
                          "no fake has the name of this mask")));
    }

    private FaceRecord record(Path path, Label label, String method, Optional<Path> mask) {
      return new FaceRecord(
          "folder",
          below(root, path),
          path,
          label,
          method,
          split,
          "folder",
          Optional.empty(),
          false,
          mask);
    }

    /** Pictures and videos by their name below the folder, sorted; other files are problems. */
    private Map<String, Path> media(Path start) {
      Map<String, Path> found = new TreeMap<>();
      if (!Files.isDirectory(start)) {
        return found;
      }
      try (Stream<Path> files = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
        files
            .filter(Files::isRegularFile)
            .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
            .sorted()
            .forEach(
                path -> {
                  if (MediaFiles.isCandidate(path)) {
                    found.put(below(start, path), path);
                  } else {
                    problems.add(
                        new DatasetProblem(
                            DatasetProblem.Kind.UNKNOWN_FILE,
                            below(root, path),
                            "neither a picture nor a video, by its name"));
                  }
                });
      } catch (IOException | java.io.UncheckedIOException e) {
        throw new DatasetException(
            DatasetException.Reason.UNREADABLE, start + " cannot be read: " + e.getMessage(), e);
      }
      return found;
    }

    private static String method(String nameBelowFake) {
      int slash = nameBelowFake.indexOf('/');
      return slash < 0 ? "unknown" : nameBelowFake.substring(0, slash);
    }

    private static String below(Path start, Path path) {
      return start.relativize(path).toString().replace('\\', '/');
    }

    private static String withoutExtension(String name) {
      return name.substring(0, name.lastIndexOf('.'));
    }
  }
}
