package org.delocate.training.localization;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.delocate.dataset.store.StoreDescription;
import org.delocate.dataset.store.StoredFace;

/**
 * The faces that were read last, for as long as memory allows: an experiment trains many variants
 * on the same ones, and reading them takes a minute.
 */
final class LastFaces {

  private static SoftReference<Loaded> last = new SoftReference<>(null);

  private LastFaces() {}

  /**
   * What decides on which faces are read.
   *
   * @param folder of the store, absolute
   * @param sources empty for all
   */
  record Choice(Path folder, StoreDescription description, List<String> sources) {}

  private record Loaded(Choice choice, List<StoredFace> faces) {}

  /**
   * The faces of a choice.
   *
   * @param reader is asked if they are not there any more
   */
  static synchronized List<StoredFace> of(Choice choice, Supplier<List<StoredFace>> reader) {
    Loaded kept = last.get();
    if (kept == null || !kept.choice().equals(choice)) {
      kept = null;
      last.clear();
      List<StoredFace> faces = List.copyOf(reader.get());
      kept = new Loaded(choice, faces);
      last = new SoftReference<>(kept);
    }
    return kept.faces();
  }
}
