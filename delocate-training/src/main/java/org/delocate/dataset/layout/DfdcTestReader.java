package org.delocate.dataset.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.delocate.dataset.listing.Csv;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.Label;

/**
 * The test part of DFDC: videos and {@code labels.csv} with the columns {@code filename,label}, or
 * {@code metadata.json} with {@code is_fake}. In both, 1 means fake.
 */
public final class DfdcTestReader implements DatasetReader {

  private static final String LABELS = "labels.csv";
  private static final String METADATA = "metadata.json";

  @Override
  public String layout() {
    return "dfdc-test";
  }

  @Override
  public String description() {
    return "DFDC test: videos and " + LABELS + " (filename,label), or " + METADATA + " (is_fake)";
  }

  @Override
  public boolean recognises(Path root) {
    try {
      return !labels(root).isEmpty();
    } catch (DatasetException e) {
      return false;
    }
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Map<String, String> labels = labels(root);
    Set<Path> seen = new HashSet<>();
    List<Path> folders = folders(root);
    labels.forEach(
        (name, label) -> {
          Optional<Path> video =
              folders.stream()
                  .flatMap(folder -> DatasetFiles.existing(folder, name).stream())
                  .findFirst();
          if (video.isEmpty()) {
            listing.problem(DatasetProblem.Kind.MISSING_FILE, name, "named in the list of labels");
          } else if (!label.equals("0") && !label.equals("1")) {
            listing.problem(
                DatasetProblem.Kind.UNKNOWN_LABEL,
                video.get(),
                "the label '" + label + "' is neither 0 (real) nor 1 (fake)");
          } else {
            listing.add(
                listing
                    .record(video.get())
                    .labelled(label.equals("1") ? Label.FAKE : Label.REAL, "dfdc")
                    .split("test")
                    .source("dfdc"));
          }
          video.ifPresent(seen::add);
        });
    for (Path folder : folders) {
      for (Path video : DatasetFiles.media(folder)) {
        if (!seen.contains(video)) {
          listing.problem(DatasetProblem.Kind.UNLISTED, video, "no list labels it; left out");
        }
      }
    }
    return listing.listing();
  }

  private static List<Path> folders(Path root) {
    List<Path> folders = new ArrayList<>();
    folders.add(root);
    for (String name : List.of("videos", "test_videos", "test")) {
      DatasetFiles.folder(root, name).ifPresent(folders::add);
    }
    return folders;
  }

  /** Label by file name; empty if there is no list of this kind. */
  private static Map<String, String> labels(Path root) {
    Optional<Path> table = DatasetFiles.file(root, LABELS);
    if (table.isPresent()) {
      return fromTable(table.get());
    }
    Map<String, String> labels = new TreeMap<>();
    Optional<JsonNode> metadata = DatasetFiles.file(root, METADATA).map(DatasetFiles::json);
    metadata.ifPresent(
        json ->
            json.properties()
                .forEach(
                    entry -> {
                      if (entry.getValue().has("is_fake")) {
                        labels.put(entry.getKey(), entry.getValue().get("is_fake").asText());
                      }
                    }));
    return labels;
  }

  private static Map<String, String> fromTable(Path file) {
    Map<String, String> labels = new TreeMap<>();
    try {
      Csv csv =
          new Csv(
              new java.io.BufferedReader(
                  new StringReader(String.join("\n", DatasetFiles.lines(file)))));
      List<String> header = csv.next().orElse(List.of()).stream().map(String::strip).toList();
      int name = header.indexOf("filename");
      int label = header.indexOf("label");
      if (name < 0 || label < 0) {
        return Map.of();
      }
      for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
        if (row.get().size() > Math.max(name, label)) {
          labels.put(row.get().get(name).strip(), row.get().get(label).strip());
        }
      }
    } catch (IOException e) {
      throw DatasetFiles.unreadable(file, e);
    }
    return labels;
  }
}
