package org.delocate.training.run;

/** What a run is doing, as its page says it. */
public enum RunStatus {
  RUNNING("running", "authentic"),
  FINISHED("finished", "authentic"),
  ENDED_EARLY("ended early", "authentic"),
  STOPPED("stopped", "none"),
  FAILED("failed", "forged");

  private final String words;
  private final String style;

  RunStatus(String words, String style) {
    this.words = words;
    this.style = style;
  }

  String words() {
    return words;
  }

  /** Class of the style sheet that all pages share. */
  String style() {
    return style;
  }
}
