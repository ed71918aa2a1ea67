package org.delocate.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.measure.CalibrationExperiment;
import org.delocate.experiment.measure.FairnessExperiment;
import org.delocate.experiment.measure.LocalizationExperiment;
import org.delocate.experiment.measure.RobustnessExperiment;
import org.delocate.experiment.measure.ShortcutsExperiment;
import org.delocate.experiment.train.AblationExperiment;
import org.delocate.experiment.train.CrossDatasetExperiment;
import org.delocate.experiment.train.CrossMethodExperiment;
import org.delocate.experiment.train.IntraExperiment;
import org.delocate.experiment.world.EditsExperiment;
import org.delocate.experiment.world.WorldsExperiment;

/** The experiments by name. A new one is a line here. */
public final class Experiments {

  private static final Map<String, Experiment> NAMED = new LinkedHashMap<>();

  static {
    Stream.of(
            new IntraExperiment(),
            new CrossMethodExperiment(),
            new CrossDatasetExperiment(),
            new LocalizationExperiment(),
            new AblationExperiment(),
            new RobustnessExperiment(),
            new ShortcutsExperiment(),
            new FairnessExperiment(),
            new CalibrationExperiment(),
            new WorldsExperiment(),
            new EditsExperiment())
        .forEach(experiment -> NAMED.put(experiment.name(), experiment));
  }

  private Experiments() {}

  /** The known names, in order. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /**
   * An experiment.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static Experiment named(String name) {
    Experiment experiment = NAMED.get(name);
    if (experiment == null) {
      throw new IllegalArgumentException(
          "there is no experiment '" + name + "'; there are " + String.join(", ", names()));
    }
    return experiment;
  }
}
