package org.delocate.dataset.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.record.FaceRecord;

/**
 * The official splits of FaceForensics++: {@code train.json}, {@code val.json} and {@code
 * test.json}, arrays of pairs of ids. Both orders of a pair are fakes of its split, and every id is
 * a real video of it.
 *
 * @param ids every listed id with its split
 * @param pairs the listed fakes, {@code target_source}, both orders of each pair, with their split
 */
public record PairSplits(Map<String, String> ids, Map<String, String> pairs) {

  private static final List<String> SPLITS = List.of("train", "val", "test");

  /** Reads the lists at the root, or in {@code splits} or {@code dataset/splits} below it. */
  public static PairSplits read(ListingBuilder listing) {
    Map<String, String> ids = new LinkedHashMap<>();
    Map<String, String> pairs = new LinkedHashMap<>();
    Set<String> doubtful = new LinkedHashSet<>();
    for (String split : SPLITS) {
      Optional<Path> file = find(listing.root(), split + ".json");
      if (file.isEmpty()) {
        listing.problem(
            DatasetProblem.Kind.MISSING_LIST,
            split + ".json",
            "without it, its videos are in the split '" + FaceRecord.UNSPLIT + "'");
        continue;
      }
      for (JsonNode pair : DatasetFiles.json(file.get())) {
        if (!pair.isArray() || pair.size() != 2) {
          listing.problem(
              DatasetProblem.Kind.BAD_VALUE, file.get(), pair + " is no pair of two ids");
          continue;
        }
        String one = pair.get(0).asText();
        String two = pair.get(1).asText();
        for (String id : List.of(one, two)) {
          String before = ids.putIfAbsent(id, split);
          if (before != null && !before.equals(split) && doubtful.add(id)) {
            listing.problem(
                DatasetProblem.Kind.CONTRADICTION,
                file.get(),
                id + " is also in " + before + ".json, and stays there");
          }
        }
        pairs.putIfAbsent(one + "_" + two, split);
        pairs.putIfAbsent(two + "_" + one, split);
      }
    }
    return new PairSplits(ids, pairs);
  }

  private static Optional<Path> find(Path root, String name) {
    for (String folder : List.of("", "splits", "dataset/splits")) {
      Optional<Path> file = DatasetFiles.file(root.resolve(folder), name);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return ids.isEmpty();
  }
}
