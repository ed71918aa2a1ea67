package org.delocate.dataset.store;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.dataset.record.Annotated;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FrameKeys;

/**
 * A face in the store's index: everything to choose faces by, and where the rest lies.
 *
 * @param labels who it is and what is known of it
 * @param shard the tar file
 * @param face where the crop's PNG lies in it
 * @param mask where the mask's PNG lies, if there is one
 * @param json where the rest lies
 */
public record FaceEntry(FaceLabels labels, Path shard, Span face, Optional<Span> mask, Span json)
    implements Annotated {

  /** See {@link FaceLabels#key}. */
  public String key() {
    return labels.key();
  }

  /** See {@link FaceLabels#record}. */
  public String record() {
    return labels.record();
  }

  @Override
  public FaceOrigin origin() {
    return labels.origin();
  }

  @Override
  public FaceAnnotations annotations() {
    return labels.annotations();
  }

  /** See {@link FaceLabels#originalKey}. */
  public Optional<String> originalKey() {
    return labels.originalKey();
  }

  /**
   * Whether this is the frame a moment after that of another face, cut where that one lies: the
   * difference of the two crops is what moved.
   */
  public boolean isNeighbour() {
    return FrameKeys.isNeighbour(key());
  }

  /** The key without the frame: all faces of one person of a record have the same. */
  public String personKey() {
    return FrameKeys.personOf(key());
  }

  /** The key that the face a moment after this one has, if the store holds one. */
  public String neighbourKey() {
    return FrameKeys.neighbourOf(key());
  }

  /** Bytes of a file: {@code length} from {@code offset}. */
  public record Span(long offset, int length) {}
}
