package org.delocate.detection.result;

/**
 * How often real clips that the model had not seen show as much evidence as this.
 *
 * @param share of them, as measured, 0 to 1
 * @param upTo upper end of its 95 % interval, at least {@code share}, at most 1
 * @param clips real clips that it was measured on
 * @param pages sources of these clips
 */
public record FalseAlarms(double share, double upTo, int clips, int pages) {

  public FalseAlarms {
    if (!(share >= 0 && share <= upTo && upTo <= 1)) {
      throw new IllegalArgumentException("a share of " + share + ", up to " + upTo);
    }
  }
}
