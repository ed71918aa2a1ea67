package org.delocate.dataset.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/**
 * Lists of frames as DeepfakeBench keeps them, a JSON file per dataset: dataset, class, split,
 * maybe compression, video, and of each video its {@code label} and the paths of its {@code
 * frames}.
 *
 * <p>A label is real if it says so ({@code FF-real}, {@code CelebDFv2_real}, or 0), whatever the
 * dataset calls its forgeries. Paths count from the folder of the lists, the one above it, or one
 * that is named after it. What lies in the folder of a video's first frame makes one record.
 */
public final class FrameListsReader implements DatasetReader {

  private static final Set<String> SPLITS = Set.of("train", "val", "test");
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String layout() {
    return "frame-lists";
  }

  @Override
  public String description() {
    return "DeepfakeBench's JSON lists of frames; the folder that their paths count from may follow"
        + " the path";
  }

  @Override
  public boolean recognises(Path root) {
    return !lists(root).isEmpty();
  }

  private static List<Path> lists(Path root) {
    List<Path> files = Files.isRegularFile(root) ? List.of(root) : DatasetFiles.files(root);
    return files.stream()
        .filter(file -> DatasetFiles.name(file).toLowerCase(Locale.ROOT).endsWith(".json"))
        .filter(FrameListsReader::isList)
        .toList();
  }

  /** Only the beginning is looked at: such a file may have a hundred megabytes. */
  private static boolean isList(Path file) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      for (int depth = 0; depth < 2; depth++) {
        if (parser.nextToken() != JsonToken.START_OBJECT
            || parser.nextToken() != JsonToken.FIELD_NAME) {
          return false;
        }
      }
      return parser.nextToken() == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.FIELD_NAME
          && SPLITS.contains(parser.currentName())
          && parser.nextToken() == JsonToken.START_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public DatasetListing read(Path root) {
    return read(root, List.of());
  }

  @Override
  public DatasetListing read(Path root, List<Path> companions) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Path folder = Files.isRegularFile(root) ? root.toAbsolutePath().getParent() : root;
    List<Path> bases = new ArrayList<>(companions);
    bases.add(folder);
    Optional.ofNullable(folder.toAbsolutePath().getParent()).ifPresent(bases::add);
    for (Path file : lists(root)) {
      int before = listing.size();
      JsonNode datasets = DatasetFiles.json(file);
      datasets
          .properties()
          .forEach(
              dataset ->
                  dataset
                      .getValue()
                      .properties()
                      .forEach(
                          kind ->
                              new Reading(listing, bases, dataset.getKey(), kind.getKey())
                                  .splits(kind.getValue())));
      listing.note(DatasetFiles.name(file) + ": " + (listing.size() - before) + " videos");
    }
    return listing.listing();
  }

  /** One class of one dataset. */
  private record Reading(ListingBuilder listing, List<Path> bases, String dataset, String kind) {

    void splits(JsonNode splits) {
      splits
          .properties()
          .forEach(
              split -> {
                String id = dataset + "/" + kind + "/" + split.getKey();
                if (SPLITS.contains(split.getKey())) {
                  videos(split.getValue(), split.getKey(), Optional.empty(), id);
                } else {
                  listing.problem(DatasetProblem.Kind.BAD_VALUE, id, "is no split; left out");
                }
              });
    }

    private void videos(JsonNode nodes, String split, Optional<String> compression, String above) {
      nodes
          .properties()
          .forEach(
              node -> {
                String id = above + "/" + node.getKey();
                if (node.getValue().has("frames")) {
                  video(node.getValue(), split, compression, id);
                } else if (compression.isEmpty() && node.getValue().isObject()) {
                  videos(node.getValue(), split, Optional.of(node.getKey()), id);
                } else {
                  listing.problem(DatasetProblem.Kind.BAD_VALUE, id, "has no frames; left out");
                }
              });
    }

    private void video(JsonNode video, String split, Optional<String> compression, String id) {
      String label = video.path("label").asText(kind);
      Optional<Label> known = label(label);
      if (known.isEmpty()) {
        listing.problem(DatasetProblem.Kind.UNKNOWN_LABEL, id, "has no label; left out");
        return;
      }
      Optional<Path> first = Optional.empty();
      for (JsonNode frame : video.path("frames")) {
        first = existing(frame.asText());
        if (first.isPresent()) {
          break;
        }
      }
      if (first.isEmpty()) {
        listing.problem(
            DatasetProblem.Kind.MISSING_FILE,
            id,
            "none of its " + video.path("frames").size() + " frames is there");
        return;
      }
      boolean single = video.path("frames").size() == 1;
      FaceRecord.Builder record =
          listing
              .record(single ? first.get() : first.get().getParent())
              .id(id)
              .labelled(known.get(), label)
              .split(split)
              .source(dataset);
      compression.ifPresent(record::compression);
      listing.add(record);
    }

    /** Real is what says so; every other word names a forgery. */
    private static Optional<Label> label(String text) {
      String plain = text.strip().toLowerCase(Locale.ROOT);
      if (plain.isEmpty()) {
        return Optional.empty();
      }
      boolean real =
          plain.equals("0") || plain.equals("real") || plain.matches(".*[-_ ]real|real[-_ ].*");
      return Optional.of(real ? Label.REAL : Label.FAKE);
    }

    private Optional<Path> existing(String name) {
      String plain = name.replace('\\', '/');
      for (Path base : bases) {
        try {
          Path path = base.resolve(plain);
          if (Files.isRegularFile(path)) {
            return Optional.of(path);
          }
        } catch (InvalidPathException e) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }
  }
}
