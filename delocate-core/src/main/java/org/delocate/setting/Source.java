package org.delocate.setting;

import java.util.Locale;

/** Who says that a value is what it is by default. */
public enum Source {
  /** The authors' abstract or summary. */
  PAPER,
  /** Others, who summarised the paper: a lead, not a certainty. */
  REPORTED,
  /** This project, where the paper is silent. */
  OURS,
  /** Nobody: it says where something lies or what a run is carried out with, not how. */
  RUN;

  /** As documents write it: {@code [ours]}; of {@link #RUN}, which has no tag, {@code [run]}. */
  public String tag() {
    return "[" + name().toLowerCase(Locale.ROOT) + "]";
  }
}
