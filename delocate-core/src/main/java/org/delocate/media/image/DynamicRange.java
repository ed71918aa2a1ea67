package org.delocate.media.image;

/** How bright the whites of a video or picture may be. */
public enum DynamicRange {
  /** Standard: the brightest value is paper white. */
  SDR("standard"),
  /**
   * Hybrid Log-Gamma (ARIB STD-B67), as phones and broadcasters record it; Dolby Vision 8.4 too.
   */
  HLG("HLG"),
  /** Perceptual Quantizer (SMPTE ST 2084): HDR10, HDR10+ and most of Dolby Vision. */
  PQ("PQ");

  private final String shown;

  DynamicRange(String shown) {
    this.shown = shown;
  }

  /** The name that stands in reports: {@code standard}, {@code HLG} or {@code PQ}. */
  public String shown() {
    return shown;
  }
}
