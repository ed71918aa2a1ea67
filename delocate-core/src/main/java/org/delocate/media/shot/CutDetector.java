package org.delocate.media.shot;

/**
 * Tells a cut from motion and from flashes by the luma of a coarse grid.
 *
 * <p>Two frames are compared by the correlation of their block means, which does not change when
 * the light does. A cut is a dissimilarity that is large in itself and far above what the shot's
 * own motion has produced lately. A picture that returns within a few frames was hidden by a flash
 * or a dropout, not cut. Frames without structure (black, white, fades) are passed over. [ours]
 */
final class CutDetector {

  static final int SAMPLES_ACROSS = 64;
  static final int SAMPLES_DOWN = 36;

  private static final int BLOCK = 4;
  private static final int BLOCKS_ACROSS = SAMPLES_ACROSS / BLOCK;
  private static final int BLOCKS_DOWN = SAMPLES_DOWN / BLOCK;

  /**
   * Standard deviation of the block means, in grey levels, below which a frame has no structure.
   */
  private static final double LEAST_CONTRAST = 4;

  /** One minus the correlation, from 0 (same picture) to 2 (negative). */
  private static final double LEAST_CHANGE = 0.25;

  private static final double TIMES_USUAL_CHANGE = 6;
  private static final double SAME_PICTURE = 0.1;
  private static final double MEMORY = 0.85;

  /** Frames until it is settled whether the picture has changed for good. */
  static final int LONGEST_FLASH = 6;

  private double[] previous;
  private double usualChange;
  private double[] beforeCut;
  private int framesSinceCut;
  private int shot;

  /**
   * Takes the next frame.
   *
   * @param picture what {@link #structure} says of it
   * @return the number of its shot, from 0; the number falls back by one where what had seemed a
   *     cut turns out to be a flash
   */
  int accept(double[] picture) {
    framesSinceCut++;
    if (picture == null) {
      return shot;
    }
    if (previous == null) {
      previous = picture;
      return shot;
    }
    double change = 1 - correlation(previous, picture);
    if (beforeCut != null
        && framesSinceCut <= LONGEST_FLASH
        && change > SAME_PICTURE
        && 1 - correlation(beforeCut, picture) < SAME_PICTURE) {
      shot--;
      beforeCut = null;
    } else if (change > Math.max(LEAST_CHANGE, TIMES_USUAL_CHANGE * usualChange)) {
      shot++;
      beforeCut = previous;
      framesSinceCut = 0;
    } else {
      usualChange = MEMORY * usualChange + (1 - MEMORY) * change;
    }
    previous = picture;
    return shot;
  }

  /**
   * What a frame shows, whatever its light: block means with mean 0 and length 1, or null if they
   * hardly differ.
   *
   * @param luma {@value #SAMPLES_DOWN} rows of {@value #SAMPLES_ACROSS} samples, 0 to 255
   */
  static double[] structure(byte[] luma) {
    double[] blocks = new double[BLOCKS_ACROSS * BLOCKS_DOWN];
    for (int y = 0; y < SAMPLES_DOWN; y++) {
      for (int x = 0; x < SAMPLES_ACROSS; x++) {
        blocks[y / BLOCK * BLOCKS_ACROSS + x / BLOCK] += luma[y * SAMPLES_ACROSS + x] & 0xFF;
      }
    }
    double mean = 0;
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] /= BLOCK * BLOCK;
      mean += blocks[i] / blocks.length;
    }
    double squares = 0;
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] -= mean;
      squares += blocks[i] * blocks[i];
    }
    if (Math.sqrt(squares / blocks.length) < LEAST_CONTRAST) {
      return null;
    }
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] /= Math.sqrt(squares);
    }
    return blocks;
  }

  /** From -1 for the negative to 1 for the same picture. */
  static double correlation(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
