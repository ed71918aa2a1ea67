package org.delocate.media.library;

/**
 * What sizes of frames are accepted.
 *
 * @param maxPixels largest number of pixels of a frame; larger ones are refused before memory is
 *     asked for
 * @param minSide shortest side of a frame in pixels; a face in a smaller one cannot be analysed
 */
public record MediaLimits(long maxPixels, int minSide) {

  /** Twice 8K and any photograph of a common camera, but not 16K. [ours] */
  private static final long DEFAULT_MAX_PIXELS = 8192L * 8192;

  private static final int DEFAULT_MIN_SIDE = 64;

  /** A frame is copied into one Java array of three bytes a pixel. */
  private static final long POSSIBLE_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  public MediaLimits {
    if (minSide < 1) {
      throw new IllegalArgumentException("a smallest side of " + minSide + " pixels");
    }
    if (maxPixels < (long) minSide * minSide || maxPixels > POSSIBLE_PIXELS) {
      throw new IllegalArgumentException(
          maxPixels
              + " pixels are not between the square of the smallest side and "
              + POSSIBLE_PIXELS);
    }
  }

  /** At least 64 pixels a side, at most 8192 x 8192 pixels. */
  public static MediaLimits defaults() {
    return new MediaLimits(DEFAULT_MAX_PIXELS, DEFAULT_MIN_SIDE);
  }

  /** Every size that can be held at all, for pictures that are trusted. */
  public static MediaLimits any() {
    return new MediaLimits(POSSIBLE_PIXELS, 1);
  }

  /** Up to four times as many pixels, for what is halved once it is decoded. */
  public MediaLimits ofFourTimes() {
    return new MediaLimits(Math.min(4 * maxPixels, POSSIBLE_PIXELS), minSide);
  }

  /**
   * Refuses a size outside the limits.
   *
   * @throws MediaException TOO_LARGE or TOO_SMALL
   */
  public void check(String name, long width, long height) {
    if (width * height > maxPixels) {
      throw new MediaException(
          MediaException.Reason.TOO_LARGE,
          ("%s: %d x %d pixels are more than the limit of %d; a JPEG, a PNG without a palette,"
                  + " and a HEIC or AVIF of tiles may have four times as many")
              .formatted(name, width, height, maxPixels));
    }
    if (Math.min(width, height) < minSide) {
      throw new MediaException(
          MediaException.Reason.TOO_SMALL,
          "%s: %d x %d pixels; at least %d a side are needed"
              .formatted(name, width, height, minSide));
    }
  }
}
