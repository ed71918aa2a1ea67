package org.delocate.dataset.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dataset says of a face, picture or video beside where it comes from.
 *
 * @param compression the dataset's name of the quality or distortion, such as {@code c23}
 * @param identities the people in it: of a fake first who is seen, then whose face was put there;
 *     empty where the dataset does not say
 * @param traits what else a measurement may want to tell records apart by, such as the {@code
 *     family} of a generator or the {@code overlay} on the picture; never what has a place of its
 *     own
 */
public record FaceAnnotations(
    Optional<String> compression, List<String> identities, Map<String, String> traits) {

  /** Of a dataset that says nothing more. */
  public static final FaceAnnotations NONE =
      new FaceAnnotations(Optional.empty(), List.of(), Map.of());

  public FaceAnnotations {
    identities = List.copyOf(identities);
    traits = Map.copyOf(traits);
  }
}
