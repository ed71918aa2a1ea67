package org.delocate.dataset.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something with what its dataset says of it. */
public interface Annotated extends HasOrigin {

  /** What the dataset says of it beside its origin. */
  FaceAnnotations annotations();

  /** See {@link FaceAnnotations#compression}. */
  default Optional<String> compression() {
    return annotations().compression();
  }

  /** See {@link FaceAnnotations#identities}. */
  default List<String> identities() {
    return annotations().identities();
  }

  /** See {@link FaceAnnotations#traits}. */
  default Map<String, String> traits() {
    return annotations().traits();
  }
}
