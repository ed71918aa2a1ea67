package org.delocate.dataset.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * A store for tests of training: tinted copies of the portrait, and fakes in which a rectangle of
 * it is inverted.
 */
public final class SmallStore {

  /** What the networks see. */
  public static final int CROP = 64;

  private static final int MARGIN = 8;
  private static final int STORED = CROP + 2 * MARGIN;

  private SmallStore() {}

  /**
   * Writes a store of clips of two sources, every fourth of the split {@code val}; each frame has a
   * fake, by one of two methods.
   */
  public static Path write(Path folder, int clips, int framesPerClip) {
    CropConvention crop = CropConvention.standard(CROP);
    AlignedFace face = face(crop.withMargin(MARGIN));
    StoreDescription description =
        new StoreDescription(
            "test",
            new StoreDescription.Cutting(crop, MARGIN, framesPerClip),
            new StoreDescription.Plan(2L * clips, 1, "digest"),
            "test");
    try (FaceStoreWriter writer = FaceStoreWriter.open(folder, description);
        ShardWriter shard = writer.begin(0)) {
      for (int clip = 0; clip < clips; clip++) {
        for (int frame = 0; frame < framesPerClip; frame++) {
          add(shard, face, clip, frame);
        }
      }
      shard.finish();
    }
    return folder;
  }

  private static AlignedFace face(CropConvention convention) {
    try (FaceFinder finder = new FaceFinder(32)) {
      Image image = Portrait.image();
      return FaceAligner.align(image, finder.find(image, Optional.empty()).landmarks(), convention);
    }
  }

  private static void add(ShardWriter shard, AlignedFace face, int clip, int frame) {
    String real = "real" + clip + "-" + frame;
    String fake = "fake" + clip + "-" + frame;
    Image crop = tinted(face.crop(), clip, frame);
    add(shard, face, clip, real, crop, null, null);
    int top = 12 + 5 * (clip % 5);
    int left = 16 + 3 * (clip % 7);
    byte[] mask = new byte[STORED * STORED];
    byte[] rgb = crop.rgb().clone();
    for (int y = top; y < top + 24; y++) {
      Arrays.fill(mask, y * STORED + left, y * STORED + left + 24, (byte) 255);
      for (int i = (y * STORED + left) * 3; i < (y * STORED + left + 24) * 3; i++) {
        rgb[i] = (byte) (255 - (rgb[i] & 0xFF));
      }
    }
    add(shard, face, clip, fake, new Image(STORED, STORED, rgb), mask, real);
  }

  private static void add(
      ShardWriter shard,
      AlignedFace face,
      int clip,
      String key,
      Image crop,
      byte[] mask,
      String original) {
    String points = Arrays.toString(face.landmarks().xy());
    String json = "{\"key\":\"" + key + "\",\"confidence\":1,\"landmarks\":" + points + "}";
    boolean isFake = mask != null;
    shard.add(
        new FaceLabels(
            key,
            "test",
            (isFake ? "fake-clip" : "real-clip") + clip,
            new FaceOrigin(
                isFake ? Label.FAKE : Label.REAL,
                !isFake ? "camera" : clip % 2 == 0 ? "swap" : "paint",
                clip % 4 == 3 ? "val" : "train",
                clip % 3 == 0 ? "alpha" : "beta"),
            Optional.ofNullable(original),
            FaceAnnotations.NONE),
        ImageFiles.encodePng(crop),
        isFake
            ? Optional.of(ImageFiles.encodePng(new GrayImage(STORED, STORED, mask)))
            : Optional.empty(),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static Image tinted(Image image, int clip, int frame) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      double gain = 0.7 + 0.06 * ((clip + i % 3 * 2) % 6);
      rgb[i] = (byte) Math.min(255, Math.round((rgb[i] & 0xFF) * gain + 3.0 * frame));
    }
    return new Image(image.width(), image.height(), rgb);
  }
}
