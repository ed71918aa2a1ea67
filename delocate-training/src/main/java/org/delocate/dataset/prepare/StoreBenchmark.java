package org.delocate.dataset.prepare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceLabels;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.FaceStoreWriter;
import org.delocate.dataset.store.ShardWriter;
import org.delocate.dataset.store.StoreDescription;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** Measures how fast a large store opens and is read. */
public final class StoreBenchmark {

  private static final int PER_SHARD = 256;

  /** How many different crops there are: making each anew would take longer than all the rest. */
  private static final int DIFFERENT = 64;

  private StoreBenchmark() {}

  /**
   * What was measured.
   *
   * @param faces in the store
   * @param openSeconds until every face can be chosen
   * @param read how many faces were read
   * @param facesPerSecond read and decoded, with landmarks and masks
   */
  public record Times(long faces, double openSeconds, long read, double facesPerSecond) {}

  /** Writes a store of synthetic crops, half of them fakes with masks. */
  public static void write(Path store, int faces) {
    int shards = (faces + PER_SHARD - 1) / PER_SHARD;
    CropConvention crop = CropConvention.standard(160);
    int side = crop.withMargin(16).size();
    List<byte[]> crops = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      crops.add(ImageFiles.encodePng(picture(side, i)));
    }
    byte[] gray = new byte[side * side];
    Arrays.fill(gray, gray.length / 3, gray.length / 2, (byte) 255);
    byte[] mask = ImageFiles.encodePng(new GrayImage(side, side, gray));
    byte[] json = json(side);
    StoreDescription description =
        new StoreDescription(
            "synthetic",
            new StoreDescription.Cutting(crop, 16, 1),
            new StoreDescription.Plan(faces, shards, "synthetic " + faces),
            PreparationPlan.codeVersion());
    try (FaceStoreWriter writer = FaceStoreWriter.open(store, description)) {
      for (int shard = 0; shard < shards; shard++) {
        if (writer.isFinished(shard)) {
          continue;
        }
        try (ShardWriter shardWriter = writer.begin(shard)) {
          int to = Math.min(faces, (shard + 1) * PER_SHARD);
          for (int i = shard * PER_SHARD + shardWriter.recordsBefore(); i < to; i++) {
            shardWriter.add(
                labels(i),
                crops.get(i % DIFFERENT),
                i % 2 == 0 ? Optional.empty() : Optional.of(mask),
                json);
            shardWriter.recordDone();
          }
          shardWriter.finish();
        }
      }
    }
  }

  private static FaceLabels labels(int i) {
    boolean real = i % 2 == 0;
    String key = String.format(java.util.Locale.ROOT, "synthetic_faces_video%06d_f%06d", i / 32, i);
    return new FaceLabels(
        key,
        "synthetic",
        "faces/video" + i / 32 + ".mp4",
        new FaceOrigin(
            real ? Label.REAL : Label.FAKE,
            real ? FaceRecord.CAMERA : "swap",
            i % 10 == 0 ? "val" : "train",
            "synthetic"),
        real ? Optional.empty() : Optional.of(key + "_original"),
        new FaceAnnotations(Optional.of("c23"), List.of("person" + i % 500), Map.of()));
  }

  /** As large as the crops of a camera: waves, and noise that PNG cannot pack. */
  private static Image picture(int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % side;
      int y = i / 3 / side;
      double wave = 60 * Math.sin((x + seed) / 19.0) + 40 * Math.cos(y / 23.0);
      rgb[i] = (byte) (128 + wave + random.nextInt(7));
    }
    return new Image(side, side, rgb);
  }

  private static byte[] json(int side) {
    StringBuilder text = new StringBuilder("{\"confidence\":0.99,\"landmarks\":[");
    for (int i = 0; i < 2 * Landmarks.COUNT; i++) {
      text.append(i == 0 ? "" : ",").append((i * 37 % (side * 100)) / 100.0);
    }
    return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Opens a store, and reads faces from all over it on some threads. */
  public static Times measure(Path path, int mostReads, int threads) {
    long start = System.nanoTime();
    try (FaceStore store = FaceStore.open(path)) {
      double openSeconds = (System.nanoTime() - start) / 1e9;
      int step = Math.max(1, store.entries().size() / mostReads);
      AtomicLong position = new AtomicLong();
      long begin = System.nanoTime();
      List<StoredFace> seen = store.load(entry -> position.getAndIncrement() % step == 0, threads);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Times(store.entries().size(), openSeconds, seen.size(), seen.size() / seconds);
    }
  }
}
