package org.delocate.dataset.layout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/** Celeb-DF, versions 1 and 2 (Li et al., CVPR 2020). In its list of test videos 1 means real. */
public final class CelebDfReader implements DatasetReader {

  private static final String REAL = "Celeb-real";
  private static final String YOUTUBE = "YouTube-real";
  private static final String SYNTHESIS = "Celeb-synthesis";
  private static final String LIST = "List_of_testing_videos.txt";

  @Override
  public String layout() {
    return "celeb-df";
  }

  @Override
  public String description() {
    return "Celeb-DF v1 or v2: Celeb-real, YouTube-real, Celeb-synthesis and " + LIST;
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.folder(root, SYNTHESIS).isPresent()
        || DatasetFiles.folder(root, REAL).isPresent();
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Optional<Map<String, String>> test = DatasetFiles.file(root, LIST).map(CelebDfReader::testList);
    if (test.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST,
          LIST,
          "without it every video is in the split '" + FaceRecord.UNSPLIT + "'");
    }
    Map<String, Path> originals = new HashMap<>();
    Map<String, String> unseen = new HashMap<>(test.orElse(Map.of()));
    for (String folder : List.of(REAL, YOUTUBE, SYNTHESIS)) {
      List<Path> videos = videos(root, folder);
      if (videos.isEmpty()) {
        listing.note("there are no videos in " + folder);
      }
      for (Path video : videos) {
        String key = key(folder, DatasetFiles.name(video));
        String listed = unseen.remove(key);
        Label label = folder.equals(SYNTHESIS) ? Label.FAKE : Label.REAL;
        if (disagrees(listing, video, listed, label)) {
          continue;
        }
        String split = test.isEmpty() ? FaceRecord.UNSPLIT : listed != null ? "test" : "train";
        FaceRecord.Builder record =
            listing.record(video).labelled(label, SYNTHESIS).split(split).source(folder);
        if (folder.equals(REAL)) {
          originals.put(DatasetFiles.stem(video), video);
          record.identities(List.of(DatasetFiles.stem(video).split("_", -1)[0]));
        } else if (folder.equals(SYNTHESIS)) {
          people(listing, record, video, originals);
        }
        listing.add(record);
      }
    }
    unseen.keySet().stream()
        .sorted()
        .forEach(
            name ->
                listing.problem(
                    DatasetProblem.Kind.MISSING_FILE, name, "listed in " + LIST + ", not there"));
    test.ifPresent(
        list ->
            listing.note(
                LIST
                    + " names "
                    + list.size()
                    + " videos"
                    + (list.size() == 518 ? ", as that of version 2" : "")
                    + "; the others are 'train'"));
    return listing.listing();
  }

  /** {@code idA_idB_NNNN}: seen is A in the scene {@code idA_NNNN}, with the face of B. */
  private static void people(
      ListingBuilder listing, FaceRecord.Builder record, Path video, Map<String, Path> originals) {
    String[] parts = DatasetFiles.stem(video).split("_", -1);
    if (parts.length != 3) {
      listing.note(listing.below(video) + " is not named idA_idB_NNNN: its people are unknown");
      return;
    }
    record.identities(List.of(parts[0], parts[1]));
    Optional<Path> original = Optional.ofNullable(originals.get(parts[0] + "_" + parts[2]));
    if (original.isEmpty() && !originals.isEmpty()) {
      listing.problem(
          DatasetProblem.Kind.MISSING_ORIGINAL,
          video,
          "no original " + REAL + "/" + parts[0] + "_" + parts[2]);
    }
    record.alignedOriginal(original);
  }

  private static boolean disagrees(ListingBuilder listing, Path video, String listed, Label label) {
    if (listed == null || listed.equals(label == Label.REAL ? "1" : "0")) {
      return false;
    }
    listing.problem(
        listed.equals("0") || listed.equals("1")
            ? DatasetProblem.Kind.CONTRADICTION
            : DatasetProblem.Kind.UNKNOWN_LABEL,
        video,
        LIST
            + " labels it '"
            + listed
            + "' (1 is real), its folder says "
            + label.key()
            + "; left out");
    return true;
  }

  /** Label by key of the video; both spellings and an inserted {@code videos/} come out alike. */
  private static Map<String, String> testList(Path file) {
    Map<String, String> labels = new HashMap<>();
    for (String line : DatasetFiles.lines(file)) {
      String[] fields = line.split("\\s+", 2);
      if (fields.length == 2) {
        String[] folders = fields[1].replace('\\', '/').split("/", -1);
        labels.put(key(folders[0], folders[folders.length - 1]), fields[0]);
      }
    }
    return labels;
  }

  private static String key(String folder, String name) {
    return folder.toLowerCase(Locale.ROOT) + "/" + name;
  }

  private static List<Path> videos(Path root, String name) {
    Optional<Path> folder = DatasetFiles.folder(root, name);
    if (folder.isEmpty()) {
      return List.of();
    }
    List<Path> direct = DatasetFiles.media(folder.get());
    return direct.isEmpty()
        ? DatasetFiles.folder(folder.get(), "videos").map(DatasetFiles::media).orElse(List.of())
        : direct;
  }
}
