package org.delocate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** SHA-256 of contents of any length. */
final class Digests {

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The digest in hexadecimal; empty if there is no such regular file or it cannot be read.
   *
   * @throws CancellationException if the thread is interrupted
   */
  static Optional<String> sha256(Path file) {
    // A pipe or a device may never end.
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 18];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while reading " + file);
        }
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }
}
