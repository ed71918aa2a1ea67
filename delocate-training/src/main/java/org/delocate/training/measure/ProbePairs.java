package org.delocate.training.measure;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import java.util.List;
import org.delocate.setting.Setting;

/** Of which faces the pairs of a probe are made, and how. */
public record ProbePairs(
    @Setting(source = RUN, value = "which sources of the store to use; empty: all")
        List<String> sources,
    @Setting(
            source = OURS,
            max = 1,
            value = "share of the pairs whose forged face is made by forgers")
        double ownForgeries,
    @Setting(source = OURS, value = "names of our own forgers, drawn evenly") List<String> forgers,
    @Setting(source = OURS, max = 1, value = "share of the pairs that are degraded as uploads are")
        double degraded) {

  public ProbePairs {
    sources = List.copyOf(sources);
    forgers = List.copyOf(forgers);
    if (ownForgeries > 0 && forgers.isEmpty()) {
      throw new IllegalArgumentException("ownForgeries needs forgers");
    }
  }

  /** Those of the dataset. */
  static ProbePairs ofDataset() {
    return new ProbePairs(List.of(), 0, List.of("self-blended", "part-swap"), 0);
  }

  /** Whether they may be made of faces of a source. */
  boolean uses(String source) {
    return sources.isEmpty() || sources.contains(source);
  }
}
