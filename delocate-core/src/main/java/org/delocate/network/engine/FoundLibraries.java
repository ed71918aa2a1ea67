package org.delocate.network.engine;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;

/**
 * Where the loader of native libraries has found each of them. It looks for them, and for many that
 * are not there, in every archive of the class path, which takes a sixth of what a picture costs; a
 * later process that has the same class path can be told.
 *
 * <p>The loader has no way to tell it, so its own notes are read and written. Where that fails, or
 * a library is not in the notes, it looks for itself.
 */
public final class FoundLibraries {

  /** The property that names the file of {@link #remember}. */
  public static final String PROPERTY = "delocate.libraries";

  private static final String FIELD = "foundLibraries";

  private FoundLibraries() {}

  /**
   * Writes down what was found so far: a line for each name, and after it, apart by tabs, the
   * places.
   *
   * @throws IOException if the file cannot be written, or the loader tells nothing
   */
  public static void remember(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, URL[]> found : new TreeMap<>(notes()).entrySet()) {
      List<String> fields = new ArrayList<>(List.of(found.getKey()));
      Arrays.stream(found.getValue()).map(URL::toString).forEach(fields::add);
      lines.add(String.join("\t", fields));
    }
    Files.write(file, lines);
  }

  /**
   * Tells the loader what {@link #PROPERTY} names.
   *
   * @return of how many libraries; 0 where there is no such file
   */
  static int recall() {
    String file = System.getProperty(PROPERTY, "");
    if (file.isEmpty() || !Files.isReadable(Path.of(file))) {
      return 0;
    }
    try {
      Map<String, URL[]> told = new TreeMap<>();
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] fields = line.split("\t", -1);
        URL[] places = new URL[fields.length - 1];
        for (int i = 0; i < places.length; i++) {
          places[i] = new URL(fields[i + 1]);
          if (!isThere(places[i])) {
            // Whoever moved the program moved its archives, too.
            return 0;
          }
        }
        told.put(fields[0], places);
      }
      Map<String, URL[]> notes = notes();
      told.forEach(notes::putIfAbsent);
      return told.size();
    } catch (IOException e) {
      // It saves time only.
      return 0;
    }
  }

  /** Whether the archive of {@code jar:file:/archive!/entry}, or the file itself, is there. */
  private static boolean isThere(URL place) {
    String path = place.getPath();
    int entry = path.indexOf("!/");
    String archive = entry < 0 ? "file:" + path : path.substring(0, entry);
    try {
      return Files.exists(Path.of(URI.create(archive)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return false;
    }
  }

  @SuppressWarnings("unchecked") // checked by the name, in the one version that is used
  private static Map<String, URL[]> notes() throws IOException {
    try {
      Field field = Loader.class.getDeclaredField(FIELD);
      field.setAccessible(true);
      return (Map<String, URL[]>) field.get(null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IOException("the loader does not tell where it found libraries", e);
    }
  }
}
