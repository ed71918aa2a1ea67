package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.training.configuration.ConfigurationException;

/** The frames of clips whose next frame is known. */
final class ClipMoments {

  private ClipMoments() {}

  /**
   * Of each person of a clip of the splits, in order, each frame and the one a moment after it.
   *
   * @throws ConfigurationException if there are none
   */
  static Map<String, List<List<FaceEntry>>> byPerson(
      FaceStore store, TextureConfiguration.Clips clips) {
    Map<String, FaceEntry> later = new LinkedHashMap<>();
    store.entries().stream()
        .filter(FaceEntry::isNeighbour)
        .forEach(entry -> later.put(entry.key(), entry));
    Map<String, List<List<FaceEntry>>> people = new LinkedHashMap<>();
    store.entries().stream()
        .filter(entry -> clips.splits().contains(entry.split()))
        .filter(entry -> later.containsKey(entry.neighbourKey()))
        .forEach(
            entry ->
                people
                    .computeIfAbsent(entry.personKey(), key -> new ArrayList<>())
                    .add(List.of(entry, later.get(entry.neighbourKey()))));
    if (people.isEmpty()) {
      throw new ConfigurationException(
          clips.worlds()
              + " has no faces of the splits "
              + clips.splits()
              + " with the frame a moment later (prepare --neighbours)");
    }
    return people;
  }
}
