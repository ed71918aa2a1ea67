package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;

/**
 * DeeperForensics-1.0 (Jiang et al., CVPR 2020). Its real class is not in its own folder: it is the
 * youtube videos of FaceForensics++ at c23 whose faces were swapped, looked for inside the folder,
 * beside it, and under a second path.
 */
public final class DeeperForensicsReader implements DatasetReader {

  private static final List<String> SPLITS = List.of("train", "val", "test");
  private static final String PLAIN = "end_to_end";
  private static final String REENACTED = "reenact_postprocess";

  @Override
  public String layout() {
    return "deeperforensics";
  }

  @Override
  public String description() {
    return "DeeperForensics-1.0: manipulated_videos/KIND and lists/splits; the path of"
        + " FaceForensics++, whose originals are its real class, may follow the path";
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.folder(root, "manipulated_videos")
        .filter(
            folder ->
                DatasetFiles.folders(folder).stream()
                    .map(DatasetFiles::name)
                    .anyMatch(name -> name.startsWith(PLAIN) || name.equals(REENACTED)))
        .isPresent();
  }

  @Override
  public DatasetListing read(Path root) {
    return read(root, List.of());
  }

  @Override
  public DatasetListing read(Path root, List<Path> companions) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Map<String, String> splits = splits(listing);
    Optional<Path> originals = originals(root, companions);
    Set<String> targets = new TreeSet<>();
    Optional<Path> manipulated = DatasetFiles.folder(root, "manipulated_videos");
    for (Path kind : manipulated.map(DatasetFiles::folders).orElse(List.of())) {
      fakes(listing, kind, splits, originals, targets);
    }
    splits.keySet().forEach(name -> targets.add(target(name)));
    if (originals.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST,
          "original_sequences/youtube/c23/videos",
          "no real videos: they are those of FaceForensics++ at c23; put it inside or beside this"
              + " folder, or name it after the path, as in "
              + layout()
              + ":PATH"
              + java.io.File.pathSeparator
              + "FACEFORENSICS");
    } else {
      listing.note("the real videos are those of " + originals.get());
      reals(listing, originals.get(), targets, targetSplits(splits, listing));
    }
    return listing.listing();
  }

  private static void fakes(
      ListingBuilder listing,
      Path kind,
      Map<String, String> splits,
      Optional<Path> originals,
      Set<String> targets) {
    String name = DatasetFiles.name(kind);
    String method = name.equals(REENACTED) ? REENACTED : PLAIN;
    String distortion =
        name.equals(PLAIN) || name.equals(REENACTED) || !name.startsWith(PLAIN + "_")
            ? "none"
            : name.substring(PLAIN.length() + 1);
    int found = 0;
    for (Path video : DatasetFiles.mediaBelow(kind)) {
      String stem = DatasetFiles.stem(video);
      if (!stem.matches("\\d{3}_.+")) {
        listing.problem(
            DatasetProblem.Kind.UNKNOWN_FILE, video, "its name is not TARGET_ACTOR; left out");
        continue;
      }
      targets.add(target(stem));
      found += splits.containsKey(stem) ? 1 : 0;
      listing.add(
          listing
              .record(video)
              .fake(method)
              .compression(distortion)
              .split(splits.getOrDefault(stem, FaceRecord.UNSPLIT))
              .identities(List.of(target(stem), stem.substring(4)))
              .alignedOriginal(
                  originals.flatMap(
                      folder -> DatasetFiles.existing(folder, target(stem) + ".mp4"))));
    }
    if (found < splits.size()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_FILE,
          kind,
          splits.size() - found + " of the " + splits.size() + " listed videos are not here");
    }
  }

  private static void reals(
      ListingBuilder listing, Path folder, Set<String> targets, Map<String, String> splits) {
    for (String target : targets) {
      Optional<Path> video = DatasetFiles.existing(folder, target + ".mp4");
      if (video.isEmpty()) {
        listing.problem(DatasetProblem.Kind.MISSING_ORIGINAL, target + ".mp4", "not in " + folder);
        continue;
      }
      listing.add(
          listing
              .record(video.get())
              .id("original_sequences/youtube/c23/videos/" + target + ".mp4")
              .real()
              .split(splits.getOrDefault(target, FaceRecord.UNSPLIT))
              .source("ffpp-youtube")
              .compression("c23")
              .identities(List.of(target)));
    }
  }

  private static Map<String, String> splits(ListingBuilder listing) {
    Map<String, String> splits = new LinkedHashMap<>();
    Path lists = listing.root().resolve("lists").resolve("splits");
    for (String split : SPLITS) {
      Optional<Path> file = DatasetFiles.file(lists, split + ".txt");
      if (file.isEmpty()) {
        listing.problem(
            DatasetProblem.Kind.MISSING_LIST,
            "lists/splits/" + split + ".txt",
            "its videos are in the split '" + FaceRecord.UNSPLIT + "'");
        continue;
      }
      for (String line : DatasetFiles.lines(file.get())) {
        String stem = DatasetFiles.stem(Path.of(line.replace('\\', '/')));
        String before = splits.putIfAbsent(stem, split);
        if (before != null && !before.equals(split)) {
          listing.problem(
              DatasetProblem.Kind.CONTRADICTION,
              file.get(),
              stem + " is also in " + before + ".txt, and stays there");
        }
      }
    }
    return splits;
  }

  /** Each real video goes with its fake. */
  private static Map<String, String> targetSplits(
      Map<String, String> splits, ListingBuilder listing) {
    Map<String, String> targets = new HashMap<>();
    splits.forEach(
        (stem, split) -> {
          String before = targets.putIfAbsent(target(stem), split);
          if (before != null && !before.equals(split)) {
            listing.problem(
                DatasetProblem.Kind.CONTRADICTION,
                stem,
                "fakes of " + target(stem) + " are in " + before + " and in " + split);
          }
        });
    return targets;
  }

  private static String target(String stem) {
    return stem.substring(0, Math.min(3, stem.length()));
  }

  private static Optional<Path> originals(Path root, List<Path> companions) {
    List<Path> places = new ArrayList<>(companions);
    places.add(root);
    Path parent = root.toAbsolutePath().normalize().getParent();
    if (companions.isEmpty()) {
      places.addAll(DatasetFiles.folders(root));
      if (parent != null) {
        places.addAll(DatasetFiles.folders(parent));
      }
    }
    return places.stream()
        .map(place -> new FaceForensicsTree(place).originals("youtube").get("c23"))
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
