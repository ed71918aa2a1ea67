package org.delocate.dataset.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.delocate.dataset.listing.Csv;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/**
 * Short clips from many places, listed in an {@code index.csv} with the columns {@code
 * path,label,family,generator,fold,source} and, if they are there, {@code
 * person,original,overlay,reencoded,frames,width,height,codec}; in any order, others are passed
 * over.
 *
 * <p>Each page that clips come from is a world of its own. Pages and people are never in two folds,
 * so the folds are the splits: {@code fold1} and so on. An original lies pixel on pixel.
 */
public final class WorldsReader implements DatasetReader {

  /** Of {@link FaceRecord#traits()}: how the generator works, such as {@code lip-sync}. */
  public static final String FAMILY = "family";

  /** Of {@link FaceRecord#traits()}: what was painted on the picture, or {@code none}. */
  public static final String OVERLAY = "overlay";

  /** Of {@link FaceRecord#traits()}: {@code yes} where the clip was cut out and encoded again. */
  public static final String REENCODED = "reencoded";

  /** Of {@link FaceRecord#traits()}: bits of the whole file for each pixel of each frame. */
  public static final String BITS_PER_PIXEL = "bitsPerPixel";

  /** Of {@link FaceRecord#traits()}: pixels of the clip. */
  public static final String WIDTH = "width";

  /** Of {@link FaceRecord#traits()}: pixels of the clip. */
  public static final String HEIGHT = "height";

  private static final String INDEX = "index.csv";
  private static final List<String> COLUMNS =
      List.of("path", "label", "family", "generator", "fold", "source");

  @Override
  public String layout() {
    return "worlds";
  }

  @Override
  public String description() {
    return "clips with an " + INDEX + " of the columns " + String.join(",", COLUMNS);
  }

  @Override
  public boolean recognises(Path root) {
    Path index = index(root);
    if (!Files.isRegularFile(index) || !DatasetFiles.name(index).endsWith(".csv")) {
      return false;
    }
    try (BufferedReader reader = Files.newBufferedReader(index, StandardCharsets.UTF_8)) {
      return new Csv(reader).next().orElse(List.of()).containsAll(COLUMNS);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public DatasetListing read(Path root) {
    Path index = index(root);
    try (BufferedReader reader = Files.newBufferedReader(index, StandardCharsets.UTF_8)) {
      return new Reading(root, index, new Csv(reader)).listing();
    } catch (IOException e) {
      throw DatasetFiles.unreadable(index, e);
    }
  }

  private static Path index(Path root) {
    return Files.isRegularFile(root) ? root : root.resolve(INDEX);
  }

  /** One pass over one index. */
  private static final class Reading {
    private final ListingBuilder listing;
    private final Path index;
    private final Csv csv;
    private Map<String, String> row;

    Reading(Path root, Path index, Csv csv) {
      this.listing = new ListingBuilder("worlds", root);
      this.index = index.toAbsolutePath();
      this.csv = csv;
    }

    DatasetListing listing() throws IOException {
      List<String> header = csv.next().orElse(List.of()).stream().map(String::strip).toList();
      List<String> absent = COLUMNS.stream().filter(name -> !header.contains(name)).toList();
      if (!absent.isEmpty()) {
        throw new DatasetException(
            DatasetException.Reason.WRONG_LAYOUT,
            index + " lacks the column(s) " + String.join(", ", absent));
      }
      for (Optional<List<String>> fields = csv.next(); fields.isPresent(); fields = csv.next()) {
        if (fields.get().size() != header.size()) {
          problem(
              DatasetProblem.Kind.WRONG_COLUMNS,
              fields.get().size() + " fields where the header has " + header.size());
          continue;
        }
        row = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
          row.put(header.get(i), fields.get().get(i).strip());
        }
        read();
      }
      return listing.listing();
    }

    private void read() throws IOException {
      String name = field("path");
      Label label;
      try {
        label = Label.of(field("label"));
      } catch (IllegalArgumentException e) {
        problem(DatasetProblem.Kind.UNKNOWN_LABEL, e.getMessage());
        return;
      }
      if (name.isEmpty() || field("fold").isEmpty() || field("source").isEmpty()) {
        problem(DatasetProblem.Kind.BAD_VALUE, "the path, the fold or the source is empty");
        return;
      }
      if (label == Label.FAKE && field("generator").isEmpty()) {
        problem(DatasetProblem.Kind.BAD_VALUE, name + " is fake, but no generator is named");
        return;
      }
      Optional<Path> clip = existing(name);
      if (clip.isEmpty()) {
        problem(DatasetProblem.Kind.MISSING_FILE, "there is no file " + name);
        return;
      }
      FaceRecord.Builder record =
          new FaceRecord.Builder("worlds", name, clip.get())
              .labelled(label, field("generator"))
              .split(field("fold").startsWith("fold") ? field("fold") : "fold" + field("fold"))
              .source(field("source"))
              .identities(
                  field("person").isEmpty()
                      ? List.of()
                      : List.of(field("person").replaceAll("^\\++|\\++$", "").split("\\++")))
              .alignedOriginal(original(label))
              .traits(traits(clip.get()));
      if (!field("codec").isEmpty()) {
        record.compression(field("codec"));
      }
      listing.add(record);
    }

    private Optional<Path> original(Label label) {
      String name = field("original");
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (label == Label.REAL) {
        problem(DatasetProblem.Kind.CONTRADICTION, field("path") + " is real but has an original");
        return Optional.empty();
      }
      Optional<Path> original = existing(name);
      if (original.isEmpty()) {
        problem(DatasetProblem.Kind.MISSING_ORIGINAL, "there is no original " + name);
      }
      return original;
    }

    private Map<String, String> traits(Path clip) throws IOException {
      Map<String, String> traits = new TreeMap<>();
      for (String name : List.of(FAMILY, OVERLAY, REENCODED, WIDTH, HEIGHT)) {
        if (!field(name).isEmpty()) {
          traits.put(name, field(name));
        }
      }
      double pixels = number("width") * number("height") * number("frames");
      if (pixels > 0) {
        traits.put(
            BITS_PER_PIXEL, String.format(Locale.ROOT, "%.6f", Files.size(clip) * 8 / pixels));
      }
      return traits;
    }

    /** Not a number where the column is missing or holds none. */
    private double number(String column) {
      try {
        return Double.parseDouble(field(column));
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    private Optional<Path> existing(String name) {
      try {
        return Optional.of(index.resolveSibling(name)).filter(Files::isRegularFile);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    private String field(String column) {
      return row.getOrDefault(column, "");
    }

    private void problem(DatasetProblem.Kind kind, String message) {
      listing.problem(kind, index.getFileName() + ":" + csv.line(), message);
    }
  }
}
