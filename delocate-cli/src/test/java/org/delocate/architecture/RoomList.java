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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code rooms.txt}: every package of the project, from the bottom up, with all that it uses. */
record RoomList(List<Room> rooms) {
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

  /** The Javadoc of a room's {@code package-info} as one line. */
  static String description(String room) {
    String file = "src/main/java/org/delocate/" + room.replace('.', '/') + "/package-info.java";
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), "delocate-*")) {
      for (Path module : modules) {
        Path source = module.resolve(file);
        if (Files.exists(source)) {
          return Files.readAllLines(source).stream()
              .takeWhile(line -> !line.startsWith("package"))
              .map(line -> line.replaceAll("^\\s*/?\\*+/?\\s?|\\s*\\*/$", "").strip())
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining(" "));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(room + " has no package-info.java");
  }
}
