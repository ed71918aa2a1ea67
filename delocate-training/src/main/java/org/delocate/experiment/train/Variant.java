package org.delocate.experiment.train;

import java.util.List;

/**
 * One training of stage 2 that an experiment compares with others.
 *
 * @param name in tables and folders
 * @param recovering its stage 1
 * @param overrides {@code key=value} of stage 2 that make it what it is
 */
record Variant(String name, Stage1 recovering, List<String> overrides) {

  Variant {
    overrides = List.copyOf(overrides);
  }

  /**
   * A training of stage 1 that variants share.
   *
   * @param name in folders
   * @param given whether it is the checkpoint that the settings name, if they name one; it is
   *     trained otherwise
   * @param overrides {@code key=value} of stage 1
   */
  record Stage1(String name, boolean given, List<String> overrides) {

    /** The method's own: facial parts are masked. */
    static Stage1 standard() {
      return new Stage1("facial-part", true, List.of("masking=facial-part"));
    }

    /** Trained within the experiment, whatever the settings name: for comparisons of stage 1. */
    static Stage1 masking(String strategy) {
      return new Stage1(strategy, false, List.of("masking=" + strategy));
    }
  }

  /** What decides how long a step takes. */
  String pace() {
    return overrides.stream()
        .filter(override -> override.startsWith("metaLearning.mode="))
        .map(override -> override.substring(override.indexOf('=') + 1))
        .findFirst()
        .orElse("plain");
  }
}
