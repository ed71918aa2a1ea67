package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;

/**
 * Celeb-DF++ (Li et al., 2025): the real videos of Celeb-DF, and forgeries of many methods in three
 * families. Its lists of test videos are read wherever they lie, by the names of the videos.
 */
public final class CelebDfPlusPlusReader implements DatasetReader {

  private static final String SYNTHESIS = "Celeb-synthesis";
  private static final List<String> REAL = List.of("Celeb-real", "YouTube-real");

  /** Folder of the dataset, and the family as {@link WorldsReader} calls it. */
  private static final Map<String, String> FAMILIES =
      Map.of("FaceSwap", "face-swap", "FaceReenact", "reenactment", "TalkingFace", "talking-head");

  /** {@code idA_idB_NNNN}: seen is A in the scene {@code idA_NNNN}; more may follow. */
  private static final Pattern PEOPLE = Pattern.compile("(id\\d+)_(id\\d+)_(\\d+).*");

  @Override
  public String layout() {
    return "celeb-df-pp";
  }

  @Override
  public String description() {
    return "Celeb-DF++: Celeb-real, YouTube-real,"
        + " Celeb-synthesis/{FaceSwap,FaceReenact,TalkingFace}/METHOD and lists of test videos";
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.folder(root, SYNTHESIS)
        .filter(
            folder -> DatasetFiles.folders(folder).stream().anyMatch(f -> family(f).isPresent()))
        .isPresent();
  }

  private static Optional<String> family(Path folder) {
    String name = DatasetFiles.name(folder);
    return FAMILIES.entrySet().stream()
        .filter(family -> family.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Tests tests = Tests.of(listing);
    Map<String, Path> originals = new HashMap<>();
    for (String name : REAL) {
      List<Path> videos =
          DatasetFiles.folder(root, name).map(DatasetFiles::mediaBelow).orElse(List.of());
      if (videos.isEmpty()) {
        listing.note("there are no videos in " + name);
      }
      for (Path video : videos) {
        FaceRecord.Builder record = listing.record(video).real().split(tests.split(video));
        if (name.equals("Celeb-real")) {
          originals.put(DatasetFiles.stem(video), video);
          record.identities(List.of(DatasetFiles.stem(video).split("_", -1)[0]));
        }
        listing.add(record.source(name));
      }
    }
    DatasetFiles.folder(root, SYNTHESIS)
        .map(DatasetFiles::folders)
        .orElse(List.of())
        .forEach(folder -> family(listing, folder, tests, originals));
    tests.reportUnseen(listing);
    return listing.listing();
  }

  private static void family(
      ListingBuilder listing, Path folder, Tests tests, Map<String, Path> originals) {
    Optional<String> family = family(folder);
    if (family.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.UNKNOWN_FILE, folder, "a family that is not known; left out");
      return;
    }
    for (Path method : DatasetFiles.folders(folder)) {
      int before = listing.size();
      for (Path video : DatasetFiles.mediaBelow(method)) {
        FaceRecord.Builder record =
            listing
                .record(video)
                .fake(DatasetFiles.name(method))
                .split(tests.split(video))
                .source(SYNTHESIS)
                .traits(Map.of(WorldsReader.FAMILY, family.get()));
        people(record, video, family.get(), originals);
        listing.add(record);
      }
      listing.note(
          DatasetFiles.name(folder)
              + "/"
              + DatasetFiles.name(method)
              + ": "
              + (listing.size() - before)
              + " videos");
    }
  }

  /** A swapped face lies in the frames of its target; what is driven anew lies elsewhere. */
  private static void people(
      FaceRecord.Builder record, Path video, String family, Map<String, Path> originals) {
    Matcher name = PEOPLE.matcher(DatasetFiles.stem(video));
    if (!name.matches()) {
      return;
    }
    record.identities(List.of(name.group(1), name.group(2)));
    Optional<Path> original =
        Optional.ofNullable(originals.get(name.group(1) + "_" + name.group(3)));
    if (family.equals("face-swap")) {
      record.alignedOriginal(original);
    } else {
      record.originalElsewhere(original);
    }
  }

  /** What the lists name; without any, every video is in no split. */
  private static final class Tests {
    private final Set<String> listed = new HashSet<>();
    private final Set<String> unseen = new HashSet<>();
    private boolean there;

    static Tests of(ListingBuilder listing) {
      Tests tests = new Tests();
      for (Path file : DatasetFiles.filesBelow(listing.root())) {
        String name = DatasetFiles.name(file).toLowerCase(Locale.ROOT);
        if (name.endsWith(".txt") && name.contains("test")) {
          int before = tests.listed.size();
          DatasetFiles.lines(file).forEach(line -> tests.add(line, file));
          tests.there = true;
          listing.note(
              listing.below(file) + " names " + (tests.listed.size() - before) + " test videos");
        }
      }
      if (!tests.there) {
        listing.problem(
            DatasetProblem.Kind.MISSING_LIST,
            "List_of_testing_videos.txt",
            "without a list of test videos every video is in the split '"
                + FaceRecord.UNSPLIT
                + "'");
      }
      tests.unseen.addAll(tests.listed);
      return tests;
    }

    /** The path stands last; a label may stand before it, but the folder says that, too. */
    private void add(String line, Path file) {
      String path = line.substring(line.lastIndexOf(' ') + 1).replace('\\', '/');
      String relative =
          path.contains("/") ? path : DatasetFiles.name(file.getParent()) + "/" + path;
      listed.add(key(relative));
    }

    String split(Path video) {
      unseen.remove(key(video.toString()));
      return !there
          ? FaceRecord.UNSPLIT
          : listed.contains(key(video.toString())) ? "test" : "train";
    }

    /** Folder and name, without {@code videos} between them: the method, or the real folder. */
    private static String key(String path) {
      String[] parts =
          path.toLowerCase(Locale.ROOT)
              .replace(java.io.File.separatorChar, '/')
              .replace("/videos/", "/")
              .split("/", -1);
      String folder = parts.length > 1 ? parts[parts.length - 2] : "";
      String name = parts[parts.length - 1];
      int dot = name.lastIndexOf('.');
      return folder + "/" + (dot > 0 ? name.substring(0, dot) : name);
    }

    void reportUnseen(ListingBuilder listing) {
      unseen.stream()
          .sorted()
          .forEach(
              name ->
                  listing.problem(
                      DatasetProblem.Kind.MISSING_FILE, name, "listed as a test video, not there"));
    }
  }
}
