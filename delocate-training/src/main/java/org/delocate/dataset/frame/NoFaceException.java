package org.delocate.dataset.frame;

import java.io.Serial;
import org.delocate.dataset.record.SkippedRecord;

/**
 * A picture that gives no face to the store; never leaves {@link
 * org.delocate.dataset.prepare.FaceExtractor}.
 */
public final class NoFaceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final SkippedRecord.Reason reason;

  public NoFaceException(SkippedRecord.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why the store goes without it. */
  public SkippedRecord.Reason reason() {
    return reason;
  }
}
