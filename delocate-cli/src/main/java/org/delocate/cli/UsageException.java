package org.delocate.cli;

/**
 * What the user asked for cannot be done as asked; the message says what to change. Ends with exit
 * code 2.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
