package org.delocate.cli.option;

/**
 * What the user asked for cannot be done as asked; the message says what to change. Ends with exit
 * code 2.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
