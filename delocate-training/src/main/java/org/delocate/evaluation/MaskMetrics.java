package org.delocate.evaluation;

/**
 * How well painted masks fit the truth, over many pictures of any size. A pixel is forged in the
 * truth from 0.5 up, in the prediction from the threshold up.
 *
 * <p>Pixel AUC and PBCA pool the pixels of all pictures; IoU and F1 are means over the pictures
 * whose truth is not empty (an empty truth has no overlap to measure: such pictures count in PBCA
 * and in {@link #paintedShareOfReal()}). A picture with a forged region and an empty prediction has
 * IoU 0 and F1 0. IINC (Dang et al., 2020): 0 where both are empty, 1 where just one is, else
 * {@code (3 - IoU - overlap/truth - overlap/prediction) / 3}; a mean over all pictures, lower is
 * better.
 */
public final class MaskMetrics {

  /**
   * Probabilities are counted in bins of 1/1000, which bounds the error of the pixel AUC by 0.0005.
   */
  private static final int BINS = 1001;

  private final double threshold;
  private final long[] forgedPixels = new long[BINS];
  private final long[] realPixels = new long[BINS];
  private long rightPixels;
  private long pixels;
  private double intersectionOverUnion;
  private double f1;
  private double iinc;
  private long pictures;
  private long forgedPictures;
  private double paintedShare;

  /**
   * @param threshold probability from which a predicted pixel counts as forged
   */
  public MaskMetrics(double threshold) {
    this.threshold = threshold;
  }

  /** What one picture adds. */
  public record Overlap(long truth, long predicted, long both, long pixels) {

    /** 1 where both are empty. */
    public double intersectionOverUnion() {
      long union = truth + predicted - both;
      return union == 0 ? 1 : (double) both / union;
    }

    /** 1 where both are empty. */
    public double f1() {
      return truth + predicted == 0 ? 1 : 2.0 * both / (truth + predicted);
    }

    double iinc() {
      if (truth == 0 && predicted == 0) {
        return 0;
      }
      if (truth == 0 || predicted == 0) {
        return 1;
      }
      return (3 - intersectionOverUnion() - (double) both / truth - (double) both / predicted) / 3;
    }
  }

  /**
   * Adds one picture.
   *
   * @param truth forgery mask, 0 to 1; all zero for a real face
   * @param prediction probability per pixel, 0 to 1, as long as the truth
   * @return the picture's own overlap
   * @throws IllegalArgumentException if the sizes differ or a value is outside 0 to 1
   */
  public Overlap add(float[] truth, float[] prediction) {
    if (truth.length != prediction.length || truth.length == 0) {
      throw new IllegalArgumentException(
          "a mask of " + truth.length + " pixels against one of " + prediction.length);
    }
    long forged = 0;
    long predicted = 0;
    long both = 0;
    for (int i = 0; i < truth.length; i++) {
      if (!(prediction[i] >= 0 && prediction[i] <= 1)) {
        throw new IllegalArgumentException("pixel " + i + " has probability " + prediction[i]);
      }
      boolean isForged = truth[i] >= 0.5f;
      boolean isPredicted = prediction[i] >= threshold;
      int bin = Math.round(prediction[i] * (BINS - 1));
      (isForged ? forgedPixels : realPixels)[bin]++;
      forged += isForged ? 1 : 0;
      predicted += isPredicted ? 1 : 0;
      both += isForged && isPredicted ? 1 : 0;
      rightPixels += isForged == isPredicted ? 1 : 0;
    }
    pixels += truth.length;
    pictures++;
    Overlap overlap = new Overlap(forged, predicted, both, truth.length);
    iinc += overlap.iinc();
    if (forged > 0) {
      forgedPictures++;
      intersectionOverUnion += overlap.intersectionOverUnion();
      f1 += overlap.f1();
    } else {
      paintedShare += (double) predicted / truth.length;
    }
    return overlap;
  }

  /**
   * Area under the ROC curve of all pixels of all pictures; NaN without forged or without real
   * pixels.
   */
  public double pixelAreaUnderRoc() {
    double wins = 0;
    long realBelow = 0;
    long forgedAll = 0;
    for (int bin = 0; bin < BINS; bin++) {
      wins += forgedPixels[bin] * (realBelow + realPixels[bin] / 2.0);
      realBelow += realPixels[bin];
      forgedAll += forgedPixels[bin];
    }
    return forgedAll == 0 || realBelow == 0 ? Double.NaN : wins / ((double) forgedAll * realBelow);
  }

  /** Mean IoU over pictures with a forged region; NaN without any. */
  public double meanIntersectionOverUnion() {
    return forgedPictures == 0 ? Double.NaN : intersectionOverUnion / forgedPictures;
  }

  /** Mean F1 over pictures with a forged region; NaN without any. */
  public double meanF1() {
    return forgedPictures == 0 ? Double.NaN : f1 / forgedPictures;
  }

  /** Pixel-wise binary accuracy over all pixels of all pictures; NaN without any. */
  public double pixelAccuracy() {
    return pixels == 0 ? Double.NaN : (double) rightPixels / pixels;
  }

  /** Mean IINC over all pictures; NaN without any. */
  public double meanIinc() {
    return pictures == 0 ? Double.NaN : iinc / pictures;
  }

  /**
   * Mean share of the picture that is painted as forged where nothing is; NaN without such
   * pictures.
   */
  public double paintedShareOfReal() {
    long real = pictures - forgedPictures;
    return real == 0 ? Double.NaN : paintedShare / real;
  }

  /** Pictures with a forged region. */
  public long forgedPictures() {
    return forgedPictures;
  }

  public long pictures() {
    return pictures;
  }
}
