package org.delocate.storage;

import java.io.Serial;

/** The database or the disk does not do what is asked; it may later. */
public final class StorageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
