package org.delocate.dataset.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;

/**
 * Who a face of the store is, and what its dataset says of it.
 *
 * @param key unique inside the store
 * @param dataset layout that it comes from
 * @param record the {@link org.delocate.dataset.record.FaceRecord}'s id; frames of one video share
 *     it
 * @param origin where it comes from
 * @param originalKey key of the real face behind a fake, if known
 * @param compression the dataset's name of the quality, if it has one
 * @param identities the people in it, as in {@link org.delocate.dataset.record.FaceRecord}; empty
 *     where nobody knows
 * @param traits what else the dataset says of it, as in {@link
 *     org.delocate.dataset.record.FaceRecord}
 */
public record FaceLabels(
    String key,
    String dataset,
    String record,
    FaceOrigin origin,
    Optional<String> originalKey,
    Optional<String> compression,
    List<String> identities,
    Map<String, String> traits) {

  /** Of a dataset without traits. */
  public FaceLabels(
      String key,
      String dataset,
      String record,
      FaceOrigin origin,
      Optional<String> originalKey,
      Optional<String> compression,
      List<String> identities) {
    this(key, dataset, record, origin, originalKey, compression, identities, Map.of());
  }

  /** See {@link FaceOrigin#label}. */
  public Label label() {
    return origin.label();
  }

  /** See {@link FaceOrigin#method}. */
  public String method() {
    return origin.method();
  }

  /** See {@link FaceOrigin#split}. */
  public String split() {
    return origin.split();
  }

  /** See {@link FaceOrigin#source}. */
  public String source() {
    return origin.source();
  }
}
