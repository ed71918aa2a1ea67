package org.delocate.dataset;

import java.io.Serial;

/** A picture that gives no face to the store; never leaves {@link FaceExtractor}. */
final class NoFaceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  final SkippedRecord.Reason reason;

  NoFaceException(SkippedRecord.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }
}
