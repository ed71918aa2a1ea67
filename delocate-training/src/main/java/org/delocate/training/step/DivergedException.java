package org.delocate.training.step;

import java.io.Serial;
import java.util.List;

/** Training produced numbers that are not finite; the last checkpoint is still good. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** As many faces as a message names. */
  private static final int NAMED = 32;

  public DivergedException(String message) {
    super(message);
  }

  /**
   * @param what was not finite
   * @param step counted from 0
   * @param keys of the faces in the store
   */
  public static DivergedException of(String what, long step, List<String> keys) {
    List<String> first = keys.subList(0, Math.min(NAMED, keys.size()));
    String more = keys.size() > NAMED ? " and " + (keys.size() - NAMED) + " more" : "";
    return new DivergedException(
        "step "
            + step
            + ": the "
            + what
            + "; nothing was learnt from it and the last checkpoint is good. Faces of the step: "
            + String.join(", ", first)
            + more);
  }
}
