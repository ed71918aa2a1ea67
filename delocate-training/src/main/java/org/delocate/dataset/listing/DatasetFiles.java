package org.delocate.dataset.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.delocate.dataset.record.DatasetException;
import org.delocate.media.file.MediaFiles;

/** What readers of datasets ask of the file system. Hidden files and folders are never there. */
public final class DatasetFiles {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DatasetFiles() {}

  /** Pictures and videos directly in a folder, sorted; none if it is missing. */
  public static List<Path> media(Path folder) {
    return children(folder, path -> Files.isRegularFile(path) && MediaFiles.isMedia(path));
  }

  /** Pictures and videos in a folder and the folders in it, sorted. */
  public static List<Path> mediaBelow(Path folder) {
    return filesBelow(folder).stream().filter(MediaFiles::isMedia).toList();
  }

  /** All files in a folder and the folders in it, sorted. */
  public static List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(path -> isVisible(path) && Files.isRegularFile(path)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  /** All files directly in a folder, sorted; none if it is missing. */
  public static List<Path> files(Path folder) {
    return children(folder, Files::isRegularFile);
  }

  /** The folders directly in a folder, sorted; none if it is missing. */
  public static List<Path> folders(Path folder) {
    return children(folder, Files::isDirectory);
  }

  /** The first of some names that is a folder here; letters may be large or small. */
  public static Optional<Path> folder(Path parent, String... names) {
    return named(folders(parent), names);
  }

  /** The first of some names that is a file here; letters may be large or small. */
  public static Optional<Path> file(Path parent, String... names) {
    return named(files(parent), names);
  }

  /** A file by a name out of a list: nothing if it is missing or cannot be a name. */
  public static Optional<Path> existing(Path folder, String name) {
    try {
      return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> named(List<Path> paths, String... names) {
    for (String name : names) {
      Optional<Path> exact = paths.stream().filter(path -> name(path).equals(name)).findFirst();
      if (exact.isPresent()) {
        return exact;
      }
      Optional<Path> close =
          paths.stream().filter(path -> name(path).equalsIgnoreCase(name)).findFirst();
      if (close.isPresent()) {
        return close;
      }
    }
    return Optional.empty();
  }

  private static List<Path> children(Path folder, Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> isVisible(path) && wanted.test(path))
          .sorted(Comparator.comparing(DatasetFiles::name))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isVisible(Path path) {
    return !name(path).startsWith(".");
  }

  public static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** The name without its last extension. */
  public static String stem(Path path) {
    String name = name(path);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The lines of a text that are not blank, without spaces around them and a byte order mark. */
  public static List<String> lines(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads JSON.
   *
   * @throws DatasetException UNREADABLE, also if it is no JSON
   */
  public static JsonNode json(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new DatasetException(
          DatasetException.Reason.UNREADABLE, file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  public static DatasetException unreadable(Path path, Exception e) {
    return new DatasetException(
        DatasetException.Reason.UNREADABLE, path + " cannot be read: " + e.getMessage(), e);
  }
}
