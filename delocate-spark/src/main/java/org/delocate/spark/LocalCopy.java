package org.delocate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of an archive on the disk of the executor. It comes as a stream and is hashed on the way;
 * memory does not grow with it, and the disk takes no more than it may.
 *
 * @param file the copy
 * @param sha256 of its content
 */
record LocalCopy(Path file, String sha256) {

  private static final int BUFFER = 1 << 20;

  /** The stream went on beyond what a file may have. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long mostBytes) {
      super("the file is larger than " + (mostBytes >> 20) + " MB");
    }
  }

  /**
   * Copies a stream to its end.
   *
   * @param mostBytes that are taken
   * @throws TooLargeException if there are more
   * @throws IOException if it cannot be read
   * @throws UncheckedIOException if the copy cannot be written: a fault of this machine
   */
  static LocalCopy of(InputStream in, Path file, long mostBytes) throws IOException {
    MessageDigest digest = newSha256();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = create(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > mostBytes) {
          throw new TooLargeException(mostBytes);
        }
        digest.update(buffer, 0, count);
        write(out, buffer, count);
      }
    }
    return new LocalCopy(file, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static OutputStream create(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static UncheckedIOException noRoom(IOException cause) {
    return new UncheckedIOException("the executor cannot keep a copy of a file", cause);
  }
}
