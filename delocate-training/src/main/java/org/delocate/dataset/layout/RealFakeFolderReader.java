package org.delocate.dataset.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.MaskFile;
import org.delocate.media.file.MediaFiles;

/**
 * A folder of one's own, the layout {@code folder}: {@code real/**}, {@code fake/METHOD/**} and, if
 * there are masks, {@code masks/METHOD/**} with the names of the fakes (the extension may differ).
 *
 * <p>The three may lie directly in the folder, and then all is {@code train}, or once in each of
 * {@code train}, {@code val} and {@code test}. A fake directly in {@code fake} has the method
 * {@code unknown}.
 */
public final class RealFakeFolderReader implements DatasetReader {

  private static final List<String> SPLITS = List.of("train", "val", "test");

  @Override
  public String layout() {
    return "folder";
  }

  @Override
  public String description() {
    return "real/**, fake/METHOD/** and optional masks/METHOD/**, or these inside train, val, test";
  }

  @Override
  public boolean recognises(Path root) {
    return holdsLabels(root) || SPLITS.stream().anyMatch(split -> holdsLabels(root.resolve(split)));
  }

  private static boolean holdsLabels(Path folder) {
    return Files.isDirectory(folder.resolve("real")) || Files.isDirectory(folder.resolve("fake"));
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    if (holdsLabels(root)) {
      read(root, "train", listing);
    } else {
      SPLITS.stream()
          .filter(split -> holdsLabels(root.resolve(split)))
          .forEach(split -> read(root.resolve(split), split, listing));
    }
    return listing.listing();
  }

  private static void read(Path folder, String split, ListingBuilder listing) {
    for (Path path : media(folder.resolve("real"), listing).values()) {
      listing.add(listing.record(path).real().split(split));
    }
    Map<String, Path> masks = new TreeMap<>();
    media(folder.resolve("masks"), listing)
        .forEach((name, path) -> masks.put(withoutExtension(name), path));
    media(folder.resolve("fake"), listing)
        .forEach(
            (name, path) ->
                listing.add(
                    listing
                        .record(path)
                        .fake(method(name))
                        .split(split)
                        .mask(
                            Optional.ofNullable(masks.remove(withoutExtension(name)))
                                .map(MaskFile::soft))));
    masks
        .values()
        .forEach(
            mask ->
                listing.problem(
                    DatasetProblem.Kind.ORPHAN_MASK, mask, "no fake has the name of this mask"));
  }

  /** Pictures and videos by their name below the folder, sorted; other files are problems. */
  private static Map<String, Path> media(Path start, ListingBuilder listing) {
    Map<String, Path> found = new TreeMap<>();
    for (Path path : DatasetFiles.filesBelow(start)) {
      if (MediaFiles.isMedia(path)) {
        found.put(start.relativize(path).toString().replace('\\', '/'), path);
      } else {
        listing.problem(DatasetProblem.Kind.UNKNOWN_FILE, path, "neither a picture nor a video");
      }
    }
    int appleDoubles = DatasetFiles.appleDoublesBelow(start);
    if (appleDoubles > 0) {
      listing.problem(
          DatasetProblem.Kind.UNKNOWN_FILE,
          start,
          appleDoubles + " AppleDouble (._*), which macOS writes beside files; left out");
    }
    return found;
  }

  private static String method(String nameBelowFake) {
    int slash = nameBelowFake.indexOf('/');
    return slash < 0 ? "unknown" : nameBelowFake.substring(0, slash);
  }

  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }
}
