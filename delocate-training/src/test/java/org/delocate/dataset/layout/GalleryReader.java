package org.delocate.dataset.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;

// tag::example[]
/** The example of docs/extending.md: {@code gallery/PERSON/real-*.png} and {@code fake-*.png}. */
final class GalleryReader implements DatasetReader {

  @Override
  public String layout() {
    return "gallery";
  }

  @Override
  public String description() {
    return "a gallery: gallery/PERSON/real-*.png and fake-*.png";
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isDirectory(root.resolve("gallery"));
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (Path file : DatasetFiles.mediaBelow(root.resolve("gallery"))) {
      String name = DatasetFiles.stem(file);
      String person = file.getParent().getFileName().toString();
      // A person is in one split only, whatever else is added to the folder later.
      String split = Math.floorMod(person.hashCode(), 5) == 0 ? "val" : "train";
      if (name.startsWith("real-")) {
        listing.add(listing.record(file).real().split(split).identities(List.of(person)));
      } else if (name.startsWith("fake-")) {
        listing.add(listing.record(file).fake("gallery").split(split).identities(List.of(person)));
      } else {
        listing.problem(DatasetProblem.Kind.UNKNOWN_FILE, file, "neither real- nor fake-");
      }
    }
    return listing.listing();
  }
}
// end::example[]
