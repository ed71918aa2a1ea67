package org.delocate.experiment.train;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.experiment.bench.Workbench;

/** One training for each source of a store that has pairs to learn from. */
final class SourceTraining {

  private static final String ON = "on ";

  private SourceTraining() {}

  /**
   * The variants, named after their sources.
   *
   * @throws IllegalArgumentException if no source has fakes with mask and original to train on
   */
  static List<Variant> variants(Workbench bench) {
    TreeSet<String> sources = new TreeSet<>();
    for (FaceEntry entry : bench.store().entries()) {
      if (entry.label() == Label.FAKE
          && entry.split().equals("train")
          && entry.mask().isPresent()
          && entry.originalKey().isPresent()) {
        sources.add(entry.source());
      }
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "no source of the store has fakes with a mask and their original in the split train");
    }
    List<Variant> variants = new ArrayList<>();
    for (String source : sources) {
      variants.add(
          new Variant(
              ON + source,
              Variant.Stage1.standard(),
              List.of("sources=[\"" + source.replace("\"", "\\\"") + "\"]")));
    }
    return variants;
  }

  static boolean trainedOn(Variant variant, TestSet set) {
    return variant.name().equals(ON + set.source());
  }
}
