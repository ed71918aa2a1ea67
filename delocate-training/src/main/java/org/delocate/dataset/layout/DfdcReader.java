package org.delocate.dataset.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/**
 * The training part of DFDC (Dolhansky et al., 2020), whole or some of its parts. Its fakes lie
 * pixel on pixel over their originals. It has no actor ids: no split of it is known to keep people
 * apart.
 */
public final class DfdcReader implements DatasetReader {

  private static final Pattern PART = Pattern.compile("dfdc_train_part_0*(\\d+)");
  private static final String METADATA = "metadata.json";
  private static final int FIRST_OF_VALIDATION = 35;
  private static final int FIRST_OF_TEST = 40;

  @Override
  public String layout() {
    return "dfdc";
  }

  @Override
  public String description() {
    return "DFDC train: dfdc_train_part_N with videos and " + METADATA + ", or one such part";
  }

  @Override
  public boolean recognises(Path root) {
    return !parts(root).isEmpty() || isPart(root);
  }

  private static boolean isPart(Path folder) {
    try {
      Optional<JsonNode> metadata = DatasetFiles.file(folder, METADATA).map(DatasetFiles::json);
      return metadata.isPresent()
          && metadata.get().isObject()
          && metadata.get().size() > 0
          && metadata.get().elements().next().has("label");
    } catch (DatasetException e) {
      return false;
    }
  }

  /** The parts by number. */
  private static Map<Integer, Path> parts(Path root) {
    Map<Integer, Path> parts = new TreeMap<>();
    for (Path folder : DatasetFiles.folders(root)) {
      Matcher matcher = PART.matcher(DatasetFiles.name(folder));
      if (matcher.matches()) {
        parts.put(Integer.valueOf(matcher.group(1)), folder);
      }
    }
    return parts;
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Map<Integer, Path> parts = parts(root);
    Map<Path, String> splits = new java.util.LinkedHashMap<>();
    if (parts.isEmpty()) {
      Matcher matcher = PART.matcher(DatasetFiles.name(root.toAbsolutePath().normalize()));
      splits.put(root, matcher.matches() ? split(Integer.parseInt(matcher.group(1))) : "train");
      listing.note("one part of DFDC, all of it in '" + splits.get(root) + "'");
    } else {
      parts.forEach((number, folder) -> splits.put(folder, split(number)));
      listing.note(
          parts.size() + " parts of DFDC; 0 to 34 are 'train', 35 to 39 'val', 40 to 49 'test'");
    }
    Map<String, Path> videos = new HashMap<>();
    splits
        .keySet()
        .forEach(
            folder ->
                DatasetFiles.media(folder)
                    .forEach(video -> videos.put(DatasetFiles.name(video), video)));
    splits.forEach((folder, split) -> readPart(listing, folder, split, videos));
    return listing.listing();
  }

  private static String split(int part) {
    return part < FIRST_OF_VALIDATION ? "train" : part < FIRST_OF_TEST ? "val" : "test";
  }

  private static void readPart(
      ListingBuilder listing, Path folder, String split, Map<String, Path> videos) {
    Optional<Path> metadata = DatasetFiles.file(folder, METADATA);
    if (metadata.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST,
          folder.resolve(METADATA),
          "without it nobody knows the labels: the part is left out");
      return;
    }
    Set<String> listed = new HashSet<>();
    List<Map.Entry<String, JsonNode>> entries =
        new ArrayList<>(DatasetFiles.json(metadata.get()).properties());
    entries.sort(Map.Entry.comparingByKey());
    for (Map.Entry<String, JsonNode> entry : entries) {
      listed.add(entry.getKey());
      readVideo(listing, folder, split, entry.getKey(), entry.getValue(), videos);
    }
    for (Path video : DatasetFiles.media(folder)) {
      if (!listed.contains(DatasetFiles.name(video))) {
        listing.problem(
            DatasetProblem.Kind.UNLISTED, video, METADATA + " does not name it; left out");
      }
    }
  }

  private static void readVideo(
      ListingBuilder listing,
      Path folder,
      String split,
      String name,
      JsonNode entry,
      Map<String, Path> videos) {
    Optional<Path> video = DatasetFiles.existing(folder, name);
    if (video.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_FILE, folder.resolve(name), "named in " + METADATA);
      return;
    }
    Label label;
    try {
      label = Label.of(entry.path("label").asText());
    } catch (IllegalArgumentException e) {
      listing.problem(DatasetProblem.Kind.UNKNOWN_LABEL, video.get(), e.getMessage());
      return;
    }
    FaceRecord.Builder record =
        listing.record(video.get()).labelled(label, "dfdc").split(split).source("dfdc");
    String originalName = entry.path("original").asText("");
    boolean named = !originalName.isEmpty() && !originalName.equals("null");
    if (named && label == Label.REAL) {
      listing.problem(
          DatasetProblem.Kind.CONTRADICTION,
          video.get(),
          METADATA + " calls it REAL and names an original; the original is passed over");
    } else if (named) {
      Optional<Path> original = DatasetFiles.existing(folder, originalName);
      if (original.isEmpty()) {
        original = Optional.ofNullable(videos.get(originalName));
      }
      if (original.isEmpty()) {
        listing.problem(
            DatasetProblem.Kind.MISSING_ORIGINAL, video.get(), "no original " + originalName);
      }
      record.alignedOriginal(original);
    }
    listing.add(record);
  }
}
