package org.delocate.training.configuration;

import java.io.Serial;

/** A configuration that cannot be used; the message says which key and why. */
public final class ConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
