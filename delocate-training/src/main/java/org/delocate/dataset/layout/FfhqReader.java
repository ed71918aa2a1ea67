package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;

/**
 * FFHQ (Karras et al., CVPR 2019): 70,000 real portraits of people whom nobody named, so that each
 * counts as a person. The official 60,000 for training are {@code train}; of the others every
 * second is {@code val}, the rest {@code test}.
 */
public final class FfhqReader implements DatasetReader {

  private static final int FIRST_OF_VALIDATION = 60_000;

  @Override
  public String layout() {
    return "ffhq";
  }

  @Override
  public String description() {
    return "FFHQ: images1024x1024/**/NNNNN.png";
  }

  @Override
  public boolean recognises(Path root) {
    return images(root).isPresent();
  }

  private static Optional<Path> images(Path root) {
    return DatasetFiles.folder(root, "images1024x1024", "thumbnails128x128");
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (Path file : images(root).map(DatasetFiles::mediaBelow).orElse(List.of())) {
      String name = DatasetFiles.stem(file);
      if (!name.matches("\\d{5}")) {
        listing.problem(DatasetProblem.Kind.UNKNOWN_FILE, file, "its name is no number; left out");
        continue;
      }
      int number = Integer.parseInt(name);
      String split = number < FIRST_OF_VALIDATION ? "train" : number % 2 == 0 ? "val" : "test";
      listing.add(listing.record(file).real().split(split).identities(List.of(name)));
    }
    return listing.listing();
  }
}
