package org.delocate.dataset.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.MaskFile;

/**
 * The folders of FaceForensics++ and of DFD, which lies in the same tree: {@code
 * original_sequences/NAME/COMPRESSION/videos} and {@code manipulated_sequences/…} alike.
 */
record FaceForensicsTree(Path root) {

  private static final List<String> COMPRESSIONS = List.of("raw", "c0", "c23", "c40");

  /** The folders of videos of real sequences, by compression. */
  Map<String, Path> originals(String name) {
    return videos("original_sequences", name);
  }

  /** The folders of videos of a method, by compression. */
  Map<String, Path> fakes(String method) {
    return videos("manipulated_sequences", method);
  }

  private Map<String, Path> videos(String kind, String name) {
    Map<String, Path> found = new TreeMap<>();
    Optional<Path> sequence =
        DatasetFiles.folder(root, kind).flatMap(parent -> DatasetFiles.folder(parent, name));
    for (String compression : COMPRESSIONS) {
      sequence
          .flatMap(folder -> DatasetFiles.folder(folder, compression))
          .flatMap(folder -> DatasetFiles.folder(folder, "videos"))
          .ifPresent(folder -> found.put(compression, folder));
    }
    return found;
  }

  /** The folder of a method's masks: no compression in its path, though some copies have one. */
  Optional<Path> masks(String method, String compression) {
    Optional<Path> masks =
        DatasetFiles.folder(root, "manipulated_sequences")
            .flatMap(parent -> DatasetFiles.folder(parent, method))
            .flatMap(parent -> DatasetFiles.folder(parent, "masks"));
    Optional<Path> plain = masks.flatMap(folder -> DatasetFiles.folder(folder, "videos"));
    return plain.isPresent()
        ? plain
        : masks
            .flatMap(folder -> DatasetFiles.folder(folder, compression))
            .flatMap(folder -> DatasetFiles.folder(folder, "videos"));
  }

  /** Adds mask and original of a fake, or says that they are missing. */
  FaceRecord.Builder complete(
      FaceRecord.Builder fake,
      Path video,
      Optional<Path> maskFolder,
      Optional<Path> originalFolder,
      String originalName,
      ListingBuilder listing) {
    Optional<Path> mask =
        maskFolder.map(folder -> folder.resolve(video.getFileName())).filter(Files::isRegularFile);
    if (maskFolder.isPresent() && mask.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_MASK,
          video,
          "no mask of this name in " + listing.below(maskFolder.get()));
    }
    Optional<Path> original =
        originalFolder.map(folder -> folder.resolve(originalName)).filter(Files::isRegularFile);
    if (originalFolder.isPresent() && original.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_ORIGINAL,
          video,
          "no original " + originalName + " in " + listing.below(originalFolder.get()));
    }
    return fake.mask(mask.map(MaskFile::notBlack)).alignedOriginal(original);
  }
}
