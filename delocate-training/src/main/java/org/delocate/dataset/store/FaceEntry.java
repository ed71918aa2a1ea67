package org.delocate.dataset.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.Label;

/**
 * A face in the store's index: everything to choose faces by, and where the rest lies.
 *
 * @param key unique inside the store
 * @param dataset layout that it comes from
 * @param record the {@link org.delocate.dataset.record.FaceRecord}'s id; frames of one video share
 *     it
 * @param label real or fake
 * @param method how a fake was made, or {@code camera}
 * @param split {@code train}, {@code val} or {@code test}
 * @param source where the material comes from
 * @param originalKey key of the real face behind a fake, if known
 * @param shard the tar file
 * @param face where the crop's PNG lies in it
 * @param mask where the mask's PNG lies, if there is one
 * @param json where the rest lies
 * @param compression the dataset's name of the quality, if it has one
 * @param identities the people in it, as in {@link org.delocate.dataset.record.FaceRecord}; empty
 *     where nobody knows
 * @param traits what else the dataset says of it, as in {@link
 *     org.delocate.dataset.record.FaceRecord}
 */
public record FaceEntry(
    String key,
    String dataset,
    String record,
    Label label,
    String method,
    String split,
    String source,
    Optional<String> originalKey,
    Path shard,
    Span face,
    Optional<Span> mask,
    Span json,
    Optional<String> compression,
    List<String> identities,
    Map<String, String> traits) {

  /** A face of a dataset without traits. */
  public FaceEntry(
      String key,
      String dataset,
      String record,
      Label label,
      String method,
      String split,
      String source,
      Optional<String> originalKey,
      Path shard,
      Span face,
      Optional<Span> mask,
      Span json,
      Optional<String> compression,
      List<String> identities) {
    this(
        key,
        dataset,
        record,
        label,
        method,
        split,
        source,
        originalKey,
        shard,
        face,
        mask,
        json,
        compression,
        identities,
        Map.of());
  }

  /**
   * Whether this is the frame a moment after that of another face, cut where that one lies: the
   * difference of the two crops is what moved.
   */
  public boolean isNeighbour() {
    return FrameKeys.isNeighbour(key);
  }

  /** The key without the frame: all faces of one person of a record have the same. */
  public String personKey() {
    return FrameKeys.personOf(key);
  }

  /** The key that the face a moment after this one has, if the store holds one. */
  public String neighbourKey() {
    return FrameKeys.neighbourOf(key);
  }

  /** Bytes of a file: {@code length} from {@code offset}. */
  public record Span(long offset, int length) {}
}
