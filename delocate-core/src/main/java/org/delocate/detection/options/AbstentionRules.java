package org.delocate.detection.options;

/**
 * When the detector says nothing rather than guess [ours].
 *
 * @param minimumFaceSide pixels of the frame: a face whose landmarks span less than this, in width
 *     or in height, is not scored, since the crop would be made up of interpolated pixels
 * @param minimumFaces scored faces that a person needs in a video before a verdict is given; a
 *     picture needs one
 */
public record AbstentionRules(int minimumFaceSide, int minimumFaces) {

  public AbstentionRules {
    if (minimumFaceSide < 1 || minimumFaces < 1) {
      throw new IllegalArgumentException(
          "the least face side and the least number of faces are at least 1");
    }
  }

  /**
   * 64 pixels and 3 faces. From there down, the share of forged faces that the shipped model calls
   * authentic rises again where it does not know their kind ({@code experiment shortcuts}).
   */
  public static AbstentionRules defaults() {
    return new AbstentionRules(64, 3);
  }
}
