package org.delocate.dataset.listing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.delocate.media.file.MediaFiles;

/** Pictures in a tar or tar.gz archive, read from its beginning to its end. */
public final class FrameArchive {

  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 1 << 16;

  private FrameArchive() {}

  public static boolean isArchive(Path file) {
    String name = DatasetFiles.name(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  /**
   * The names of all pictures, in the archive's order.
   *
   * @throws IOException if it is no such archive, or breaks off
   */
  public static List<String> names(Path archive) throws IOException {
    List<String> names = new ArrayList<>();
    walk(
        archive,
        (name, size, in) -> {
          names.add(name);
          return false;
        });
    return names;
  }

  /**
   * The bytes of some pictures.
   *
   * @throws IOException if it is no such archive, or breaks off before all were found
   */
  public static Map<String, byte[]> read(Path archive, Set<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    walk(
        archive,
        (name, size, in) -> {
          if (!wanted.contains(name)) {
            return false;
          }
          if (size > Integer.MAX_VALUE - 8) {
            throw new IOException(name + " is larger than any picture");
          }
          byte[] bytes = in.readNBytes((int) size);
          if (bytes.length < size) {
            throw new EOFException("the archive breaks off in " + name);
          }
          found.put(name, bytes);
          return true;
        });
    return found;
  }

  private interface Visitor {
    /** Returns whether the content was read. */
    boolean visit(String name, long size, InputStream in) throws IOException;
  }

  private static void walk(Path archive, Visitor visitor) throws IOException {
    try (InputStream in = open(archive)) {
      byte[] header = new byte[BLOCK];
      String longName = "";
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = size(header);
        char type = (char) header[156];
        long left = size;
        if (type == 'L' || type == 'x') {
          if (size > LONGEST_NAME) {
            throw new IOException("a name of " + size + " bytes");
          }
          String text = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
          left = 0;
          longName = type == 'L' ? text.split("\0", 2)[0] : extendedName(text, longName);
        } else {
          String name = longName.isEmpty() ? name(header) : longName;
          longName = "";
          boolean file = type == '0' || type == 0;
          if (file && isPicture(name) && visitor.visit(name, size, in)) {
            left = 0;
          }
        }
        in.skipNBytes(left + (BLOCK - size % BLOCK) % BLOCK);
      }
    }
  }

  private static boolean isPicture(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return !last.startsWith(".") && !last.isEmpty() && MediaFiles.isCandidate(Path.of(last));
  }

  private static InputStream open(Path archive) throws IOException {
    InputStream file = Files.newInputStream(archive);
    try {
      InputStream in = new BufferedInputStream(file, 1 << 16);
      return DatasetFiles.name(archive).toLowerCase(Locale.ROOT).endsWith(".tar")
          ? in
          : new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar");
    String prefix = ustar && header[262] == 0 ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String extendedName(String records, String otherwise) {
    for (String line : records.split("\n", -1)) {
      int at = line.indexOf(" path=");
      if (at > 0) {
        return line.substring(at + " path=".length());
      }
    }
    return otherwise;
  }

  private static long size(byte[] header) throws IOException {
    if ((header[124] & 0x80) != 0) {
      long size = 0;
      for (int i = 128; i < 136; i++) {
        size = (size << 8) | (header[i] & 0xFF);
      }
      return size;
    }
    try {
      return Long.parseLong(text(header, 124, 12).strip(), 8);
    } catch (NumberFormatException e) {
      throw new IOException("this is no tar archive", e);
    }
  }

  private static String text(byte[] bytes, int at, int longest) {
    int end = at;
    while (end < at + longest && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }
}
