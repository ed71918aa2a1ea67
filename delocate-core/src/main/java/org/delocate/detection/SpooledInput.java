package org.delocate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/**
 * The content of a stream in a file of its own, in the folder for temporary files, where nobody
 * else may read it; gone when it is closed. Decoders must go back and forth in what they read.
 *
 * @param folder holds the file and nothing else
 * @param file the content
 * @param sha256 of the content, in hexadecimal
 */
record SpooledInput(Path folder, Path file, String sha256) implements AutoCloseable {

  /** Names that every file system and locale takes. What a file is called is in messages. */
  private static final Pattern PLAIN_NAME = Pattern.compile("\\w[\\w ._-]{0,99}");

  private static final String OTHERWISE = "content";

  /**
   * Reads a stream to its end. It is left open.
   *
   * @param name the file gets its last part, if that can be the name of a file
   * @throws IOException if it cannot be read, or the file not be written
   * @throws CancellationException if the thread is interrupted
   */
  static SpooledInput of(InputStream content, String name) throws IOException {
    Path folder = Files.createTempDirectory("delocate-");
    Path file = folder.resolve(nameOfFile(name));
    try (DigestOutputStream copy =
        new DigestOutputStream(Files.newOutputStream(file), Digests.sha256())) {
      copy(content, copy);
      return new SpooledInput(
          folder, file, HexFormat.of().formatHex(copy.getMessageDigest().digest()));
    } catch (IOException | RuntimeException e) {
      remove(folder, file);
      throw e;
    }
  }

  private static String nameOfFile(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return PLAIN_NAME.matcher(last).matches() ? last : OTHERWISE;
  }

  private static void copy(InputStream content, OutputStream copy) throws IOException {
    byte[] buffer = new byte[1 << 18];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while reading a stream");
      }
      copy.write(buffer, 0, read);
    }
  }

  private static void remove(Path folder, Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }

  @Override
  public void close() throws IOException {
    remove(folder, file);
  }
}
