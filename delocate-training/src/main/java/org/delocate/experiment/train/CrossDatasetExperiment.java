package org.delocate.experiment.train;

import java.util.List;
import java.util.Map;
import org.delocate.experiment.bench.Workbench;

/** Training on one source, testing on all: does it carry over to other datasets? */
public final class CrossDatasetExperiment extends TrainingExperiment {

  @Override
  public String name() {
    return "cross-dataset";
  }

  @Override
  public String purpose() {
    return "Trained on one dataset, does the detector find the forgeries of others?";
  }

  @Override
  List<Variant> variants(Workbench bench) {
    return SourceTraining.variants(bench);
  }

  @Override
  List<TestSet> testSets(Workbench bench) {
    return TestSet.ofSources(bench);
  }

  @Override
  boolean unseen(Variant variant, TestSet set) {
    return !SourceTraining.trainedOn(variant, set);
  }

  @Override
  Map<String, String> remarks() {
    return Map.of(
        "mark",
        "* marks a dataset that stage 2 never saw; stage 1 learns from all real"
            + " training faces of the store");
  }
}
