package org.delocate.dataset.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.Label;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * A store of clips of four pages in two folds, for tests: the portrait in a colour for each page,
 * three frames of each clip with the frames a moment later, in which a band has moved. Forged clips
 * have a checkered rectangle.
 */
public final class WorldsStore {

  /** What the networks see. */
  public static final int CROP = 64;

  /** What the store keeps around it. */
  public static final int MARGIN = 16;

  /** Frames of the clips, without those a moment later. */
  public static final int FRAMES = 3;

  private static final int STORED = CROP + 2 * MARGIN;

  /**
   * A clip.
   *
   * @param generator empty for a real one
   * @param original the real clip that it was made from; empty where nobody knows
   * @param masked whether its mask is known
   */
  public record Clip(
      String name,
      String fold,
      String page,
      String generator,
      String family,
      String original,
      boolean masked) {

    public boolean isForged() {
      return !generator.isEmpty();
    }
  }

  /** All of them: of the family swap five, by two generators; of drawn one. */
  public static final List<Clip> CLIPS =
      List.of(
          real("real-a", "fold1", "a"),
          real("real-b", "fold1", "b"),
          real("real-c", "fold2", "c"),
          real("real-d", "fold2", "d"),
          real("real-d2", "fold2", "d"),
          new Clip("fake-a", "fold1", "a", "waver", "swap", "real-a", true),
          new Clip("fake-b", "fold1", "b", "waver", "swap", "", false),
          new Clip("fake-b2", "fold1", "b", "morph", "swap", "", true),
          new Clip("fake-c", "fold2", "c", "painter", "drawn", "real-c", false),
          new Clip("fake-d", "fold2", "d", "waver", "swap", "", false),
          new Clip("fake-d2", "fold2", "d", "waver", "swap", "", false));

  private WorldsStore() {}

  private static Clip real(String name, String fold, String page) {
    return new Clip(name, fold, page, "", "", "", false);
  }

  /** Writes all clips with what comes a moment later. */
  public static Path write(Path folder) {
    return write(folder, FRAMES, 0, clip -> true, true);
  }

  /**
   * Writes some clips.
   *
   * @param frames of each clip
   * @param change is added to the green of all faces of {@code fold1}
   * @param neighbours whether the frames a moment later are there, too
   */
  public static Path write(
      Path folder, int frames, int change, Predicate<Clip> which, boolean neighbours) {
    CropConvention crop = CropConvention.standard(CROP);
    StoreDescription description =
        new StoreDescription(
            "test",
            new StoreDescription.Cutting(crop, MARGIN, frames),
            new StoreDescription.Plan(CLIPS.size(), 1, "digest"),
            "test");
    AlignedFace face;
    try (FaceFinder finder = new FaceFinder(32)) {
      Image image = Portrait.image();
      face =
          FaceAligner.align(
              image, finder.find(image, Optional.empty()).landmarks(), crop.withMargin(MARGIN));
    }
    try (FaceStoreWriter writer = FaceStoreWriter.open(folder, description);
        ShardWriter shard = writer.begin(0)) {
      for (Clip clip : CLIPS) {
        for (int frame = 0; which.test(clip) && frame < frames; frame++) {
          add(shard, face, clip, FrameKeys.frame(frame), 2 * frame, change);
          if (neighbours) {
            String later = FrameKeys.later(FrameKeys.frame(frame));
            add(shard, face, clip, later, 2 * frame + 1, change);
          }
        }
      }
      shard.finish();
    }
    return folder;
  }

  private static void add(
      ShardWriter shard, AlignedFace face, Clip clip, String frame, int moment, int change) {
    String points = Arrays.toString(face.landmarks().xy());
    String json = "{\"landmarks\":" + points + ",\"confidence\":1}";
    Image picture = picture(face.crop(), clip, moment, clip.fold().equals("fold1") ? change : 0);
    shard.add(
        new FaceLabels(
            clip.name() + frame,
            "worlds",
            clip.name(),
            new FaceOrigin(
                clip.isForged() ? Label.FAKE : Label.REAL,
                clip.isForged() ? clip.generator() : FaceRecord.CAMERA,
                clip.fold(),
                clip.page()),
            clip.original().isEmpty() ? Optional.empty() : Optional.of(clip.original() + frame),
            new FaceAnnotations(
                Optional.empty(),
                List.of(),
                clip.isForged() ? Map.of("family", clip.family()) : Map.of())),
        ImageFiles.encodePng(picture),
        clip.masked() ? Optional.of(ImageFiles.encodePng(mask())) : Optional.empty(),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static GrayImage mask() {
    byte[] gray = new byte[STORED * STORED];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (byte) (isForged(i % STORED, i / STORED) ? 255 : 0);
    }
    return new GrayImage(STORED, STORED, gray);
  }

  /** Whether masks are set at a pixel of the stored crop. */
  public static boolean isForged(int x, int y) {
    return x >= 30 && x < 66 && y >= 50 && y < 78;
  }

  private static Image picture(Image portrait, Clip clip, int moment, int change) {
    byte[] rgb = portrait.rgb().clone();
    int colour = clip.page().charAt(0) - 'a';
    // A forged clip is, but for what is forged, the one that it was made from.
    int own = (clip.original().isEmpty() ? clip.name() : clip.original()).hashCode() & 15;
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % STORED;
      int y = i / 3 / STORED;
      int value = (rgb[i] & 0xFF) * (8 + (colour + i % 3) % 4) / 12 + own;
      value += i % 3 == 1 ? change : 0;
      value += (x + (3 + own % 3) * moment) / 5 % 4 == 0 ? 12 : 0;
      if (clip.isForged() && isForged(x, y)) {
        value += (x + y + moment) % 2 == 0 ? 14 : -14;
      }
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new Image(STORED, STORED, rgb);
  }
}
