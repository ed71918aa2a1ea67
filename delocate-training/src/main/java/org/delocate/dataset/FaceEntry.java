package org.delocate.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A face in the store's index: everything to choose faces by, and where the rest lies.
 *
 * @param key unique inside the store
 * @param dataset layout that it comes from
 * @param record the {@link FaceRecord}'s id; frames of one video share it
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
 * @param identities the people in it, as in {@link FaceRecord}; empty where nobody knows
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
    List<String> identities) {

  /** Bytes of a file: {@code length} from {@code offset}. */
  public record Span(long offset, int length) {}
}
