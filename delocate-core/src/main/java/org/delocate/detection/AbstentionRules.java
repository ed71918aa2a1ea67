package org.delocate.detection;

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
   * 64 pixels and 3 faces. Below 64 pixels smallness itself looks authentic to the shipped model:
   * the smaller a face, the more often it is called so, forged ones among them ({@code experiment
   * shortcuts}).
   */
  public static AbstentionRules defaults() {
    return new AbstentionRules(64, 3);
  }
}
