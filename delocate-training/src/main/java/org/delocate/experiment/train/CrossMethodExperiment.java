package org.delocate.experiment.train;

import java.util.List;
import java.util.Map;
import org.delocate.experiment.bench.StillForgers;
import org.delocate.experiment.bench.Workbench;

/** Training on all forgers but one, testing on each: does it carry over to the one left out? */
public final class CrossMethodExperiment extends TrainingExperiment {

  private static final String WITHOUT = "without ";

  @Override
  public String name() {
    return "cross-method";
  }

  @Override
  public String purpose() {
    return "Trained on some forgers, does the detector find the forgeries of another? All"
        + " rotations.";
  }

  @Override
  List<Variant> variants(Workbench bench) {
    return StillForgers.names().stream().map(CrossMethodExperiment::without).toList();
  }

  private static Variant without(String forger) {
    List<String> others =
        StillForgers.names().stream().filter(name -> !name.equals(forger)).toList();
    return new Variant(
        WITHOUT + forger,
        Variant.Stage1.standard(),
        List.of("ownForgeries=1", "forgers=[" + String.join(", ", others) + "]"));
  }

  @Override
  List<TestSet> testSets(Workbench bench) {
    return TestSet.ofForgers(bench);
  }

  @Override
  boolean unseen(Variant variant, TestSet set) {
    return variant.name().equals(WITHOUT + set.name());
  }

  @Override
  Map<String, String> remarks() {
    return Map.of(
        "methods",
        "our forgers, on the fly from the real faces of the split train; the dataset's own fakes"
            + " are left out. * marks the forger that the training never saw");
  }
}
