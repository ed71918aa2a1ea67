package org.delocate.dataset.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.SelfBlendedForger;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * A real store, small: the portrait in many colours, each with a forgery of it. Videos of two
 * frames; the last one of {@code gamma} has two people.
 */
public final class VideoStore {

  /** Of the crops that a network sees. */
  public static final int CROP = 64;

  private static final int MARGIN = 16;

  private VideoStore() {}

  /** A video of the store: so many frames, real and forged. */
  private record Video(String name, String split, String source, String method) {}

  /** Writes it: 8 training, 4 validation and 4 test videos, and as many fakes of them. */
  public static Path write(Path folder) {
    List<Video> videos = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      videos.add(new Video("train" + i, "train", "alpha", i % 2 == 0 ? "blend" : "swap"));
    }
    for (int i = 0; i < 4; i++) {
      videos.add(new Video("val" + i, "val", "alpha", i % 2 == 0 ? "blend" : "swap"));
      videos.add(new Video("test" + i, "test", i < 2 ? "beta" : "gamma", "swap"));
    }
    // As UTKFace names its files: age, sex, origin.
    videos.add(new Video("utk/24_0_1_201701", "train", "utkface", ""));
    videos.add(new Video("utk/61_1_3_201702", "train", "utkface", ""));
    videos.add(new Video("utk/7_1_3_201703", "train", "utkface", ""));
    return write(folder, videos);
  }

  private static Path write(Path folder, List<Video> videos) {
    StoreDescription description =
        new StoreDescription(
            "test",
            new StoreDescription.Cutting(CropConvention.standard(CROP), MARGIN, 2),
            new StoreDescription.Plan(videos.size(), 1, "digest"),
            "test");
    Image portrait = Portrait.image();
    AlignedFace face;
    try (FaceFinder finder = new FaceFinder(32)) {
      Landmarks landmarks = finder.find(portrait, Optional.empty()).landmarks();
      face = FaceAligner.align(portrait, landmarks, description.storedCrop());
    }
    try (FaceStoreWriter writer = FaceStoreWriter.open(folder, description);
        ShardWriter shard = writer.begin(0)) {
      for (int i = 0; i < videos.size(); i++) {
        for (int frame = 0; frame < 2; frame++) {
          add(shard, videos.get(i), frame, face, 2 * i + frame);
        }
      }
      shard.skip(new SkippedRecord(SkippedRecord.Reason.NO_FACE, "lost", "no face was found"));
      shard.finish();
    }
    return folder;
  }

  private static void add(ShardWriter shard, Video video, int frame, AlignedFace face, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Image real = TrainingDegradation.standard().degrade(face.crop(), random);
    String suffix = "_f00000" + frame;
    String key = video.name().replace('/', '_') + suffix;
    add(shard, video, Label.REAL, key, video.name(), real, Optional.empty(), face.landmarks());
    if (!video.method().isEmpty()) {
      boolean second = video.name().equals("test3") && frame == 1;
      Forgery forgery = new SelfBlendedForger().forge(real, face.landmarks(), random);
      byte[] gray = new byte[forgery.mask().length];
      for (int i = 0; i < gray.length; i++) {
        gray[i] = (byte) Math.round(forgery.mask()[i] * 255);
      }
      add(
          shard,
          video,
          Label.FAKE,
          "fake-" + key + (second ? "_t2" : ""),
          "fake-" + video.name(),
          forgery.face(),
          Optional.of(new GrayImage(real.width(), real.height(), gray)),
          face.landmarks());
    }
  }

  private static void add(
      ShardWriter shard,
      Video video,
      Label label,
      String key,
      String record,
      Image crop,
      Optional<GrayImage> mask,
      Landmarks landmarks) {
    String json = "{\"landmarks\":" + Arrays.toString(landmarks.xy()) + ",\"confidence\":0.9}";
    shard.add(
        new FaceLabels(
            key,
            "test",
            record,
            new FaceOrigin(
                label,
                label == Label.FAKE ? video.method() : FaceRecord.CAMERA,
                video.split(),
                video.source()),
            label == Label.FAKE
                ? Optional.of(key.replaceFirst("^fake-", "").replaceFirst("_t2$", ""))
                : Optional.empty(),
            FaceAnnotations.NONE),
        ImageFiles.encodePng(crop),
        mask.map(ImageFiles::encodePng),
        json.getBytes(StandardCharsets.UTF_8));
  }
}
