package org.delocate.training;

import java.io.Serial;

/** Training produced numbers that are not finite; the last checkpoint is still good. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public DivergedException(String message) {
    super(message);
  }
}
