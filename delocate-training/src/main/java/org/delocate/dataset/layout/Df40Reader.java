package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;

/**
 * DF40 (Yan et al., NeurIPS 2024): forgeries of forty methods as frames, {@code METHOD/ff} made
 * from FaceForensics++ and {@code METHOD/cdf} from Celeb-DF. Its real class are the frames of those
 * two datasets, which may lie in the same folder or under a second path.
 *
 * <p>The release for training and the one for testing lie in folders of their own; which one it is
 * stands in a folder's name, or nowhere.
 */
public final class Df40Reader implements DatasetReader {

  /** What a method was made from, by the name of its folder. */
  private static final Map<String, String> ORIGINS = Map.of("ff", "ff++", "cdf", "celeb-df");

  private static final Set<String> REAL_FOLDERS =
      Set.of("original_sequences", "celeb-real", "youtube-real", "real");

  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "face-swap",
          List.of(
              "fsgan",
              "faceswap",
              "simswap",
              "inswap",
              "blendface",
              "uniface",
              "mobileswap",
              "e4s",
              "facedancer",
              "deepfacelab"),
          "reenactment",
          List.of(
              "fomm",
              "facevid2vid",
              "mraa",
              "one_shot_free",
              "pirender",
              "tpsm",
              "lia",
              "danet",
              "mcnet",
              "hyperreenact"),
          "talking-head",
          List.of("sadtalker", "heygen"),
          "lip-sync",
          List.of("wav2lip"),
          "generated",
          List.of(
              "vqgan",
              "stylegan2",
              "stylegan3",
              "styleganxl",
              "sd2.1",
              "ddim",
              "rddm",
              "pixart",
              "dit",
              "sit",
              "midjourney",
              "whichfaceisreal"),
          "face-edit",
          List.of("collabdiff", "e4e", "starganv2", "styleclip"));

  @Override
  public String layout() {
    return "df40";
  }

  @Override
  public String description() {
    return "DF40: METHOD/{ff,cdf}/frames/VIDEO; the path of the real frames may follow the path";
  }

  @Override
  public boolean recognises(Path root) {
    return methods(root).stream()
        .anyMatch(
            method ->
                DatasetFiles.folder(method, "ff", "cdf")
                    .flatMap(f -> DatasetFiles.folder(f, "frames"))
                    .isPresent());
  }

  /** Folders of methods, directly here or in {@code train} and {@code test}. */
  private static List<Path> methods(Path root) {
    List<Path> methods = new ArrayList<>();
    for (Path folder : DatasetFiles.folders(root)) {
      if (splitNamed(folder).isPresent()) {
        methods.addAll(DatasetFiles.folders(folder));
      } else {
        methods.add(folder);
      }
    }
    return methods;
  }

  private static Optional<String> splitNamed(Path folder) {
    String name = DatasetFiles.name(folder).toLowerCase(Locale.ROOT);
    return List.of("train", "val", "test").stream()
        .filter(split -> name.equals(split) || name.endsWith("_" + split))
        .findFirst();
  }

  @Override
  public DatasetListing read(Path root) {
    return read(root, List.of());
  }

  @Override
  public DatasetListing read(Path root, List<Path> companions) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Map<String, Integer> fakes = new TreeMap<>();
    int real = 0;
    for (Path folder : methods(root)) {
      if (isReal(folder)) {
        real += real(listing, folder, split(root, folder), listing.below(folder));
      } else {
        fakes.merge(DatasetFiles.name(folder), method(listing, root, folder), Integer::sum);
      }
    }
    for (Path companion : companions) {
      // Of a dataset with forgeries of its own, only what is called real.
      List<Path> originals = originals(companion);
      for (Path folder : originals.isEmpty() ? List.of(companion) : originals) {
        real +=
            real(
                listing,
                folder,
                split(root, folder),
                joined(DatasetFiles.name(companion), companion.relativize(folder).toString()));
      }
    }
    fakes.forEach((name, count) -> listing.note(name + ": " + count + " sequences"));
    listing.note(real + " real sequences");
    if (real == 0) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST,
          "original_sequences, Celeb-real",
          "no real frames: they are those of FaceForensics++ and Celeb-DF; put them inside this"
              + " folder, or name their path after it, as in "
              + layout()
              + ":PATH"
              + java.io.File.pathSeparator
              + "REAL");
    }
    return listing.listing();
  }

  private static boolean isReal(Path folder) {
    return REAL_FOLDERS.contains(DatasetFiles.name(folder).toLowerCase(Locale.ROOT));
  }

  /** The nearest folders called real, down to the third level. */
  private static List<Path> originals(Path root) {
    List<Path> found = new ArrayList<>();
    List<Path> level = List.of(root);
    for (int depth = 0; depth < 3; depth++) {
      List<Path> next = new ArrayList<>();
      for (Path folder : level) {
        for (Path child : DatasetFiles.folders(folder)) {
          (isReal(child) ? found : next).add(child);
        }
      }
      level = next;
    }
    return found;
  }

  /** By the folder that the method lies in, or by the root's own name. */
  private static String split(Path root, Path folder) {
    return splitNamed(folder.toAbsolutePath().getParent())
        .or(() -> splitNamed(root.toAbsolutePath()))
        .orElse("test");
  }

  private static int method(ListingBuilder listing, Path root, Path folder) {
    int before = listing.size();
    String name = DatasetFiles.name(folder);
    for (Path origin : DatasetFiles.folders(folder)) {
      String source = ORIGINS.get(DatasetFiles.name(origin).toLowerCase(Locale.ROOT));
      if (source == null) {
        listing.problem(DatasetProblem.Kind.UNKNOWN_FILE, origin, "neither ff nor cdf; left out");
        continue;
      }
      for (Path sequence : sequences(origin)) {
        FaceRecord.Builder record =
            listing.record(sequence).fake(name).split(split(root, folder)).source(source);
        family(name).ifPresent(family -> record.traits(Map.of(WorldsReader.FAMILY, family)));
        List<String> people = people(DatasetFiles.name(sequence));
        listing.add(record.identities(people));
      }
    }
    return listing.size() - before;
  }

  /** {@code TARGET_SOURCE} of FaceForensics++, {@code idA_idB_NNNN} of Celeb-DF. */
  private static List<String> people(String name) {
    if (name.matches("\\d{3}_\\d{3}") || name.matches("id\\d+_id\\d+_\\d+")) {
      String[] parts = name.split("_", -1);
      return List.of(parts[0], parts[1]);
    }
    if (name.matches("id\\d+_\\d+")) {
      return List.of(name.split("_", -1)[0]);
    }
    return name.matches("\\d{3}") ? List.of(name) : List.of();
  }

  private static Optional<String> family(String method) {
    String plain = method.toLowerCase(Locale.ROOT);
    return FAMILIES.entrySet().stream()
        .filter(family -> family.getValue().stream().anyMatch(plain::startsWith))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private static int real(ListingBuilder listing, Path folder, String split, String id) {
    int before = listing.size();
    for (Path sequence : sequences(folder)) {
      listing.add(
          listing
              .record(sequence)
              .id(joined(id, folder.relativize(sequence).toString()))
              .real()
              .split(split)
              .source(source(id))
              .identities(people(DatasetFiles.name(sequence))));
    }
    return listing.size() - before;
  }

  private static String joined(String above, String below) {
    return (below.isEmpty() ? above : above + "/" + below).replace('\\', '/');
  }

  private static String source(String id) {
    String plain = id.toLowerCase(Locale.ROOT);
    return plain.contains("original_sequences")
        ? "ff++"
        : plain.contains("celeb") || plain.contains("youtube") ? "celeb-df" : "real";
  }

  /** Folders that hold pictures. */
  private static Set<Path> sequences(Path folder) {
    Set<Path> sequences = new LinkedHashSet<>();
    DatasetFiles.mediaBelow(folder).forEach(file -> sequences.add(file.getParent()));
    return sequences;
  }
}
