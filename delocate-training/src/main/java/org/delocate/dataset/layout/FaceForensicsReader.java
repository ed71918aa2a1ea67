package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.listing.PairSplits;
import org.delocate.dataset.record.FaceRecord;

/** FaceForensics++ (Rössler et al., ICCV 2019) with every method and compression on the disk. */
public final class FaceForensicsReader implements DatasetReader {

  private static final List<String> METHODS =
      List.of("Deepfakes", "Face2Face", "FaceSwap", "NeuralTextures", "FaceShifter");

  /** Its authors published no masks for it: they are derived from the originals. */
  private static final String WITHOUT_MASKS = "FaceShifter";

  @Override
  public String layout() {
    return "ffpp";
  }

  @Override
  public String description() {
    return "FaceForensics++: original_sequences/youtube and manipulated_sequences/METHOD, each with"
        + " COMPRESSION/videos, and train.json, val.json, test.json";
  }

  @Override
  public boolean recognises(Path root) {
    FaceForensicsTree tree = new FaceForensicsTree(root);
    return !tree.originals("youtube").isEmpty()
        || METHODS.stream().anyMatch(method -> !tree.fakes(method).isEmpty());
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    FaceForensicsTree tree = new FaceForensicsTree(root);
    PairSplits splits = PairSplits.read(listing);
    Map<String, Path> originals = tree.originals("youtube");
    if (originals.isEmpty()) {
      listing.note("there are no real videos: original_sequences/youtube is missing");
    }
    originals.forEach((compression, folder) -> real(listing, splits, compression, folder));
    for (String method : METHODS) {
      Map<String, Path> fakes = tree.fakes(method);
      if (fakes.isEmpty()) {
        listing.note("there are no videos of " + method);
      }
      fakes.forEach(
          (compression, folder) ->
              fake(
                  listing,
                  splits,
                  tree,
                  method,
                  compression,
                  folder,
                  Optional.ofNullable(originals.get(compression))));
    }
    if (!tree.originals("actors").isEmpty() || !tree.fakes("DeepFakeDetection").isEmpty()) {
      listing.note("DFD lies here as well; it is read as dfd:" + root);
    }
    return listing.listing();
  }

  private static void real(
      ListingBuilder listing, PairSplits splits, String compression, Path folder) {
    Set<String> found = new HashSet<>();
    for (Path video : DatasetFiles.media(folder)) {
      String id = DatasetFiles.stem(video);
      found.add(id);
      listing.add(
          listing
              .record(video)
              .real()
              .split(split(listing, splits, splits.ids(), id, video))
              .source("ffpp-youtube")
              .compression(compression)
              .identities(List.of(id)));
    }
    missing(listing, splits.ids(), found, folder);
  }

  private static void fake(
      ListingBuilder listing,
      PairSplits splits,
      FaceForensicsTree tree,
      String method,
      String compression,
      Path folder,
      Optional<Path> originals) {
    Optional<Path> masks = tree.masks(method, compression);
    if (masks.isEmpty() && !method.equals(WITHOUT_MASKS)) {
      listing.note("there are no masks of " + method + ": they are derived from the originals");
    }
    Set<String> found = new HashSet<>();
    for (Path video : DatasetFiles.media(folder)) {
      String pair = DatasetFiles.stem(video);
      List<String> identities = Arrays.asList(pair.split("_", -1));
      if (identities.size() != 2) {
        listing.problem(
            DatasetProblem.Kind.UNKNOWN_FILE, video, "its name is not TARGET_SOURCE; left out");
        continue;
      }
      found.add(pair);
      FaceRecord.Builder fake =
          listing
              .record(video)
              .fake(method)
              .split(split(listing, splits, splits.pairs(), pair, video))
              .source("ffpp-youtube")
              .compression(compression)
              .identities(identities);
      listing.add(
          tree.complete(
              fake,
              video,
              method.equals(WITHOUT_MASKS) ? Optional.empty() : masks,
              originals,
              identities.get(0) + "." + extension(video),
              listing));
    }
    missing(listing, splits.pairs(), found, folder);
  }

  private static String split(
      ListingBuilder listing,
      PairSplits splits,
      Map<String, String> listed,
      String name,
      Path video) {
    if (listed.containsKey(name)) {
      return listed.get(name);
    }
    if (!splits.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.UNLISTED,
          video,
          "in none of the split lists, so it is in '" + FaceRecord.UNSPLIT + "'");
    }
    return FaceRecord.UNSPLIT;
  }

  private static void missing(
      ListingBuilder listing, Map<String, String> listed, Set<String> found, Path folder) {
    listed.forEach(
        (name, split) -> {
          if (!found.contains(name)) {
            listing.problem(
                DatasetProblem.Kind.MISSING_FILE,
                folder.resolve(name + ".mp4"),
                "listed in " + split + ".json, but not there");
          }
        });
  }

  private static String extension(Path file) {
    String name = DatasetFiles.name(file);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
