package org.delocate.experiment.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.delocate.dataset.store.FaceEntry;

/**
 * A sample of faces by chance: whole videos, a fake and its original together where both are there.
 */
public final class FaceSample {

  private FaceSample() {}

  /**
   * Draws videos until there are enough faces; all of them if there are not more.
   *
   * @param most faces; the last video may bring a few more
   * @return in the order of the entries
   */
  public static List<FaceEntry> of(List<FaceEntry> entries, int most, long seed) {
    if (entries.size() <= most) {
      return entries;
    }
    // Keys of frames begin alike: what a fake was made from names its group.
    Map<String, List<FaceEntry>> groups =
        Workbench.grouped(
            entries,
            entry ->
                entry.originalKey().orElse(entry.key()).replaceFirst("_f\\d{6}n?(?:_t\\d+)?$", ""));
    List<List<FaceEntry>> shuffled = new ArrayList<>(groups.values());
    Collections.shuffle(shuffled, new Random(seed));
    Set<String> chosen = new HashSet<>();
    for (List<FaceEntry> group : shuffled) {
      if (chosen.size() >= most) {
        break;
      }
      group.forEach(entry -> chosen.add(entry.key()));
    }
    return entries.stream().filter(entry -> chosen.contains(entry.key())).toList();
  }
}
