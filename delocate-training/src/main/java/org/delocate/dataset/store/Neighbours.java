package org.delocate.dataset.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The faces of a store that show others a moment later. */
public final class Neighbours {

  private final Map<String, FaceEntry> known = new HashMap<>();

  /** Looks them up in the index. */
  public Neighbours(FaceStore store) {
    store.entries().stream()
        .filter(FaceEntry::isNeighbour)
        .forEach(entry -> known.put(entry.key(), entry));
  }

  /** The frames after a face, in order; as many as the store has without a gap. */
  public List<FaceEntry> of(FaceEntry face) {
    List<FaceEntry> later = new ArrayList<>();
    FaceEntry next = known.get(face.neighbourKey(0));
    while (next != null) {
      later.add(next);
      next = known.get(face.neighbourKey(later.size()));
    }
    return later;
  }
}
