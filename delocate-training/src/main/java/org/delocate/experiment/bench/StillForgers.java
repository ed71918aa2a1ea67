package org.delocate.experiment.bench;

import java.util.List;
import org.delocate.forgery.forger.Forgers;

/** Those of our forgers that differ on single pictures, which is what experiments forge. */
public final class StillForgers {

  /** Swaps parts as {@code part-swap} does; only over time do they wander. */
  private static final String SAME_ON_STILLS = "wandering-parts";

  private StillForgers() {}

  /**
   * Their names, in order. A forger under two names would be left out of a training and stay in it.
   */
  public static List<String> names() {
    return Forgers.names().stream().filter(name -> !name.equals(SAME_ON_STILLS)).toList();
  }
}
