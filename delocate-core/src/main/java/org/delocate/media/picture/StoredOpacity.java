package org.delocate.media.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Whether the colours of a transparent TIFF were multiplied by their opacity already (tag 338,
 * "associated alpha"). FFmpeg hands them out as they are stored, and says nothing of it. PNG and
 * WebP are defined without; HEIC and AVIF say it in their {@linkplain
 * org.delocate.media.container.HeifBoxes boxes}.
 */
final class StoredOpacity {

  private static final int ASSOCIATED = 1;

  private StoredOpacity() {}

  /** False where nothing is said. */
  static boolean isMultiplied(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return in.length() >= 16
          && TiffTags.isTiff(in.readLong())
          && new TiffTags(in, 0).shortOf(TiffTags.EXTRA_SAMPLES).orElse(0) == ASSOCIATED;
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }
}
