package org.delocate.forgery.file;

/** A file in which there is no face to forge, or to take from. */
public final class NoFaceFoundException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoFaceFoundException(String message) {
    super(message);
  }
}
