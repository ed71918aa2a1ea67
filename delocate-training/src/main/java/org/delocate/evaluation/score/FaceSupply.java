package org.delocate.evaluation.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.media.image.Image;

/** Faces to evaluate, read one at a time: a dataset need not fit into memory. */
public interface FaceSupply {

  /**
   * A face with its place among others.
   *
   * @param face picture, landmarks and truth
   * @param video the picture or video that it is a frame of
   * @param group the video that it stems from
   * @param later the stored crop of the frame a moment later, cut at the same place, if there is
   *     one
   */
  record Member(StoredFace face, String video, String group, Optional<Image> later) {

    /** A face of which no later frame is known. */
    public Member(StoredFace face, String video, String group) {
      this(face, video, group, Optional.empty());
    }
  }

  /** How many faces there are. */
  int size();

  /** Reads or makes a face; called once for each. */
  Member get(int index);

  /** The faces of a store that a filter lets through, in the store's order. */
  static FaceSupply of(FaceStore store, Predicate<FaceEntry> filter) {
    return of(store, store.entries().stream().filter(filter).toList());
  }

  /** Chosen faces of a store. */
  static FaceSupply of(FaceStore store, List<FaceEntry> entries) {
    StoreVideos videos = new StoreVideos(store);
    Map<String, FaceEntry> neighbours = new HashMap<>();
    store.entries().stream()
        .filter(FaceEntry::isNeighbour)
        .forEach(entry -> neighbours.put(entry.key(), entry));
    return new FaceSupply() {
      @Override
      public int size() {
        return entries.size();
      }

      @Override
      public Member get(int index) {
        FaceEntry entry = entries.get(index);
        Optional<Image> later =
            Optional.ofNullable(neighbours.get(entry.neighbourKey()))
                .map(neighbour -> store.read(neighbour).crop());
        return new Member(store.read(entry), entry.record(), videos.group(entry), later);
      }
    };
  }
}
