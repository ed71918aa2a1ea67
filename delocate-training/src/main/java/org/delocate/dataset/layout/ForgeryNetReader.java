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
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameSpan;
import org.delocate.dataset.record.MaskFile;

/**
 * ForgeryNet (He et al., CVPR 2021): pictures and videos, labelled in three ways (two, three and
 * sixteen classes) of which 0 is real, with forged pixels for pictures and forged spans for videos.
 */
public final class ForgeryNetReader implements DatasetReader {

  private static final Map<String, String> SPLITS =
      Map.of("Training", "train", "Validation", "val", "Test", "test");

  /** Of the sixteen classes, as its authors number them. */
  private static final List<String> METHODS =
      List.of(
          FaceRecord.CAMERA,
          "FaceShifter",
          "FS-GAN",
          "DeepFakes",
          "BlendFace",
          "MMReplacement",
          "DeepFakes-StarGAN-Stack",
          "Talking-Head-Video",
          "ATVG-Net",
          "StarGAN-BlendFace-Stack",
          "First-Order-Motion",
          "StyleGAN2",
          "MaskGAN",
          "StarGAN2",
          "SC-FEGAN",
          "DiscoFaceGAN");

  @Override
  public String layout() {
    return "forgerynet";
  }

  @Override
  public String description() {
    return "ForgeryNet: Training, Validation, Test with images, videos, spatial_localize and lists";
  }

  @Override
  public boolean recognises(Path root) {
    return SPLITS.keySet().stream()
        .flatMap(name -> DatasetFiles.folder(root, name).stream())
        .anyMatch(
            folder ->
                (DatasetFiles.folder(folder, "images", "image").isPresent()
                        || DatasetFiles.folder(folder, "videos", "video").isPresent())
                    && !lists(folder).isEmpty());
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (String name : List.of("Training", "Validation", "Test")) {
      Optional<Path> folder = DatasetFiles.folder(root, name);
      if (folder.isEmpty()) {
        listing.note("there is no " + name);
      } else {
        readSplit(listing, folder.get(), SPLITS.get(name));
      }
    }
    return listing.listing();
  }

  /** Lists lie beside the pictures and videos or one folder above. */
  private static List<Path> lists(Path folder) {
    List<Path> lists = new ArrayList<>();
    List<Path> places = new ArrayList<>(List.of(folder));
    places.addAll(DatasetFiles.folders(folder));
    for (Path place : places) {
      DatasetFiles.files(place).stream()
          .filter(file -> DatasetFiles.name(file).endsWith(".txt"))
          .forEach(lists::add);
    }
    return lists;
  }

  private static void readSplit(ListingBuilder listing, Path folder, String split) {
    Map<String, Path> masks = masks(folder);
    int lines = 0;
    for (Path list : lists(folder)) {
      int number = 0;
      for (String line : DatasetFiles.lines(list)) {
        number++;
        String where = listing.below(list) + ":" + number;
        if (readLine(listing, folder, split, line.split("\\s+", -1), where, masks)) {
          lines++;
        }
      }
    }
    if (lines == 0) {
      listing.problem(
          DatasetProblem.Kind.MISSING_LIST, folder, "no list of labels: the folder is left out");
    }
  }

  /** Whether the line is one of a list of pictures or videos. */
  private static boolean readLine(
      ListingBuilder listing,
      Path folder,
      String split,
      String[] fields,
      String where,
      Map<String, Path> masks) {
    boolean video = fields.length > 4 && fields[0].matches("\\d+");
    int segments = video ? Integer.parseInt(fields[0]) : 0;
    if (fields.length != (video ? 2 + 3 * segments + 3 : 4)) {
      listing.problem(
          DatasetProblem.Kind.WRONG_COLUMNS, where, fields.length + " fields; left out");
      return false;
    }
    String name = fields[video ? 1 : 0];
    Optional<Path> file =
        find(folder, name, video ? List.of("videos", "video") : List.of("images", "image"));
    if (file.isEmpty()) {
      listing.problem(DatasetProblem.Kind.MISSING_FILE, where, "there is no file " + name);
      return true;
    }
    int[] labels = new int[3];
    List<FrameSpan> spans = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        labels[i] = Integer.parseInt(fields[fields.length - 3 + i]);
      }
      for (int i = 0; i < segments; i++) {
        if (Integer.parseInt(fields[4 + 3 * i]) != 0) {
          spans.add(
              new FrameSpan(Long.parseLong(fields[2 + 3 * i]), Long.parseLong(fields[3 + 3 * i])));
        }
      }
    } catch (IllegalArgumentException e) {
      listing.problem(DatasetProblem.Kind.BAD_VALUE, where, e.getMessage() + "; left out");
      return true;
    }
    add(listing, file.get(), split, labels, spans, where, masks, name);
    return true;
  }

  private static void add(
      ListingBuilder listing,
      Path file,
      String split,
      int[] labels,
      List<FrameSpan> spans,
      String where,
      Map<String, Path> masks,
      String name) {
    if (labels[0] < 0 || labels[0] > 1 || labels[2] < 0 || labels[2] >= METHODS.size()) {
      listing.problem(
          DatasetProblem.Kind.UNKNOWN_LABEL,
          where,
          "the classes " + labels[0] + " of 2 and " + labels[2] + " of 16; left out");
      return;
    }
    boolean fake = labels[0] == 1;
    if (fake != (labels[1] > 0) || fake != (labels[2] > 0) || (!fake && !spans.isEmpty())) {
      listing.problem(
          DatasetProblem.Kind.CONTRADICTION,
          where,
          String.format(
              java.util.Locale.ROOT,
              "its labels disagree: %d of 2, %d of 3, %d of 16, %d forged spans; left out",
              labels[0],
              labels[1],
              labels[2],
              spans.size()));
      return;
    }
    FaceRecord.Builder record = listing.record(file).split(split);
    if (fake) {
      record
          .fake(METHODS.get(labels[2]))
          .forgedSpans(spans)
          .mask(Optional.ofNullable(masks.get(withoutExtension(name))).map(MaskFile::notBlack));
    } else {
      record.real();
    }
    listing.add(record);
  }

  private static Optional<Path> find(Path folder, String name, List<String> kinds) {
    List<Path> places = new ArrayList<>(List.of(folder));
    for (String kind : kinds) {
      DatasetFiles.folder(folder, kind).ifPresent(places::add);
    }
    return places.stream()
        .flatMap(place -> DatasetFiles.existing(place, name).stream())
        .findFirst();
  }

  /** By the name of the picture, without the extension. */
  private static Map<String, Path> masks(Path folder) {
    Map<String, Path> masks = new HashMap<>();
    DatasetFiles.folder(folder, "spatial_localize")
        .ifPresent(
            place ->
                DatasetFiles.mediaBelow(place)
                    .forEach(
                        mask ->
                            masks.put(
                                withoutExtension(
                                    place.relativize(mask).toString().replace('\\', '/')),
                                mask)));
    return masks;
  }

  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
  }
}
