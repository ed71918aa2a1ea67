package org.delocate.dataset.listing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.delocate.dataset.record.FaceRecord;

/** Collects what a reader finds on one pass through a dataset. */
public final class ListingBuilder {

  private final String layout;
  private final Path root;
  private final List<FaceRecord> records = new ArrayList<>();
  private final List<DatasetProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  public ListingBuilder(String layout, Path root) {
    this.layout = layout;
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** A record of a file below the root, with the path as its id. */
  public FaceRecord.Builder record(Path path) {
    return new FaceRecord.Builder(layout, below(path), path);
  }

  /** Adds a record, unless its id is taken. */
  public void add(FaceRecord.Builder builder) {
    FaceRecord record = builder.build();
    if (ids.add(record.id())) {
      records.add(record);
    } else {
      problem(DatasetProblem.Kind.DUPLICATE, record.id(), "it is named a second time");
    }
  }

  public void problem(DatasetProblem.Kind kind, String where, String message) {
    problems.add(new DatasetProblem(kind, where, message));
  }

  public void problem(DatasetProblem.Kind kind, Path where, String message) {
    problem(kind, below(where), message);
  }

  public void note(String sentence) {
    notes.add(sentence);
  }

  public int size() {
    return records.size();
  }

  /** The path below the root, with {@code /} between folders; the file's name outside of it. */
  public String below(Path path) {
    if (!path.startsWith(root)) {
      return String.valueOf(path.getFileName());
    }
    return root.relativize(path).toString().replace('\\', '/');
  }

  public DatasetListing listing() {
    return new DatasetListing(layout, root, records, problems, notes);
  }
}
