package org.delocate.dataset.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.SkippedRecord;

/**
 * The index beside a shard: one line a face, tab-separated, and one line beginning with {@code
 * #skipped} for each record that gave no face.
 *
 * @param faces in the shard's order
 * @param skipped in the order they were met
 */
record ShardIndex(List<FaceEntry> faces, List<SkippedRecord> skipped) {

  /** The header of stores that were written before compression and identities were kept. */
  private static final String OLD_HEADER =
      "key\tdataset\trecord\tlabel\tmethod\tsplit\tsource\toriginal"
          + "\tface_offset\tface_length\tmask_offset\tmask_length\tjson_offset\tjson_length";

  /** The header of stores that were written before traits were kept. */
  private static final String TRAITLESS_HEADER = OLD_HEADER + "\tcompression\tidentities";

  static final String HEADER = TRAITLESS_HEADER + "\ttraits";

  private static final Set<String> HEADERS = Set.of(OLD_HEADER, TRAITLESS_HEADER, HEADER);
  private static final int OLD_COLUMNS = 14;
  private static final int TRAITLESS_COLUMNS = 16;
  private static final int COLUMNS = 17;
  private static final String SKIPPED = "#skipped";

  static String line(
      FaceLabels face, FaceEntry.Span crop, Optional<FaceEntry.Span> mask, FaceEntry.Span json) {
    return String.join(
        "\t",
        face.key(),
        plain(face.dataset()),
        plain(face.record()),
        face.label().key(),
        plain(face.method()),
        plain(face.split()),
        plain(face.source()),
        face.originalKey().orElse(""),
        span(crop),
        mask.map(ShardIndex::span).orElse("\t"),
        span(json),
        plain(face.compression().orElse("")),
        face.identities().stream()
            .map(person -> plain(person).replace(',', ' '))
            .collect(Collectors.joining(",")),
        text(face.traits()));
  }

  static String line(SkippedRecord skipped) {
    return String.join(
        "\t", SKIPPED, skipped.reason().code(), plain(skipped.record()), plain(skipped.message()));
  }

  /**
   * Reads the index of a shard.
   *
   * @throws DatasetException UNREADABLE or DAMAGED
   */
  static ShardIndex read(Path tar) {
    Path file = tar.resolveSibling(FaceStoreWriter.indexName(tar.getFileName().toString()));
    List<FaceEntry> faces = new ArrayList<>();
    List<SkippedRecord> skipped = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.isEmpty() || !HEADERS.contains(lines.get(0))) {
        throw damaged(file, 1, "the header is not that of an index");
      }
      for (int i = 1; i < lines.size(); i++) {
        String[] fields = lines.get(i).split("\t", -1);
        try {
          if (fields[0].equals(SKIPPED)) {
            skipped.add(
                new SkippedRecord(SkippedRecord.Reason.of(fields[1]), fields[2], fields[3]));
          } else if (fields.length == COLUMNS
              || fields.length == TRAITLESS_COLUMNS
              || fields.length == OLD_COLUMNS) {
            faces.add(face(fields, tar));
          } else {
            throw damaged(file, i + 1, fields.length + " fields");
          }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          throw damaged(file, i + 1, e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new DatasetException(
          DatasetException.Reason.UNREADABLE, file + " cannot be read: " + e, e);
    }
    return new ShardIndex(faces, skipped);
  }

  private static FaceEntry face(String[] fields, Path tar) {
    // Interned: a hundred thousand entries share a handful of names.
    FaceLabels labels =
        new FaceLabels(
            fields[0],
            fields[1].intern(),
            fields[2],
            new FaceOrigin(
                Label.of(fields[3]), fields[4].intern(), fields[5].intern(), fields[6].intern()),
            fields[7].isEmpty() ? Optional.empty() : Optional.of(fields[7]),
            annotations(fields));
    return new FaceEntry(
        labels,
        tar,
        span(fields[8], fields[9]),
        fields[10].isEmpty() ? Optional.empty() : Optional.of(span(fields[10], fields[11])),
        span(fields[12], fields[13]));
  }

  private static FaceAnnotations annotations(String[] fields) {
    if (fields.length == OLD_COLUMNS) {
      return FaceAnnotations.NONE;
    }
    return new FaceAnnotations(
        fields[14].isEmpty() ? Optional.empty() : Optional.of(fields[14].intern()),
        fields[15].isEmpty() ? List.of() : List.of(fields[15].split(",")),
        fields.length == COLUMNS ? traits(fields[16]) : Map.of());
  }

  /** {@code name=value;name=value}, by name. */
  private static String text(Map<String, String> traits) {
    return new TreeMap<>(traits)
        .entrySet().stream()
            .map(
                trait ->
                    plain(trait.getKey()).replaceAll("[=;]", " ")
                        + "="
                        + plain(trait.getValue()).replace(';', ' '))
            .collect(Collectors.joining(";"));
  }

  private static Map<String, String> traits(String text) {
    Map<String, String> traits = new TreeMap<>();
    for (String trait : text.isEmpty() ? new String[0] : text.split(";")) {
      int equals = trait.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + trait + "' is no trait");
      }
      traits.put(trait.substring(0, equals).intern(), trait.substring(equals + 1).intern());
    }
    return Map.copyOf(traits);
  }

  private static FaceEntry.Span span(String offset, String length) {
    return new FaceEntry.Span(Long.parseLong(offset), Integer.parseInt(length));
  }

  private static String span(FaceEntry.Span span) {
    return span.offset() + "\t" + span.length();
  }

  private static String plain(String text) {
    return text.replaceAll("[\\t\\r\\n]+", " ");
  }

  private static DatasetException damaged(Path file, int line, String message) {
    return new DatasetException(
        DatasetException.Reason.DAMAGED, file + ", line " + line + ": " + message);
  }
}
