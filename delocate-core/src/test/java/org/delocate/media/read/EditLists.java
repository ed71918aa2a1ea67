package org.delocate.media.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gives an MP4 whose table lies behind its frames another edit list, as phones trim clips. */
final class EditLists {

  private EditLists() {}

  /**
   * @param segments of what is shown: duration in the file's units, start in the video's ticks
   */
  static Path replace(Path file, long[]... segments) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int movie = find(bytes, 0, bytes.length, "moov");
    int track = find(bytes, movie + 8, movie + length(bytes, movie), "trak");
    int trackEnd = track + length(bytes, track);
    int old = find(bytes, track + 8, trackEnd, "edts");
    int header = find(bytes, track + 8, trackEnd, "tkhd");
    int at = old >= 0 ? old : header + length(bytes, header);
    int removed = old >= 0 ? length(bytes, old) : 0;
    ByteBuffer edits = ByteBuffer.allocate(24 + 12 * segments.length);
    edits.putInt(edits.capacity()).put("edts".getBytes(StandardCharsets.US_ASCII));
    edits.putInt(edits.capacity() - 8).put("elst".getBytes(StandardCharsets.US_ASCII));
    edits.putInt(0).putInt(segments.length);
    for (long[] segment : segments) {
      edits.putInt((int) segment[0]).putInt((int) segment[1]).putInt(1 << 16);
    }
    int added = edits.capacity() - removed;
    ByteBuffer.wrap(bytes).putInt(movie, length(bytes, movie) + added);
    ByteBuffer.wrap(bytes).putInt(track, length(bytes, track) + added);
    ByteBuffer result = ByteBuffer.allocate(bytes.length + added);
    result.put(bytes, 0, at).put(edits.array());
    result.put(Arrays.copyOfRange(bytes, at + removed, bytes.length));
    return Files.write(file, result.array());
  }

  private static int find(byte[] bytes, int from, int to, String name) {
    for (int at = from; at + 8 <= to; at += length(bytes, at)) {
      if (new String(bytes, at + 4, 4, StandardCharsets.US_ASCII).equals(name)) {
        return at;
      }
    }
    return -1;
  }

  private static int length(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }
}
