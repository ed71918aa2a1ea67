package org.delocate.training.pair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.store.StoredFace;
import org.delocate.training.configuration.ConfigurationException;

/** The real faces of many worlds, drawn evenly from pages however many faces each has. */
final class RealClips {

  /** How often the real face beside a forged one is of the same page, where that has one. [ours] */
  private static final double SAME_PAGE = 0.5;

  /** How often it is the very frame that was forged, where that is known. [ours] */
  private static final double SAME_FRAME = 0.7;

  private final Map<String, StoredFace> byKey = new LinkedHashMap<>();
  private final Map<String, List<StoredFace>> byPage = new LinkedHashMap<>();
  private final List<List<StoredFace>> pages;

  /**
   * @param faces real ones, at least one; their source is the page
   */
  RealClips(List<StoredFace> faces) {
    if (faces.isEmpty()) {
      throw new ConfigurationException("the worlds hold no real faces in the chosen splits");
    }
    for (StoredFace face : faces) {
      byKey.put(face.key(), face);
      byPage.computeIfAbsent(face.source(), page -> new ArrayList<>()).add(face);
    }
    pages = List.copyOf(byPage.values());
  }

  /** The real frame that a forged one was made from, now and then, if it is here. */
  Optional<StoredFace> original(StoredFace forged, SplittableRandom random) {
    Optional<StoredFace> original = forged.originalKey().map(byKey::get);
    return random.nextDouble() < SAME_FRAME ? original : Optional.empty();
  }

  /** Another real face: of the same page now and then, otherwise of any. */
  StoredFace beside(StoredFace forged, SplittableRandom random) {
    List<StoredFace> same = byPage.get(forged.source());
    boolean here = random.nextDouble() < SAME_PAGE && same != null;
    List<StoredFace> from = here ? same : pages.get(random.nextInt(pages.size()));
    return from.get(random.nextInt(from.size()));
  }

  /** As many faces as there are, every page as often as any other; some faces come repeatedly. */
  List<StoredFace> evenly() {
    List<StoredFace> even = new ArrayList<>(byKey.size());
    for (int i = 0; i < byKey.size(); i++) {
      List<StoredFace> page = pages.get(i % pages.size());
      even.add(page.get(i / pages.size() % page.size()));
    }
    return even;
  }
}
