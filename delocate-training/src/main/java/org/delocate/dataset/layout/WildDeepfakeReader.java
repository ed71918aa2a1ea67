package org.delocate.dataset.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.FrameArchive;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.Label;

/**
 * WildDeepfake (Zi et al., ACM MM 2020): sequences of face pictures, packed as tar or tar.gz or
 * unpacked. The folder at the top tells label and split; names further down are never searched for
 * "fake", which is in all of them.
 */
public final class WildDeepfakeReader implements DatasetReader {

  private static final String METHOD = "wild";

  @Override
  public String layout() {
    return "wilddeepfake";
  }

  @Override
  public String description() {
    return "WildDeepfake: real_train, real_test, fake_train, fake_test with archives or folders";
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.folders(root).stream().anyMatch(folder -> kind(folder).isPresent());
  }

  private record Kind(Label label, String split) {}

  private static Optional<Kind> kind(Path folder) {
    return switch (DatasetFiles.name(folder).toLowerCase(Locale.ROOT)) {
      case "real_train" -> Optional.of(new Kind(Label.REAL, "train"));
      case "real_test" -> Optional.of(new Kind(Label.REAL, "test"));
      case "real_val" -> Optional.of(new Kind(Label.REAL, "val"));
      case "fake_train" -> Optional.of(new Kind(Label.FAKE, "train"));
      case "fake_test" -> Optional.of(new Kind(Label.FAKE, "test"));
      case "fake_val" -> Optional.of(new Kind(Label.FAKE, "val"));
      default -> Optional.empty();
    };
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (Path folder : DatasetFiles.folders(root)) {
      Optional<Kind> kind = kind(folder);
      if (kind.isPresent()) {
        for (Path file : DatasetFiles.files(folder)) {
          if (FrameArchive.isArchive(file)) {
            archive(listing, file, kind.get());
          } else {
            listing.problem(
                DatasetProblem.Kind.UNKNOWN_FILE, file, "no archive of frames, by its name");
          }
        }
        unpacked(listing, folder, kind.get());
      }
    }
    return listing.listing();
  }

  /** One record for each folder of pictures in the archive. */
  private static void archive(ListingBuilder listing, Path file, Kind kind) {
    Map<String, Integer> sequences = new TreeMap<>();
    try {
      for (String name : FrameArchive.names(file)) {
        sequences.merge(name.substring(0, name.lastIndexOf('/') + 1), 1, Integer::sum);
      }
    } catch (IOException e) {
      listing.problem(
          DatasetProblem.Kind.BAD_VALUE, file, "the archive cannot be read: " + e.getMessage());
      return;
    }
    if (sequences.isEmpty()) {
      listing.problem(DatasetProblem.Kind.BAD_VALUE, file, "the archive holds no pictures");
    }
    sequences.forEach(
        (sequence, frames) -> {
          if (agrees(listing, listing.below(file) + "!" + sequence, sequence, kind)) {
            listing.add(
                listing
                    .record(file)
                    .id(listing.below(file) + "!" + sequence)
                    .member(sequence)
                    .labelled(kind.label(), METHOD)
                    .split(kind.split()));
          }
        });
  }

  /** One record for each folder that holds pictures. */
  private static void unpacked(ListingBuilder listing, Path folder, Kind kind) {
    List<Path> sequences = new ArrayList<>();
    for (Path file : DatasetFiles.mediaBelow(folder)) {
      Path parent = file.getParent();
      if (sequences.isEmpty() || !sequences.get(sequences.size() - 1).equals(parent)) {
        sequences.add(parent);
      }
    }
    for (Path sequence : sequences.stream().distinct().filter(Files::isDirectory).toList()) {
      if (agrees(
          listing, listing.below(sequence), listing.root().relativize(sequence).toString(), kind)) {
        listing.add(listing.record(sequence).labelled(kind.label(), METHOD).split(kind.split()));
      }
    }
  }

  /** A folder in the middle is called {@code real} or {@code fake} as well. */
  private static boolean agrees(ListingBuilder listing, String where, String path, Kind kind) {
    String other = kind.label() == Label.REAL ? Label.FAKE.key() : Label.REAL.key();
    for (String folder : path.replace('\\', '/').split("/", -1)) {
      if (folder.equals(other)) {
        listing.problem(
            DatasetProblem.Kind.CONTRADICTION,
            where,
            "a folder called " + other + " under one of " + kind.label().key() + "; left out");
        return false;
      }
    }
    return true;
  }
}
