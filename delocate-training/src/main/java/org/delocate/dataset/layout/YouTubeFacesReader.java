package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.listing.PersonSplit;

/** YouTubeFaces (Wolf et al., CVPR 2011): real people, frames of videos as pictures. */
public final class YouTubeFacesReader implements DatasetReader {

  @Override
  public String layout() {
    return "youtubefaces";
  }

  @Override
  public String description() {
    return "YouTubeFaces: frame_images_DB/PERSON/VIDEO/*.jpg";
  }

  @Override
  public boolean recognises(Path root) {
    return frames(root).isPresent();
  }

  private static Optional<Path> frames(Path root) {
    return DatasetFiles.folder(root, "frame_images_DB", "aligned_images_DB");
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (Path person : frames(root).map(DatasetFiles::folders).orElse(List.of())) {
      String name = DatasetFiles.name(person);
      for (Path video : DatasetFiles.folders(person)) {
        if (DatasetFiles.media(video).isEmpty()) {
          listing.problem(DatasetProblem.Kind.MISSING_FILE, video, "the folder holds no frames");
        } else {
          listing.add(
              listing.record(video).real().split(PersonSplit.of(name)).identities(List.of(name)));
        }
      }
    }
    return listing.listing();
  }
}
