package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.listing.PersonSplit;

/**
 * Real people, a folder each: VGGFace2 (Cao et al., 2018) with pictures, VoxCeleb2 (Chung et al.,
 * 2018) with videos. The official test people are {@code test}; of the others, one in ten is {@code
 * val}. Without those folders, people are split eight to one to one.
 */
public final class PeopleReader implements DatasetReader {

  private final String layout;
  private final String description;
  private final Pattern person;
  private final List<String> trainFolders;

  private PeopleReader(
      String layout, String description, String person, List<String> trainFolders) {
    this.layout = layout;
    this.description = description;
    this.person = Pattern.compile(person);
    this.trainFolders = trainFolders;
  }

  static PeopleReader vggFace2() {
    return new PeopleReader(
        "vggface2", "VGGFace2: train and test with nNNNNNN/*.jpg", "n\\d{6}", List.of("train"));
  }

  static PeopleReader voxCeleb2() {
    return new PeopleReader(
        "voxceleb2",
        "VoxCeleb2: idNNNNN/CLIP/UTTERANCE.mp4, or these inside dev and test",
        "id\\d{5}",
        List.of("dev", "train"));
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean recognises(Path root) {
    return trainPeople(root).isPresent() || people(root, "test").isPresent() || holds(root);
  }

  private Optional<Path> trainPeople(Path root) {
    return trainFolders.stream().flatMap(name -> people(root, name).stream()).findFirst();
  }

  /** A split's folder of people, with or without {@code mp4} in between. */
  private Optional<Path> people(Path root, String split) {
    return DatasetFiles.folder(root, split)
        .map(folder -> DatasetFiles.folder(folder, "mp4").orElse(folder))
        .filter(this::holds);
  }

  private boolean holds(Path folder) {
    return DatasetFiles.folders(folder).stream()
        .anyMatch(path -> person.matcher(DatasetFiles.name(path)).matches());
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout, root);
    Optional<Path> train = trainPeople(root);
    Optional<Path> test = people(root, "test");
    if (train.isEmpty() && test.isEmpty()) {
      listing.note("no folders of splits: people are split eight to one to one");
      read(listing, root, false, false);
    }
    train.ifPresent(folder -> read(listing, folder, true, false));
    test.ifPresent(folder -> read(listing, folder, true, true));
    return listing.listing();
  }

  private void read(ListingBuilder listing, Path folder, boolean official, boolean test) {
    for (Path path : DatasetFiles.folders(folder)) {
      String name = DatasetFiles.name(path);
      if (!person.matcher(name).matches()) {
        continue;
      }
      String split =
          test ? "test" : official ? PersonSplit.withoutTest(name) : PersonSplit.of(name);
      for (Path file : DatasetFiles.mediaBelow(path)) {
        listing.add(listing.record(file).real().split(split).identities(List.of(name)));
      }
    }
  }
}
