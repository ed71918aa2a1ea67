package org.delocate.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.layout.Pictures;
import org.delocate.dataset.mask.DerivedMask;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.Portrait;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FacialPart;
import org.delocate.face.region.FacialRegions;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.SelfBlendedForger;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.OpenCvThreads;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real face, the real detector, and forgeries of ours. */
final class FacePreparationTest {

  private static final Image REAL = Portrait.image();
  private static Forgery forgery;

  @TempDir Path folder;

  @BeforeAll
  static void forge() {
    try (FaceFinder finder = new FaceFinder(32)) {
      Landmarks landmarks = finder.find(REAL, Optional.empty()).landmarks();
      double strongest = 0;
      // Self-blending is random in strength and place; the strongest of some shows in any store.
      for (int seed = 0; seed < 24; seed++) {
        Forgery candidate =
            new SelfBlendedForger().forge(REAL, landmarks, new SplittableRandom(seed));
        double change = 0;
        for (float value : DerivedMask.difference(candidate.face(), REAL).values()) {
          change += value;
        }
        if (change > strongest) {
          strongest = change;
          forgery = candidate;
        }
      }
    }
  }

  @Test
  void storesRealFacesAndFakesWithTheirMasks() throws IOException {
    writeFolder();
    List<ProgressListener.Progress> seen = new ArrayList<>();
    PreparationSummary summary = FacePreparation.run(options("folder:" + data()), seen::add);
    assertThat(summary.records()).isEqualTo(5);
    assertThat(summary.faces()).isEqualTo(2);
    assertThat(summary.masks()).isEqualTo(1);
    assertThat(summary.skipped())
        .containsEntry(SkippedRecord.Reason.NO_FACE, 1L)
        .containsEntry(SkippedRecord.Reason.UNREADABLE, 1L)
        .containsEntry(SkippedRecord.Reason.EMPTY_MASK, 1L);
    assertThat(summary.lines()).anyMatch(line -> line.contains("skipped: no_face"));
    assertThat(seen).hasSize(5);
    assertThat(seen.get(4).done()).isEqualTo(5);
    try (FaceStore store = FaceStore.open(folder.resolve("store"))) {
      assertThat(store.isComplete()).isTrue();
      List<StoredFace> faces = store.load(entry -> true, 2);
      assertThat(faces).extracting(StoredFace::label).containsExactly(Label.REAL, Label.FAKE);
      StoredFace real = faces.get(0);
      assertThat(real.size()).isEqualTo(192);
      assertThat(real.landmarks().bounds().centerX()).isBetween(80.0, 112.0);
      assertThat(FacialRegions.patches(real.landmarks(), FacialPart.LIPS, 192, 12).count())
          .isPositive();
      assertThat(overlap(faces.get(1), trueMask(store, 1))).isGreaterThan(0.95);
    }
  }

  @Test
  void workersKeepToTheirThreadsAndGiveOpenCvItsOwnBack() throws IOException {
    writeFolder();
    int before = OpenCvThreads.use(2);
    try {
      List<Integer> seen = new ArrayList<>();
      FacePreparation.run(
          options("folder:" + data()), progress -> seen.add(OpenCvThreads.current()));
      assertThat(seen).isNotEmpty().containsOnly(1);
      assertThat(OpenCvThreads.current()).isEqualTo(2);
    } finally {
      OpenCvThreads.use(before);
    }
  }

  @Test
  void derivesTheMaskFromTheOriginal() throws IOException {
    Files.createDirectories(data());
    ImageFiles.write(data().resolve("real.png"), REAL);
    Files.write(data().resolve("fake.jpg"), ImageFiles.encodeJpeg(forgery.face(), 90));
    Files.writeString(
        data().resolve("index.csv"),
        """
        path,label,method,original,alignment,split,source
        fake.jpg,fake,self-blended,real.png,aligned,val,test
        real.png,real,camera,,,train,test
        """);
    FacePreparation.run(options("faces:" + data()), ProgressListener.SILENT);
    try (FaceStore store = FaceStore.open(folder.resolve("store"))) {
      assertThat(store.entries())
          .extracting(FaceEntry::label)
          .containsExactly(Label.REAL, Label.FAKE);
      FaceEntry fake = store.entries().get(1);
      assertThat(fake.originalKey()).contains(store.entries().get(0).key());
      assertThat(store.details(fake).path("mask").asText()).isEqualTo("derived");
      assertThat(overlap(store.read(fake), trueMask(store, 1))).isGreaterThan(0.7);
      // Fake and original are cut by the same landmarks.
      assertThat(store.read(fake).landmarks().xy())
          .isEqualTo(store.read(store.entries().get(0)).landmarks().xy());
    }
  }

  @Test
  void goesOnWhereItWasStoppedAndEndsWithTheSameBytes() throws IOException {
    writeFolder();
    FacePreparation.run(options("folder:" + data()), ProgressListener.SILENT);
    Path store = folder.resolve("store");
    byte[] first = Files.readAllBytes(store.resolve("shard-000000.tar"));
    byte[] second = Files.readAllBytes(store.resolve("shard-000001.tar"));
    // What a killed process leaves: half a shard under its other name.
    Files.delete(store.resolve("shard-000001.tar"));
    Files.write(
        store.resolve("shard-000001.tar.partial"), Arrays.copyOf(second, second.length / 2));
    PreparationSummary summary =
        FacePreparation.run(options("folder:" + data()), ProgressListener.SILENT);
    assertThat(summary.faces()).isEqualTo(2);
    assertThat(summary.resumedRecords()).isEqualTo(3);
    assertThat(Files.readAllBytes(store.resolve("shard-000000.tar"))).isEqualTo(first);
    assertThat(Files.readAllBytes(store.resolve("shard-000001.tar"))).isEqualTo(second);
    assertThat(store).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void refusesToMixDataInOneStore() throws IOException {
    writeFolder();
    FacePreparation.run(options("folder:" + data()), ProgressListener.SILENT);
    Files.delete(data().resolve("real/face.png"));
    assertThatThrownBy(
            () -> FacePreparation.run(options("folder:" + data()), ProgressListener.SILENT))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> assertThat(e.reason()).isEqualTo(DatasetException.Reason.OTHER_STORE));
  }

  @Test
  void takesFramesOfAVideoWithTheFramesOfItsMask() throws IOException {
    Files.createDirectories(data().resolve("fake/self-blended"));
    Files.createDirectories(data().resolve("masks/self-blended"));
    Image mask = coloured(grayMask());
    writeVideo(data().resolve("fake/self-blended/clip.mp4"), forgery.face(), 9);
    writeVideo(data().resolve("masks/self-blended/clip.mkv"), mask, 6);
    PreparationOptions options =
        new PreparationOptions(
            "folder:" + data(),
            folder.resolve("store"),
            CropConvention.standard(160),
            16,
            new PreparationOptions.Frames(3, false),
            new PreparationOptions.Least(32, 0.005),
            8,
            1);
    FacePreparation.run(options, ProgressListener.SILENT);
    try (FaceStore store = FaceStore.open(folder.resolve("store"))) {
      // Of frames 1, 4 and 7 the last has no mask.
      assertThat(store.entries())
          .extracting(FaceEntry::key)
          .containsExactly("fake_self-blended_clip_f000001", "fake_self-blended_clip_f000004");
      assertThat(overlap(store.read(store.entries().get(0)), trueMask(store, 0)))
          .isGreaterThan(0.9);
    }
  }

  @Test
  void aNeighbourIsCutWhereItsFirstFrameIs() throws IOException {
    // The face jumps to the right by four pixels with each frame; 50 frames a second.
    Files.createDirectories(data().resolve("real"));
    try (VideoWriter writer =
        new VideoWriter(
            data().resolve("real/clip.mp4"),
            REAL.width(),
            REAL.height(),
            50,
            VideoEncoding.forViewing().withBitsPerSecond(8_000_000))) {
      for (int i = 0; i < 12; i++) {
        writer.write(shifted(REAL, 4 * i), i / 50.0);
      }
    }
    FacePreparation.run(
        new PreparationOptions(
            "folder:" + data(),
            folder.resolve("store"),
            CropConvention.standard(160),
            16,
            new PreparationOptions.Frames(3, true),
            new PreparationOptions.Least(32, 0.005),
            8,
            1),
        ProgressListener.SILENT);
    try (FaceStore store = FaceStore.open(folder.resolve("store"))) {
      // Frames 2, 6 and 10; 40 ms are two frames, and behind the last one there are none.
      assertThat(store.entries())
          .extracting(FaceEntry::key)
          .containsExactly(
              "real_clip_f000002",
              "real_clip_f000002n",
              "real_clip_f000006",
              "real_clip_f000006n",
              "real_clip_f000010");
      FaceEntry first = store.entries().get(2);
      FaceEntry later = store.entries().get(3);
      assertThat(first.isNeighbour()).isFalse();
      assertThat(later.isNeighbour()).isTrue();
      assertThat(first.neighbourKey()).isEqualTo(later.key());
      assertThat(later.record()).isEqualTo(first.record());
      assertThat(store.read(later).isNeighbour()).isTrue();
      assertThat(store.read(first).neighbourKey()).isEqualTo(later.key());
      var firstDetails = store.details(first);
      var laterDetails = store.details(later);
      assertThat(laterDetails.path("frame").asInt()).isEqualTo(8);
      assertThat(laterDetails.path("track")).isEqualTo(firstDetails.path("track"));
      assertThat(laterDetails.path("cropToFrame")).isEqualTo(firstDetails.path("cropToFrame"));
      assertThat(laterDetails.path("landmarks")).isEqualTo(firstDetails.path("landmarks"));
      // The crop of frame 8, not of another: what frame 6 shows there lies eight pixels further on.
      Image expected = FaceAligner.cut(shifted(REAL, 32), cropToFrame(store, 3), 192);
      Image same = FaceAligner.cut(shifted(REAL, 24), cropToFrame(store, 3), 192);
      assertThat(Pictures.meanDifference(store.read(later).crop(), expected)).isLessThan(4);
      assertThat(Pictures.meanDifference(store.read(first).crop(), same)).isLessThan(4);
      assertThat(Pictures.meanDifference(expected, same)).isGreaterThan(8);
    }
  }

  private static Image shifted(Image image, int right) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % image.width();
      int from = Math.floorMod(x - right, image.width());
      rgb[i] = image.rgb()[i + 3 * (from - x)];
    }
    return new Image(image.width(), image.height(), rgb);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private PreparationOptions options(String data) {
    return new PreparationOptions(
        data,
        folder.resolve("store"),
        CropConvention.standard(160),
        16,
        new PreparationOptions.Frames(32, false),
        new PreparationOptions.Least(32, 0.005),
        3,
        2);
  }

  private void writeFolder() throws IOException {
    for (String name : List.of("real", "fake/self-blended", "masks/self-blended")) {
      Files.createDirectories(data().resolve(name));
    }
    ImageFiles.write(data().resolve("real/face.png"), REAL);
    ImageFiles.write(data().resolve("real/nobody.png"), Image.black(200, 200));
    Files.writeString(data().resolve("real/broken.jpg"), "no picture at all");
    ImageFiles.write(data().resolve("fake/self-blended/face.png"), forgery.face());
    ImageFiles.write(data().resolve("fake/self-blended/untouched.png"), REAL);
    ImageFiles.writeGray(data().resolve("masks/self-blended/face.png"), grayMask());
    ImageFiles.writeGray(
        data().resolve("masks/self-blended/untouched.png"),
        new GrayImage(REAL.width(), REAL.height(), new byte[REAL.width() * REAL.height()]));
  }

  private static void writeVideo(Path file, Image image, int frames) {
    VideoEncoding encoding =
        file.toString().endsWith(".mkv")
            ? VideoEncoding.withoutLoss()
            : VideoEncoding.forViewing().withBitsPerSecond(8_000_000);
    try (VideoWriter writer = new VideoWriter(file, image.width(), image.height(), 25, encoding)) {
      for (int i = 0; i < frames; i++) {
        writer.write(image, i / 25.0);
      }
    }
  }

  private static GrayImage grayMask() {
    byte[] gray = new byte[forgery.mask().length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (byte) Math.round(255 * forgery.mask()[i]);
    }
    return new GrayImage(REAL.width(), REAL.height(), gray);
  }

  private static Image coloured(GrayImage gray) {
    byte[] rgb = new byte[3 * gray.gray().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = gray.gray()[i / 3];
    }
    return new Image(gray.width(), gray.height(), rgb);
  }

  /** The forger's own mask, cut as the store says that it cut the picture. */
  private static Image trueMask(FaceStore store, int entry) {
    return FaceAligner.cut(coloured(grayMask()), cropToFrame(store, entry), 192);
  }

  private static AffineTransform cropToFrame(FaceStore store, int entry) {
    var map = store.details(store.entries().get(entry)).path("cropToFrame");
    return new AffineTransform(
        map.get(0).asDouble(),
        map.get(1).asDouble(),
        map.get(2).asDouble(),
        map.get(3).asDouble(),
        map.get(4).asDouble(),
        map.get(5).asDouble());
  }

  /** Intersection over union at one half. */
  private static double overlap(StoredFace face, Image truth) {
    float[] mask = face.truth();
    double both = 0;
    double either = 0;
    for (int i = 0; i < mask.length; i++) {
      boolean found = mask[i] >= 0.5f;
      boolean there = (truth.rgb()[3 * i] & 0xFF) >= 128;
      both += found && there ? 1 : 0;
      either += found || there ? 1 : 0;
    }
    return both / either;
  }
}
