package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;

/**
 * DFD, Google's and Jigsaw's DeepFakeDetection, inside the tree of FaceForensics++. It has no
 * official splits and 28 actors who meet each other in the fakes, so all of it is {@code test}.
 */
public final class DeepFakeDetectionReader implements DatasetReader {

  private static final String METHOD = "DeepFakeDetection";

  @Override
  public String layout() {
    return "dfd";
  }

  @Override
  public String description() {
    return "DFD: original_sequences/actors and manipulated_sequences/DeepFakeDetection, each with"
        + " COMPRESSION/videos";
  }

  @Override
  public boolean recognises(Path root) {
    FaceForensicsTree tree = new FaceForensicsTree(root);
    return !tree.originals("actors").isEmpty() || !tree.fakes(METHOD).isEmpty();
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    listing.note("DFD has no official splits: all of it is in 'test'");
    FaceForensicsTree tree = new FaceForensicsTree(root);
    Map<String, Path> originals = tree.originals("actors");
    originals.forEach((compression, folder) -> real(listing, compression, folder));
    tree.fakes(METHOD)
        .forEach(
            (compression, folder) ->
                fake(
                    listing,
                    tree,
                    compression,
                    folder,
                    Optional.ofNullable(originals.get(compression))));
    return listing.listing();
  }

  private static void real(ListingBuilder listing, String compression, Path folder) {
    for (Path video : DatasetFiles.media(folder)) {
      String[] parts = DatasetFiles.stem(video).split("__", -1);
      if (parts.length < 2) {
        listing.problem(
            DatasetProblem.Kind.UNKNOWN_FILE, video, "its name is not ACTOR__SCENE; left out");
        continue;
      }
      listing.add(
          listing
              .record(video)
              .real()
              .split("test")
              .compression(compression)
              .identities(List.of(parts[0])));
    }
  }

  private static void fake(
      ListingBuilder listing,
      FaceForensicsTree tree,
      String compression,
      Path folder,
      Optional<Path> originals) {
    for (Path video : DatasetFiles.media(folder)) {
      String[] parts = DatasetFiles.stem(video).split("__", -1);
      String[] actors = parts[0].split("_", -1);
      if (parts.length < 2 || actors.length != 2) {
        listing.problem(
            DatasetProblem.Kind.UNKNOWN_FILE,
            video,
            "its name is not TARGET_SOURCE__SCENE__CODE; left out");
        continue;
      }
      FaceRecord.Builder fake =
          listing
              .record(video)
              .fake(METHOD)
              .split("test")
              .compression(compression)
              .identities(List.of(actors));
      listing.add(
          tree.complete(
              fake,
              video,
              tree.masks(METHOD, compression),
              originals,
              actors[0] + "__" + parts[1] + ".mp4",
              listing));
    }
  }
}
