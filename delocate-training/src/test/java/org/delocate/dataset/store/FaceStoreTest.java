package org.delocate.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.layout.Pictures;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.face.align.CropConvention;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceStoreTest {

  @TempDir Path folder;

  @Test
  void givesBackWhatWasStored() {
    Path path = written(2);
    try (FaceStore store = FaceStore.open(path)) {
      assertThat(store.isComplete()).isTrue();
      assertThat(store.description().storedCrop().size()).isEqualTo(48);
      assertThat(store.entries())
          .extracting(FaceEntry::key)
          .containsExactly("r0", "f0", "r1", "f1");
      assertThat(store.skipped())
          .containsExactly(
              new SkippedRecord(SkippedRecord.Reason.NO_FACE, "lost0", "no face"),
              new SkippedRecord(SkippedRecord.Reason.NO_FACE, "lost1", "no face"));
      StoredFace fake = store.read(store.entries().get(3));
      assertThat(fake.crop()).isEqualTo(Pictures.textured(48, 1));
      assertThat(fake.mask()).contains(mask());
      assertThat(fake.landmarks().xy()).isEqualTo(landmarks());
      assertThat(fake.label()).isEqualTo(Label.FAKE);
      assertThat(fake.originalKey()).contains("r1");
      assertThat(store.entries().get(3).labels().compression()).contains("c23");
      assertThat(store.entries().get(3).labels().identities()).containsExactly("seen", "worn");
      assertThat(store.entries().get(3).traits())
          .isEqualTo(Map.of("family", "face=swap b", "overlay", "none"));
      assertThat(fake.traits()).isEqualTo(store.entries().get(3).traits());
      assertThat(store.entries().get(0).traits()).isEmpty();
      assertThat(fake.truth()[5]).isEqualTo(1f);
      assertThat(store.read(store.entries().get(0)).truth()).containsOnly(0f);
    }
  }

  /** The index had two columns less, and before that another one. */
  @ParameterizedTest
  @ValueSource(ints = {14, 16})
  void opensStoresFromBeforeTheLastColumns(int columns) throws IOException {
    Path path = written(1);
    Path index = path.resolve("shard-000000.tsv");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      String[] fields = line.split("\t", -1);
      lines.add(String.join("\t", Arrays.copyOf(fields, Math.min(fields.length, columns))));
    }
    Files.write(index, lines);
    try (FaceStore store = FaceStore.open(path)) {
      assertThat(store.entries()).extracting(FaceEntry::key).containsExactly("r0", "f0");
      assertThat(store.entries().get(1).traits()).isEmpty();
      assertThat(store.entries().get(1).labels().compression().isPresent())
          .isEqualTo(columns == 16);
      assertThat(store.read(store.entries().get(1)).traits()).isEmpty();
      assertThat(store.skipped()).hasSize(1);
    }
  }

  @Test
  void aStoreDescribesItselfKeyByKeyAndInOneFormat() throws IOException {
    Path path = written(1);
    Path file = path.resolve("store.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(file.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "version",
            "data",
            "crop",
            "margin",
            "framesPerVideo",
            "records",
            "shards",
            "planDigest",
            "code");
    assertThat(mapper.treeToValue(json, StoreDescription.class)).isEqualTo(description(1));

    mapper.writeValue(file.toFile(), json.put("version", 2));
    assertThatThrownBy(() -> FaceStore.open(path))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("delocate-faces version 2, not delocate-faces version 1");
    mapper.writeValue(file.toFile(), json.put("version", 1).put("more", 1));
    assertReason(DatasetException.Reason.DAMAGED, () -> FaceStore.open(path));
  }

  @Test
  void loadsTheChosenFacesInOrder() {
    try (FaceStore store = FaceStore.open(written(3))) {
      List<StoredFace> fakes = store.load(entry -> entry.label() == Label.FAKE, 2);
      assertThat(fakes).extracting(StoredFace::key).containsExactly("f0", "f1", "f2");
    }
  }

  @Test
  void anUnfinishedShardIsNotThereAndIsWrittenAgain() throws IOException {
    Path path = folder.resolve("store");
    try (FaceStoreWriter writer = FaceStoreWriter.open(path, description(2))) {
      write(writer, 0);
      ShardWriter killed = writer.begin(1);
      add(killed, "r1", Label.REAL, 1);
      killed.close();
    }
    try (FaceStore store = FaceStore.open(path)) {
      assertThat(store.entries()).hasSize(2);
      assertThat(store.isComplete()).isFalse();
    }
    byte[] firstShard = Files.readAllBytes(path.resolve("shard-000000.tar"));
    try (FaceStoreWriter writer = FaceStoreWriter.open(path, description(2))) {
      assertThat(writer.isFinished(0)).isTrue();
      assertThat(writer.isFinished(1)).isFalse();
      write(writer, 1);
    }
    try (FaceStore store = FaceStore.open(path)) {
      assertThat(store.isComplete()).isTrue();
      assertThat(store.entries()).hasSize(4);
    }
    assertThat(Files.readAllBytes(path.resolve("shard-000000.tar"))).isEqualTo(firstShard);
  }

  @Test
  void shardsAreTarFilesOfWebDatasetSamples() throws IOException {
    Path path = written(1);
    byte[] tar = Files.readAllBytes(path.resolve("shard-000000.tar"));
    List<String> names = new ArrayList<>();
    int at = 0;
    while (tar[at] != 0) {
      String name = text(tar, at, 100);
      int length = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
      assertThat(text(tar, at + 257, 6)).isEqualTo("ustar");
      assertThat(checksum(tar, at)).isEqualTo(Integer.parseInt(text(tar, at + 148, 7).strip(), 8));
      names.add(name);
      byte[] content = Arrays.copyOfRange(tar, at + 512, at + 512 + length);
      if (name.endsWith("face.png")) {
        assertThat(ImageFiles.decode(content).width()).isEqualTo(48);
      }
      at += 512 + (length + 511) / 512 * 512;
    }
    assertThat(names)
        .containsExactly("r0.face.png", "r0.json", "f0.face.png", "f0.mask.png", "f0.json");
    assertThat(tar).hasSize(at + 1024);
    assertThat(Arrays.copyOfRange(tar, at, tar.length)).containsOnly(0);
  }

  @Test
  void aSecondWriterIsRefusedAndReadersAreNot() {
    Path path = written(1);
    try (FaceStoreWriter first = FaceStoreWriter.open(path, description(1))) {
      assertThat(first.isFinished(0)).isTrue();
      assertReason(
          DatasetException.Reason.LOCKED, () -> FaceStoreWriter.open(path, description(1)));
      try (FaceStore store = FaceStore.open(path)) {
        assertThat(store.entries()).hasSize(2);
      }
    }
    FaceStoreWriter.open(path, description(1)).close();
  }

  @Test
  void aStoreOfOtherDataIsNotOverwritten() {
    Path path = written(1);
    StoreDescription other =
        new StoreDescription(
            "faces",
            new StoreDescription.Cutting(CropConvention.standard(32), 8, 1),
            new StoreDescription.Plan(5, 1, "other"),
            "test");
    assertReason(DatasetException.Reason.OTHER_STORE, () -> FaceStoreWriter.open(path, other));
  }

  @Test
  void aFolderOfOtherFilesIsNotTouched() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "years of work");
    assertReason(
        DatasetException.Reason.OTHER_STORE, () -> FaceStoreWriter.open(folder, description(1)));
    assertThat(folder).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void aFullDiskIsSaidInWords() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    Path path = folder.resolve("store");
    try (FaceStoreWriter writer = FaceStoreWriter.open(path, description(1))) {
      Files.createSymbolicLink(path.resolve("shard-000000.tar.partial"), full);
      assertReason(DatasetException.Reason.DISK_FULL, () -> write(writer, 0));
      assertThat(writer.isFinished(0)).isFalse();
      Files.delete(path.resolve("shard-000000.tar.partial"));
    }
  }

  @Test
  void damageIsNamed() throws IOException {
    assertReason(DatasetException.Reason.NOT_FOUND, () -> FaceStore.open(folder));
    Path path = written(1);
    Path tar = path.resolve("shard-000000.tar");
    byte[] bytes = Files.readAllBytes(tar);
    Arrays.fill(bytes, 512, 600, (byte) 7);
    Files.write(tar, bytes);
    try (FaceStore store = FaceStore.open(path)) {
      assertReason(DatasetException.Reason.DAMAGED, () -> store.read(store.entries().get(0)));
      assertReason(DatasetException.Reason.DAMAGED, () -> store.load(entry -> true, 2));
    }
    Files.write(tar, Arrays.copyOf(bytes, 100));
    try (FaceStore store = FaceStore.open(path)) {
      assertReason(DatasetException.Reason.DAMAGED, () -> store.read(store.entries().get(1)));
    }
    Files.writeString(path.resolve("shard-000000.tsv"), "what\n");
    assertReason(DatasetException.Reason.DAMAGED, () -> FaceStore.open(path));
  }

  private static void assertReason(
      DatasetException.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Path written(int shards) {
    Path path = folder.resolve("store");
    try (FaceStoreWriter writer = FaceStoreWriter.open(path, description(shards))) {
      for (int shard = 0; shard < shards; shard++) {
        write(writer, shard);
      }
    }
    return path;
  }

  private static void write(FaceStoreWriter writer, int shard) {
    try (ShardWriter shardWriter = writer.begin(shard)) {
      add(shardWriter, "r" + shard, Label.REAL, shard);
      shardWriter.skip(new SkippedRecord(SkippedRecord.Reason.NO_FACE, "lost" + shard, "no\tface"));
      add(shardWriter, "f" + shard, Label.FAKE, shard);
      shardWriter.finish();
    }
  }

  private static void add(ShardWriter shard, String key, Label label, int seed) {
    boolean fake = label == Label.FAKE;
    Image crop = Pictures.textured(48, seed);
    String json = "{\"key\":\"" + key + "\",\"landmarks\":" + Arrays.toString(landmarks()) + "}";
    shard.add(
        new FaceLabels(
            key,
            "test",
            key + ".png",
            new FaceOrigin(label, fake ? "swap" : "camera", "train", "tests"),
            fake ? Optional.of("r" + seed) : Optional.empty(),
            new FaceAnnotations(
                Optional.of("c23"),
                fake ? List.of("seen", "worn") : List.of("seen"),
                fake ? Map.of("family", "face=swap;b", "overlay", "none") : Map.of())),
        ImageFiles.encodePng(crop),
        fake ? Optional.of(ImageFiles.encodePng(mask())) : Optional.empty(),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static float[] landmarks() {
    return Pictures.ellipse(24, 24, 15, 20).xy();
  }

  private static GrayImage mask() {
    byte[] gray = new byte[48 * 48];
    Arrays.fill(gray, 0, 100, (byte) 255);
    return new GrayImage(48, 48, gray);
  }

  private static StoreDescription description(int shards) {
    return new StoreDescription(
        "test",
        new StoreDescription.Cutting(CropConvention.standard(32), 8, 1),
        new StoreDescription.Plan(3L * shards, shards, "digest of " + shards),
        "test");
  }

  private static String text(byte[] bytes, int at, int longest) {
    String field = new String(bytes, at, longest, StandardCharsets.US_ASCII);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }

  private static int checksum(byte[] tar, int at) {
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xFF;
    }
    return sum;
  }
}
