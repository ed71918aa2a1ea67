package org.delocate.detection.options;

import org.delocate.face.align.Sharpness;

/**
 * When the detector says nothing rather than guess [ours].
 *
 * @param minimumFaceSide pixels of the frame: a face whose landmarks span less than this, in width
 *     or in height, is not scored, since the crop would be made up of interpolated pixels
 * @param minimumSharpness {@link Sharpness} of the aligned face with its surroundings: a softer one
 *     is not scored, since what blur leaves looks like what forgers leave; 0 or more
 * @param minimumFaces scored faces that a person needs in a video before a verdict is given; a
 *     picture needs one
 */
public record AbstentionRules(int minimumFaceSide, double minimumSharpness, int minimumFaces) {

  /** Of the shipped model's view of 192 pixels. [ours] */
  private static final double SHARPNESS = 11.5;

  public AbstentionRules {
    if (minimumFaceSide < 1 || minimumFaces < 1) {
      throw new IllegalArgumentException(
          "the least face side and the least number of faces are at least 1");
    }
    if (!(minimumSharpness >= 0 && Double.isFinite(minimumSharpness))) {
      throw new IllegalArgumentException("a least sharpness of " + minimumSharpness);
    }
  }

  /** With the {@linkplain #defaults usual} sharpness. */
  public AbstentionRules(int minimumFaceSide, int minimumFaces) {
    this(minimumFaceSide, SHARPNESS, minimumFaces);
  }

  /**
   * 64 pixels, a sharpness of 11.5 and 3 faces. Of the real clips of {@code experiment worlds} 1 in
   * 100 is softer; blurred by two pixels or more of the aligned face, nearly all are. From 64
   * pixels down, the share of forged faces that the shipped model calls authentic rises again where
   * it does not know their kind ({@code experiment shortcuts}).
   */
  public static AbstentionRules defaults() {
    return new AbstentionRules(64, SHARPNESS, 3);
  }
}
