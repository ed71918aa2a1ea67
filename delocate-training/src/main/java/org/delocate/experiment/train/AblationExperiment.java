package org.delocate.experiment.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.experiment.bench.Workbench;

/** What each part of the method is worth: it is left out, all else equal. */
public final class AblationExperiment extends TrainingExperiment {

  private static final String META = "metaLearning.mode=first-order";

  @Override
  public String name() {
    return "ablation";
  }

  @Override
  public String purpose() {
    return "What is each part of the method worth: the masking strategy, stage 1, mapping,"
        + " localization, meta-learning?";
  }

  @Override
  List<Variant> variants(Workbench bench) {
    Variant.Stage1 standard = Variant.Stage1.standard();
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("full", standard, List.of(META)));
    variants.add(new Variant("no stage 1", standard, List.of(META, "components.recovery=false")));
    variants.add(new Variant("no mapping", standard, List.of(META, "components.mapping=false")));
    variants.add(
        new Variant("no localization", standard, List.of(META, "components.localization=false")));
    variants.add(new Variant("no meta-learning", standard, List.of("metaLearning.mode=off")));
    variants.add(new Variant("second order", standard, List.of("metaLearning.mode=second-order")));
    for (String masking : List.of("facial-part", "roi", "whole-part", "random", "block")) {
      variants.add(
          new Variant("masking " + masking, Variant.Stage1.masking(masking), List.of(META)));
    }
    return variants;
  }

  @Override
  List<TestSet> testSets(Workbench bench) {
    return TestSet.ofSources(bench);
  }

  @Override
  boolean unseen(Variant variant, TestSet set) {
    return false;
  }

  @Override
  Map<String, String> remarks() {
    Map<String, String> remarks = new LinkedHashMap<>();
    remarks.put("full", "all parts, meta-learning of first order");
    remarks.put(
        "masking",
        "stage 1 trained anew with that strategy, all for equally many steps; compare these"
            + " with each other");
    return remarks;
  }
}
