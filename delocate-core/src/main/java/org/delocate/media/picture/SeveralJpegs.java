package org.delocate.media.picture;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.library.MediaLimits;

/**
 * Tells a raw stream of JPEGs, as network cameras write it, from a photograph with further pictures
 * behind it. Both are JPEGs one after the other; a photograph says so in its first one, or the
 * others are thumbnails of another size.
 */
final class SeveralJpegs {

  /** FFmpeg's names for JPEGs without a container, of which it chooses by their number. */
  private static final Set<String> CONTAINERS = Set.of("jpeg_pipe", "mjpeg");

  private static final byte[] MULTI_PICTURE = "MPF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTAINER_ITEMS =
      "Container:Directory".getBytes(StandardCharsets.US_ASCII);

  /** A photograph's own data lies before its picture, and within this many bytes. */
  private static final int MOST_HEADER = 1 << 18;

  private SeveralJpegs() {}

  /** Whether a container of this name is none: JPEGs lie one behind the other. */
  static boolean isBare(String container) {
    return CONTAINERS.contains(container);
  }

  /** Whether a file of more than one JPEG is a video. */
  static boolean is(Path file, String container, FrameIndex index, MediaLimits limits) {
    if (!isBare(container) || index.packets() < 2) {
      return false;
    }
    try (Demuxer demuxer = new Demuxer(file, limits, OptionalInt.empty())) {
      Optional<PictureHeader> first = Optional.empty();
      for (int i = 0; i < 2 && demuxer.read(); i++) {
        byte[] jpeg = new byte[demuxer.packet().size()];
        demuxer.packet().data().get(jpeg);
        if (i == 0 && saysThatItHasParts(jpeg)) {
          return false;
        }
        Optional<PictureHeader> header = header(jpeg);
        if (i > 0) {
          return header.isPresent() && header.equals(first);
        }
        first = header;
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private static Optional<PictureHeader> header(byte[] jpeg) throws IOException {
    return PictureHeader.of(new DataInputStream(new ByteArrayInputStream(jpeg)));
  }

  private static boolean saysThatItHasParts(byte[] jpeg) {
    int end = Math.min(jpeg.length, MOST_HEADER);
    return contains(jpeg, end, MULTI_PICTURE) || contains(jpeg, end, CONTAINER_ITEMS);
  }

  private static boolean contains(byte[] bytes, int end, byte[] part) {
    for (int i = 0; i + part.length <= end; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
