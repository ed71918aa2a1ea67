package org.delocate.dataset.layout;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;

/** The layouts that are known, and the syntax {@code LAYOUT:PATH} that chooses one. */
public final class Datasets {

  /** The layout's name that asks to recognise the folder. */
  public static final String AUTOMATIC = "auto";

  /** Most particular first: the order in which {@code auto} asks. */
  private static final List<DatasetReader> READERS =
      List.of(
          new Df40Reader(),
          new FaceForensicsReader(),
          new DeepFakeDetectionReader(),
          new DeeperForensicsReader(),
          new CelebDfPlusPlusReader(),
          new CelebDfReader(),
          new DfdcReader(),
          new DfdcTestReader(),
          new DfdcPreviewReader(),
          new WildDeepfakeReader(),
          new FfiwReader(),
          new ForgeryNetReader(),
          new FrameListsReader(),
          new OpenForensicsReader(),
          new YouTubeFacesReader(),
          PeopleReader.vggFace2(),
          PeopleReader.voxCeleb2(),
          new FfhqReader(),
          new CelebAReader(),
          new WorldsReader(),
          new IndexedFacesReader(),
          new RealFakeFolderReader());

  private Datasets() {}

  /** Every reader, in the order in which {@code auto} asks. */
  public static List<DatasetReader> readers() {
    return READERS;
  }

  /**
   * Reads a dataset.
   *
   * @param data {@code LAYOUT:PATH}, or {@code auto:PATH} to recognise the layout; where a part of
   *     the dataset lies elsewhere, its path follows after the system's path separator
   * @throws DatasetException if the layout is unknown, the path is missing, the folder does not
   *     look like the layout, or no record in it can be used
   */
  public static DatasetListing open(String data) {
    int colon = data.indexOf(':');
    if (colon < 1 || colon == data.length() - 1) {
      throw new DatasetException(
          DatasetException.Reason.UNKNOWN_LAYOUT,
          "'" + data + "' is not LAYOUT:PATH; the layouts are " + names());
    }
    String layout = data.substring(0, colon);
    List<Path> paths = paths(data.substring(colon + 1));
    Path root = paths.get(0);
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new DatasetException(
            DatasetException.Reason.NOT_FOUND, "there is no file or folder " + path);
      }
    }
    DatasetListing listing = reader(layout, root).read(root, paths.subList(1, paths.size()));
    if (listing.records().isEmpty()) {
      throw new DatasetException(
          DatasetException.Reason.EMPTY,
          "no record in " + root + " can be used" + reasons(listing));
    }
    return listing;
  }

  /** One path, or several with the system's path separator between them. */
  private static List<Path> paths(String text) {
    try {
      return Files.exists(Path.of(text))
          ? List.of(Path.of(text))
          : Arrays.stream(text.split(File.pathSeparator)).map(Path::of).toList();
    } catch (InvalidPathException e) {
      throw new DatasetException(
          DatasetException.Reason.NOT_FOUND, "'" + text + "' is no path: " + e.getMessage(), e);
    }
  }

  private static DatasetReader reader(String layout, Path root) {
    if (layout.equals(AUTOMATIC)) {
      return READERS.stream()
          .filter(reader -> reader.recognises(root))
          .findFirst()
          .orElseThrow(
              () ->
                  new DatasetException(
                      DatasetException.Reason.WRONG_LAYOUT,
                      root + " looks like none of the known layouts: " + descriptions()));
    }
    DatasetReader reader =
        READERS.stream()
            .filter(candidate -> candidate.layout().equals(layout))
            .findFirst()
            .orElseThrow(
                () ->
                    new DatasetException(
                        DatasetException.Reason.UNKNOWN_LAYOUT,
                        "the layout '" + layout + "' is unknown; the layouts are " + names()));
    if (!reader.recognises(root)) {
      throw new DatasetException(
          DatasetException.Reason.WRONG_LAYOUT,
          root + " is not of the layout '" + layout + "': " + reader.description());
    }
    return reader;
  }

  private static String reasons(DatasetListing listing) {
    if (listing.problems().isEmpty()) {
      return "";
    }
    DatasetProblem first = listing.problems().get(0);
    return ": " + listing.problemCounts() + ", first " + first.where() + ": " + first.message();
  }

  private static String names() {
    return AUTOMATIC
        + ", "
        + READERS.stream().map(DatasetReader::layout).collect(Collectors.joining(", "));
  }

  private static String descriptions() {
    return READERS.stream()
        .map(reader -> reader.layout() + " (" + reader.description() + ")")
        .collect(Collectors.joining("; "));
  }
}
