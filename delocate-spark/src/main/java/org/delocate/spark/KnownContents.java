package org.delocate.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier runs have rows of, by content: 24 bytes a row, so that the rows of millions of
 * videos can be sent to every executor. Contents are told apart by 64 bits of their SHA-256, and a
 * row that is found is compared in whole.
 */
final class KnownContents implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Collects rows. */
  static final class Builder {
    private final List<long[]> rows = new ArrayList<>();
    private final Map<String, Integer> numberOfPart = new HashMap<>();
    private final List<String> parts = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param path of the video
     * @param sha256 of its content
     * @param part name of the file that holds the row
     */
    void add(String path, String sha256, String part) {
      int number =
          numberOfPart.computeIfAbsent(
              part,
              name -> {
                parts.add(name);
                return parts.size() - 1;
              });
      rows.add(new long[] {content(sha256), place(path, sha256), number});
    }

    KnownContents build() {
      rows.sort((one, other) -> Long.compare(one[0], other[0]));
      long[] contents = new long[rows.size()];
      int[] partOfContent = new int[rows.size()];
      long[] places = new long[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        contents[i] = rows.get(i)[0];
        places[i] = rows.get(i)[1];
        partOfContent[i] = (int) rows.get(i)[2];
      }
      Arrays.sort(places);
      return new KnownContents(contents, partOfContent, places, parts.toArray(String[]::new));
    }
  }

  private final long[] contents;
  private final int[] partOfContent;
  private final long[] places;
  private final String[] parts;

  private KnownContents(long[] contents, int[] partOfContent, long[] places, String[] parts) {
    this.contents = contents;
    this.partOfContent = partOfContent;
    this.places = places;
    this.parts = parts;
  }

  /** Rows in all. */
  int rows() {
    return contents.length;
  }

  /** Whether there is a row of this file with this content. */
  boolean holds(String path, String sha256) {
    return Arrays.binarySearch(places, place(path, sha256)) >= 0;
  }

  /** The file of the table with a row of this content, wherever the content lay. */
  Optional<String> partWith(String sha256) {
    int found = Arrays.binarySearch(contents, content(sha256));
    return found < 0 ? Optional.empty() : Optional.of(parts[partOfContent[found]]);
  }

  private static long content(String sha256) {
    return Long.parseUnsignedLong(sha256, 0, 16, 16);
  }

  private static long place(String path, String sha256) {
    MessageDigest digest = LocalCopy.newSha256();
    digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
    return ByteBuffer.wrap(digest.digest(path.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
