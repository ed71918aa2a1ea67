package org.delocate.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code rooms.txt}: every package of the project, from the bottom up, with all that it uses. */
record RoomList(List<Room> rooms) {
  private static final Pattern IMPORT =
      Pattern.compile("import (?:static )?org\\.delocate\\.([a-z.]+)\\.[A-Z]");

  /**
   * A package.
   *
   * @param name without {@code org.delocate.}
   * @param inside whether only rooms of its family may use it, however public its classes are
   * @param uses names of rooms, in the order of the list
   */
  record Room(String name, boolean inside, List<String> uses) {
    String family() {
      return familyOf(name);
    }

    /** What its {@code package-info} says of its arrows, as its last sentence. */
    String sentence() {
      String neighbours =
          names(
              uses.stream()
                  .filter(used -> familyOf(used).equals(family()))
                  .map(used -> used.substring(used.indexOf('.') + 1)));
      String families =
          names(uses.stream().map(Room::familyOf).filter(used -> !used.equals(family())));
      String several = neighbours.contains(" and ") ? "neighbours " : "neighbour ";
      if (neighbours.isEmpty()) {
        return families.isEmpty()
            ? "May use nothing else of this project."
            : "May use, of other families, " + families + ".";
      }
      return "May use its "
          + several
          + neighbours
          + (families.isEmpty() ? "." : ", and of other families " + families + ".");
    }

    private static String familyOf(String room) {
      return room.replaceFirst("\\..*", "");
    }

    private static String names(Stream<String> parts) {
      List<String> names = parts.distinct().sorted().map(part -> "{@code " + part + "}").toList();
      if (names.size() < 2) {
        return String.join("", names);
      }
      return String.join(", ", names.subList(0, names.size() - 1))
          + " and "
          + names.get(names.size() - 1);
    }
  }

  Room room(String name) {
    return rooms.stream()
        .filter(room -> room.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("rooms.txt does not list " + name));
  }

  /** The list as it is committed. */
  static RoomList read() {
    try (InputStream in = RoomList.class.getResourceAsStream("rooms.txt")) {
      List<Room> rooms = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rooms.add(room(line.split("[\\s,:]+")));
        }
      }
      return new RoomList(List.copyOf(rooms));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Room room(String[] words) {
    String family = Room.familyOf(words[0]);
    boolean inside = words.length > 1 && words[1].equals("(inside)");
    List<String> uses =
        Stream.of(words)
            .skip(inside ? 2 : 1)
            .map(word -> word.startsWith(".") ? family + word : word)
            .toList();
    return new Room(words[0], inside, uses);
  }

  /** The sources of a room, by its package. */
  private static Path sources(String room) {
    String folder = "src/main/java/org/delocate/" + room.replace('.', '/');
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), "delocate-*")) {
      for (Path module : modules) {
        if (Files.exists(module.resolve(folder).resolve("package-info.java"))) {
          return module.resolve(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(room + " has no package-info.java");
  }

  /**
   * The rooms that the sources of a room import, each with one place that does so: for a room whose
   * classes are not on the class path.
   */
  static Map<String, String> imports(String room) {
    Map<String, String> found = new TreeMap<>();
    for (Path file : files(room)) {
      try {
        for (String line : Files.readAllLines(file)) {
          Matcher imported = IMPORT.matcher(line);
          if (imported.lookingAt()) {
            found.putIfAbsent(imported.group(1), file + ": " + line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /** Its files, but for the description. */
  static List<Path> files(String room) {
    try (Stream<Path> files = Files.list(sources(room))) {
      return files.filter(file -> !file.endsWith("package-info.java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Javadoc of a room's {@code package-info} as one line. */
  static String description(String room) {
    try {
      return Files.readAllLines(sources(room).resolve("package-info.java")).stream()
          .takeWhile(line -> !line.startsWith("package"))
          .map(line -> line.replaceAll("^\\s*/?\\*+/?\\s?|\\s*\\*/$", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
