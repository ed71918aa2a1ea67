package org.delocate.spark;

/** What became of a file. */
enum Outcome {
  FORGED("forged"),
  AUTHENTIC("authentic"),
  NO_VERDICT("without a verdict"),
  FAILED("failed"),
  /** An earlier run has a row of it. */
  KNOWN("known from earlier runs"),
  /** Neither a video nor a picture, nor called so. */
  NO_MEDIA("no video or picture");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** For a sentence with a number before it. */
  String words() {
    return words;
  }
}
