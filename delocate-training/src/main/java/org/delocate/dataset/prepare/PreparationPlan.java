package org.delocate.dataset.prepare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.StoreDescription;

/**
 * Which record goes into which shard, under which key. The same dataset and options give the same
 * plan, which is what lets an interrupted preparation go on.
 *
 * <p>Real records come first, so that stage 1 can begin while the fakes are still being prepared.
 */
final class PreparationPlan {

  /** Leaves room for a frame's number and the extension in a tar's 100 bytes. */
  private static final int LONGEST_KEY = 72;

  private final StoreDescription description;
  private final List<Planned> records;
  private final int recordsPerShard;

  /**
   * A record and its place.
   *
   * @param originalKey key of the original, if it is itself a record
   */
  record Planned(FaceRecord record, String key, Optional<String> originalKey) {}

  private PreparationPlan(
      StoreDescription description, List<Planned> records, int recordsPerShard) {
    this.description = description;
    this.records = records;
    this.recordsPerShard = recordsPerShard;
  }

  static PreparationPlan of(DatasetListing listing, PreparationOptions options) {
    List<FaceRecord> ordered =
        listing.records().stream().sorted(Comparator.comparing(FaceRecord::label)).toList();
    Map<Path, String> keys = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (FaceRecord record : ordered) {
      keys.putIfAbsent(record.path(), key(record.id(), taken));
    }
    MessageDigest digest = sha256();
    update(digest, options.fingerprint());
    List<Planned> planned = new ArrayList<>();
    for (FaceRecord record : ordered) {
      planned.add(new Planned(record, keys.get(record.path()), record.original().map(keys::get)));
      update(
          digest,
          String.join(
              "\t",
              record.id(),
              record.label().key(),
              record.method(),
              record.split(),
              record.source()));
      if (!record.traits().isEmpty()) {
        update(digest, new TreeMap<>(record.traits()).toString());
      }
    }
    int perShard = recordsPerShard(ordered, options);
    StoreDescription description =
        new StoreDescription(
            listing.layout(),
            new StoreDescription.Cutting(
                options.crop(), options.margin(), options.frames().ofVideo()),
            new StoreDescription.Plan(
                planned.size(),
                (planned.size() + perShard - 1) / perShard,
                HexFormat.of().formatHex(digest.digest())),
            codeVersion());
    return new PreparationPlan(description, planned, perShard);
  }

  StoreDescription description() {
    return description;
  }

  int shards() {
    return description.plan().shards();
  }

  List<Planned> shard(int shard) {
    int from = shard * recordsPerShard;
    return records.subList(from, Math.min(records.size(), from + recordsPerShard));
  }

  /** A shard of videos holds fewer records than one of pictures, and about as many faces. */
  private static int recordsPerShard(List<FaceRecord> records, PreparationOptions options) {
    long moving = records.stream().filter(RecordFrames::isMoving).count();
    return 2 * moving > records.size()
        ? Math.max(1, options.recordsPerShard() / options.frames().ofVideo())
        : options.recordsPerShard();
  }

  /** WebDataset splits a name at its first dot, so a key has none. */
  private static String key(String id, Set<String> taken) {
    int dot = id.lastIndexOf('.');
    String stem = dot > id.lastIndexOf('/') + 1 ? id.substring(0, dot) : id;
    String plain = stem.replaceAll("[^A-Za-z0-9_-]+", "_");
    String key = plain;
    if (plain.length() > LONGEST_KEY || !taken.add(plain)) {
      MessageDigest digest = sha256();
      update(digest, id);
      String suffix = "-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
      int kept = Math.min(plain.length(), LONGEST_KEY - suffix.length());
      key = plain.substring(plain.length() - kept) + suffix;
      taken.add(key);
    }
    return key;
  }

  static String codeVersion() {
    return Optional.ofNullable(PreparationPlan.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static void update(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
