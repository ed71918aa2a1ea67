package org.delocate.spark;

/** What the user asked for cannot be done as asked; the message says what to change. */
final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchException(String message) {
    super(message);
  }

  BatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
