package org.delocate.dataset.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.listing.Csv;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/**
 * Pictures listed in an {@code index.csv} with the columns {@code
 * path,label,method,original,alignment,split,source}, in any order; other columns are passed over.
 *
 * <p>The path given may be the index itself, its folder, or the folder above. Paths in the index
 * count from the folder that holds {@code index.csv} or from the one above it, whichever has the
 * first file. {@code alignment} is {@code aligned} where a fake's original shows the same pixels.
 */
public final class IndexedFacesReader implements DatasetReader {

  private static final String INDEX = "index.csv";
  private static final List<String> COLUMNS =
      List.of("path", "label", "method", "original", "alignment", "split", "source");

  @Override
  public String layout() {
    return "faces";
  }

  @Override
  public String description() {
    return "pictures with an " + INDEX + " of the columns " + String.join(",", COLUMNS);
  }

  @Override
  public boolean recognises(Path root) {
    return index(root).isPresent();
  }

  @Override
  public DatasetListing read(Path root) {
    Path index =
        index(root)
            .orElseThrow(
                () ->
                    new DatasetException(
                        DatasetException.Reason.WRONG_LAYOUT, "no " + INDEX + " under " + root));
    try (BufferedReader reader = Files.newBufferedReader(index, StandardCharsets.UTF_8)) {
      return new Reading(root, index, new Csv(reader)).listing();
    } catch (IOException e) {
      throw new DatasetException(
          DatasetException.Reason.UNREADABLE, index + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> index(Path root) {
    if (Files.isRegularFile(root)) {
      return String.valueOf(root.getFileName()).endsWith(".csv")
          ? Optional.of(root)
          : Optional.empty();
    }
    for (Path candidate : List.of(root.resolve(INDEX), root.resolve("faces").resolve(INDEX))) {
      if (Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** One pass over one index. */
  private static final class Reading {
    private final Path root;
    private final Path index;
    private final Csv csv;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<FaceRecord> records = new ArrayList<>();
    private final List<DatasetProblem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Path base;

    Reading(Path root, Path index, Csv csv) {
      this.root = root;
      this.index = index.toAbsolutePath();
      this.csv = csv;
      this.base = this.index.getParent();
    }

    DatasetListing listing() throws IOException {
      List<String> header = csv.next().orElse(List.of());
      for (int i = 0; i < header.size(); i++) {
        columns.put(header.get(i).strip(), i);
      }
      List<String> absent = COLUMNS.stream().filter(name -> !columns.containsKey(name)).toList();
      if (!absent.isEmpty()) {
        throw new DatasetException(
            DatasetException.Reason.WRONG_LAYOUT,
            index + " lacks the column(s) " + String.join(", ", absent));
      }
      for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
        if (row.get().size() == header.size()) {
          read(row.get());
        } else {
          problem(
              DatasetProblem.Kind.WRONG_COLUMNS,
              row.get().size() + " fields where the header has " + header.size());
        }
      }
      return new DatasetListing("faces", root, records, problems, List.of());
    }

    private void read(List<String> row) {
      String name = field(row, "path");
      if (name.isEmpty() || field(row, "split").isEmpty()) {
        problem(DatasetProblem.Kind.BAD_VALUE, "the path or the split is empty");
        return;
      }
      Label label;
      try {
        label = Label.of(field(row, "label"));
      } catch (IllegalArgumentException e) {
        problem(DatasetProblem.Kind.UNKNOWN_LABEL, e.getMessage());
        return;
      }
      Optional<Path> path = existing(name);
      if (path.isEmpty()) {
        problem(DatasetProblem.Kind.MISSING_FILE, "there is no file " + name);
        return;
      }
      if (!seen.add(name)) {
        problem(DatasetProblem.Kind.DUPLICATE, name + " stands in the index a second time");
        return;
      }
      Optional<Path> original = original(row, label);
      FaceRecord.Builder record =
          new FaceRecord.Builder("faces", name, path.get())
              .labelled(label, field(row, "method").isEmpty() ? "unknown" : field(row, "method"))
              .split(field(row, "split"))
              .source(field(row, "source").isEmpty() ? "unknown" : field(row, "source"));
      boolean aligned = field(row, "alignment").equals("aligned");
      records.add(
          (aligned ? record.alignedOriginal(original) : record.originalElsewhere(original))
              .build());
    }

    private Optional<Path> original(List<String> row, Label label) {
      String name = field(row, "original");
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (label == Label.REAL) {
        problem(
            DatasetProblem.Kind.CONTRADICTION, field(row, "path") + " is real but has an original");
        return Optional.empty();
      }
      Optional<Path> original = existing(name);
      if (original.isEmpty()) {
        problem(DatasetProblem.Kind.MISSING_ORIGINAL, "there is no original " + name);
      }
      return original;
    }

    private Optional<Path> existing(String name) {
      try {
        Path path = base.resolve(name);
        if (!Files.isRegularFile(path) && records.isEmpty() && base.equals(index.getParent())) {
          Path above = base.resolveSibling(name);
          if (Files.isRegularFile(above)) {
            base = base.getParent();
            return Optional.of(above);
          }
        }
        return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    private String field(List<String> row, String column) {
      return row.get(columns.get(column)).strip();
    }

    private void problem(DatasetProblem.Kind kind, String message) {
      problems.add(new DatasetProblem(kind, index.getFileName() + ":" + csv.line(), message));
    }
  }
}
