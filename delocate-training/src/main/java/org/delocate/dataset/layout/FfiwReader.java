package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.MaskFile;

/**
 * FFIW-10K (Zhou et al., CVPR 2021): videos of several people, of whom some were swapped. {@code
 * source} is real, {@code target} is fake, {@code target_mask} says which faces.
 */
public final class FfiwReader implements DatasetReader {

  @Override
  public String layout() {
    return "ffiw";
  }

  @Override
  public String description() {
    return "FFIW-10K: source, target and target_mask, each with train and val";
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.folder(root, "target").isPresent()
        && DatasetFiles.folder(root, "source").isPresent();
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (String split : List.of("train", "val", "test")) {
      Map<String, Path> reals = videos(root, "source", split);
      Map<String, Path> masks = videos(root, "target_mask", split);
      boolean anyMask = !masks.isEmpty();
      reals.values().forEach(video -> listing.add(listing.record(video).real().split(split)));
      videos(root, "target", split)
          .forEach(
              (name, video) -> {
                Optional<Path> mask = Optional.ofNullable(masks.remove(name));
                if (anyMask && mask.isEmpty()) {
                  listing.problem(DatasetProblem.Kind.MISSING_MASK, video, "no mask of its name");
                }
                listing.add(
                    listing
                        .record(video)
                        .fake("ffiw")
                        .split(split)
                        .mask(mask.map(MaskFile::notBlack))
                        .alignedOriginal(Optional.ofNullable(reals.get(name))));
              });
      masks.values().stream()
          .sorted()
          .forEach(
              mask ->
                  listing.problem(
                      DatasetProblem.Kind.ORPHAN_MASK, mask, "no fake has the name of this mask"));
    }
    if (DatasetFiles.folder(root, "target_mask").isEmpty()) {
      listing.note("there is no target_mask: nobody knows which of several faces is forged");
    }
    return listing.listing();
  }

  /** By the path below the split's folder, without the extension. */
  private static Map<String, Path> videos(Path root, String kind, String split) {
    Map<String, Path> videos = new HashMap<>();
    Optional<Path> folder =
        DatasetFiles.folder(root, kind).flatMap(parent -> DatasetFiles.folder(parent, split));
    if (folder.isPresent()) {
      for (Path video : DatasetFiles.mediaBelow(folder.get())) {
        String name = folder.get().relativize(video).toString();
        videos.put(name.substring(0, name.lastIndexOf('.')), video);
      }
    }
    return new java.util.TreeMap<>(videos);
  }
}
