package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.listing.PersonSplit;
import org.delocate.dataset.record.FaceRecord;

/** CelebA (Liu et al., ICCV 2015): real pictures, with the official partition and identities. */
public final class CelebAReader implements DatasetReader {

  private static final List<String> SPLITS = List.of("train", "val", "test");

  @Override
  public String layout() {
    return "celeba";
  }

  @Override
  public String description() {
    return "CelebA: img_align_celeba, list_eval_partition.txt and identity_CelebA.txt";
  }

  @Override
  public boolean recognises(Path root) {
    return images(root).isPresent();
  }

  private static Optional<Path> images(Path root) {
    return DatasetFiles.folder(root, "img_align_celeba", "img_celeba")
        .or(
            () ->
                DatasetFiles.folder(root, "Img")
                    .flatMap(folder -> DatasetFiles.folder(folder, "img_align_celeba")));
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Optional<Map<String, String>> partition =
        table(root, "list_eval_partition.txt", "list_eval_partition.csv");
    Optional<Map<String, String>> people =
        table(root, "identity_CelebA.txt", "identity_CelebA.csv");
    if (partition.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST,
          "list_eval_partition.txt",
          people.isPresent()
              ? "people are split eight to one to one instead"
              : "every picture is in the split '" + FaceRecord.UNSPLIT + "'");
    }
    if (people.isEmpty()) {
      listing.note("there is no identity_CelebA.txt: nobody knows who is who");
    }
    Map<String, String> unseen = new HashMap<>(partition.orElse(Map.of()));
    for (Path file : images(root).map(DatasetFiles::mediaBelow).orElse(List.of())) {
      String name = DatasetFiles.name(file);
      Optional<String> person = people.map(list -> list.get(name));
      Optional<String> number = partition.map(list -> list.get(name));
      unseen.remove(name);
      String split = FaceRecord.UNSPLIT;
      if (number.isPresent() && number.get().matches("[012]")) {
        split = SPLITS.get(Integer.parseInt(number.get()));
      } else if (partition.isPresent()) {
        listing.problem(
            number.isPresent() ? DatasetProblem.Kind.BAD_VALUE : DatasetProblem.Kind.UNLISTED,
            file,
            "no partition of 0, 1 or 2: it is in '" + FaceRecord.UNSPLIT + "'");
      } else if (person.isPresent()) {
        split = PersonSplit.of(person.get());
      }
      listing.add(listing.record(file).real().split(split).identities(person.stream().toList()));
    }
    unseen.keySet().stream()
        .sorted()
        .forEach(
            name ->
                listing.problem(
                    DatasetProblem.Kind.MISSING_FILE, name, "named in the list of partitions"));
    return listing.listing();
  }

  /** A list of two columns; lists lie at the root or in the folders of the original download. */
  private static Optional<Map<String, String>> table(Path root, String... names) {
    List<Path> places = new ArrayList<>(List.of(root));
    for (String folder : List.of("Eval", "Anno")) {
      DatasetFiles.folder(root, folder).ifPresent(places::add);
    }
    return places.stream()
        .flatMap(place -> DatasetFiles.file(place, names).stream())
        .findFirst()
        .map(
            file -> {
              Map<String, String> table = new HashMap<>();
              for (String line : DatasetFiles.lines(file)) {
                String[] fields = line.split("[\\s,]+", -1);
                // The list of Kaggle has a header.
                if (fields.length == 2 && fields[1].matches("\\d+")) {
                  table.put(fields[0], fields[1]);
                }
              }
              return table;
            });
  }
}
