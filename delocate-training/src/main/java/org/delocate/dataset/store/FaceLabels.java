package org.delocate.dataset.store;

import java.util.Optional;
import org.delocate.dataset.record.Annotated;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;

/**
 * Who a face of the store is, and what its dataset says of it.
 *
 * @param key unique inside the store
 * @param dataset layout that it comes from
 * @param record the {@link org.delocate.dataset.record.FaceRecord}'s id; frames of one video share
 *     it
 * @param origin where it comes from
 * @param originalKey key of the real face behind a fake, if known
 * @param annotations what else the dataset says of it
 */
public record FaceLabels(
    String key,
    String dataset,
    String record,
    FaceOrigin origin,
    Optional<String> originalKey,
    FaceAnnotations annotations)
    implements Annotated {}
