package org.delocate.experiment.train;

import java.util.List;
import java.util.Map;
import org.delocate.experiment.bench.Workbench;

/** Training and testing on the same source: the easiest case. */
public final class IntraExperiment extends TrainingExperiment {

  @Override
  public String name() {
    return "intra";
  }

  @Override
  public String purpose() {
    return "How good is the detector on faces it has not seen, from the dataset that it was trained"
        + " on?";
  }

  @Override
  List<Variant> variants(Workbench bench) {
    List<TestSet> sets = TestSet.ofSources(bench);
    List<Variant> tested =
        SourceTraining.variants(bench).stream()
            .filter(v -> sets.stream().anyMatch(set -> SourceTraining.trainedOn(v, set)))
            .toList();
    if (tested.isEmpty()) {
      throw new IllegalArgumentException(
          "no source can be both trained on (fakes with mask and original in the split train) and"
              + " tested (real and forged faces in test or val)");
    }
    return tested;
  }

  @Override
  List<TestSet> testSets(Workbench bench) {
    List<Variant> variants = SourceTraining.variants(bench);
    return TestSet.ofSources(bench).stream()
        .filter(set -> variants.stream().anyMatch(v -> SourceTraining.trainedOn(v, set)))
        .toList();
  }

  @Override
  boolean measured(Variant variant, TestSet set) {
    return SourceTraining.trainedOn(variant, set);
  }

  @Override
  boolean unseen(Variant variant, TestSet set) {
    return false;
  }

  @Override
  Map<String, String> remarks() {
    return Map.of();
  }
}
