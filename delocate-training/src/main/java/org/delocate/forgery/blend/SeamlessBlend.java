package org.delocate.forgery.blend;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * Seamless cloning (Pérez, Gangnet and Blake, "Poisson Image Editing", SIGGRAPH 2003): the inserted
 * picture keeps its gradients and takes on the colours of the picture below along the border of
 * where it is laid, so that no step of colour shows there. Many tools for face swaps offer it.
 *
 * <p>The solution is the inserted picture plus a membrane: the function that equals the difference
 * of both pictures on the border and is harmonic within it. It is solved from coarse to fine by
 * successive over-relaxation; what remains of the error is below a level of 255 for borders as
 * smooth as ours.
 */
public final class SeamlessBlend {

  /** Share of the forgeries that a forger blends in this way. [ours] */
  public static final double SHARE = 0.35;

  private static final int SWEEPS = 30;
  private static final float RELAXATION = 1.75f;
  private static final int COARSEST = 8;

  private SeamlessBlend() {}

  /**
   * The picture to insert, with its colours adapted where the weights are above 0; other pixels are
   * as they were. Pixels on the border of that region get the colour of the picture below.
   *
   * @param over the picture to insert
   * @param under of the same size
   * @param weights one per pixel
   */
  public static Image adapted(Image over, Image under, float[] weights) {
    Grid grid = Grid.of(over.width(), over.height(), weights);
    byte[] out = over.rgb().clone();
    float[] differences = new float[out.length];
    for (int k = 0; k < out.length; k++) {
      differences[k] = (under.rgb()[k] & 0xFF) - (out[k] & 0xFF);
    }
    float[] membrane = grid.membrane(differences);
    for (int k = 0; k < out.length; k++) {
      if (weights[k / 3] > 0) {
        out[k] = Pixels.clipped((out[k] & 0xFF) + membrane[k]);
      }
    }
    return new Image(over.width(), over.height(), out);
  }

  /**
   * Which pixels are given and which are sought, at one resolution.
   *
   * @param given pixels of the border
   * @param sought indices of the pixels within, row by row; none of them lies at the picture's edge
   *     or beside a pixel that is neither given nor sought
   */
  private record Grid(int width, int height, boolean[] given, int[] sought) {

    static Grid of(int width, int height, float[] weights) {
      boolean[] given = new boolean[weights.length];
      int[] sought = new int[weights.length];
      int count = 0;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0) {
          int x = i % width;
          int y = i / width;
          boolean inside = x > 0 && y > 0 && x < width - 1 && y < height - 1;
          if (inside
              && weights[i - 1] > 0
              && weights[i + 1] > 0
              && weights[i - width] > 0
              && weights[i + width] > 0) {
            sought[count++] = i;
          } else {
            given[i] = true;
          }
        }
      }
      return new Grid(width, height, given, Arrays.copyOf(sought, count));
    }

    /** The grid of half the resolution: a border pixel makes its whole block border. */
    private Grid halved() {
      int halfWidth = (width + 1) / 2;
      int halfHeight = (height + 1) / 2;
      boolean[] border = new boolean[halfWidth * halfHeight];
      boolean[] within = new boolean[border.length];
      for (int i = 0; i < given.length; i++) {
        border[block(i)] |= given[i];
      }
      for (int i : sought) {
        within[block(i)] = true;
      }
      int[] blocks =
          IntStream.range(0, within.length).filter(i -> within[i] && !border[i]).toArray();
      return new Grid(halfWidth, halfHeight, border, blocks);
    }

    private int block(int pixel) {
      return pixel / width / 2 * ((width + 1) / 2) + pixel % width / 2;
    }

    /**
     * The harmonic function within the border, of three channels: one is calculated while the
     * others wait for their neighbours.
     *
     * @param values {@code [height, width, 3]}, read where pixels are given
     * @return right where pixels are given or sought
     */
    float[] membrane(float[] values) {
      float[] membrane = values.clone();
      if (sought.length > 0) {
        boolean coarsest = Math.min(width, height) <= COARSEST;
        Grid half = coarsest ? this : halved();
        float[] coarse =
            coarsest ? new float[values.length] : half.membrane(averaged(values, half));
        for (int i : sought) {
          System.arraycopy(coarse, 3 * (coarsest ? i : block(i)), membrane, 3 * i, 3);
        }
        relax(membrane);
      }
      return membrane;
    }

    private float[] averaged(float[] values, Grid half) {
      float[] sums = new float[3 * half.given.length];
      int[] counts = new int[half.given.length];
      for (int i = 0; i < given.length; i++) {
        if (given[i]) {
          counts[block(i)]++;
          for (int channel = 0; channel < 3; channel++) {
            sums[3 * block(i) + channel] += values[3 * i + channel];
          }
        }
      }
      for (int k = 0; k < sums.length; k++) {
        sums[k] /= Math.max(1, counts[k / 3]);
      }
      return sums;
    }

    private void relax(float[] membrane) {
      int below = 3 * width;
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int i : sought) {
          for (int k = 3 * i; k < 3 * i + 3; k++) {
            float mean =
                0.25f
                    * (membrane[k - 3]
                        + membrane[k + 3]
                        + membrane[k - below]
                        + membrane[k + below]);
            membrane[k] += RELAXATION * (mean - membrane[k]);
          }
        }
      }
    }
  }
}
