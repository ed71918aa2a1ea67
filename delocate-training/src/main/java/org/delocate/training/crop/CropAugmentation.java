package org.delocate.training.crop;

import static org.delocate.setting.Source.OURS;

import java.util.SplittableRandom;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.setting.Setting;

/**
 * Cuts the crop that a network sees out of a stored crop with its margin: mirrored half of the
 * time, shifted, and, for a share of the samples, turned and scaled. The others move by whole
 * pixels, so that the softness of a second interpolation does not become a habit: detection
 * interpolates once.
 */
public record CropAugmentation(
    @Setting(source = OURS, min = 32, max = 1024, value = "side of the crop that comes out")
        int cropSize,
    @Setting(source = OURS, max = 64, value = "pixels in each direction; at most the margin")
        int mostShift,
    @Setting(source = OURS, max = 45, value = "degrees, for turned samples") double mostRotation,
    @Setting(
            source = OURS,
            max = 0.5,
            value = "relative, for turned samples: 0.08 gives 0.92 to 1.08")
        double mostScale,
    @Setting(source = OURS, max = 1, value = "share of the samples that are turned and scaled")
        double turnedShare) {

  /** Crops of 160 pixels: half of the samples turned by up to 8° and scaled by up to 8 %. [ours] */
  public static CropAugmentation standard() {
    return new CropAugmentation(160, 12, 8, 0.08, 0.5);
  }

  /** What is used without augmentation: the middle of the stored crop, as detection sees it. */
  public static CropAugmentation none(int cropSize) {
    return new CropAugmentation(cropSize, 0, 0, 0, 0);
  }

  /**
   * A view of stored crops: two faces that go through the same view stay aligned.
   *
   * @param viewToStored from pixels of the view to pixels of the stored crop
   * @param wholePixels whether it only mirrors and moves by whole pixels
   */
  public record View(int size, AffineTransform viewToStored, boolean wholePixels) {

    /** The stored picture seen through this view; beyond its border it is mirrored. */
    public Image image(Image stored) {
      byte[] out = new byte[size * size * 3];
      byte[] in = stored.rgb();
      for (int y = 0, at = 0; y < size; y++) {
        for (int x = 0; x < size; x++, at += 3) {
          double sourceX = viewToStored.applyX(x, y);
          double sourceY = viewToStored.applyY(x, y);
          if (wholePixels) {
            int column = mirrored((int) Math.rint(sourceX), stored.width());
            int row = mirrored((int) Math.rint(sourceY), stored.height());
            System.arraycopy(in, (row * stored.width() + column) * 3, out, at, 3);
            continue;
          }
          int left = (int) Math.floor(sourceX);
          int top = (int) Math.floor(sourceY);
          float fx = (float) (sourceX - left);
          float fy = (float) (sourceY - top);
          int x0 = mirrored(left, stored.width()) * 3;
          int x1 = mirrored(left + 1, stored.width()) * 3;
          int y0 = mirrored(top, stored.height()) * stored.width() * 3;
          int y1 = mirrored(top + 1, stored.height()) * stored.width() * 3;
          for (int c = 0; c < 3; c++) {
            float upper = (in[y0 + x0 + c] & 0xFF) * (1 - fx) + (in[y0 + x1 + c] & 0xFF) * fx;
            float lower = (in[y1 + x0 + c] & 0xFF) * (1 - fx) + (in[y1 + x1 + c] & 0xFF) * fx;
            out[at + c] = (byte) Math.round(upper * (1 - fy) + lower * fy);
          }
        }
      }
      return new Image(size, size, out);
    }

    /**
     * A stored mask (0 to 1, as large as the stored crop) seen through this view, nearest pixel.
     */
    public float[] mask(float[] stored, int storedSize) {
      float[] out = new float[size * size];
      for (int y = 0, at = 0; y < size; y++) {
        for (int x = 0; x < size; x++, at++) {
          int column = mirrored((int) Math.rint(viewToStored.applyX(x, y)), storedSize);
          int row = mirrored((int) Math.rint(viewToStored.applyY(x, y)), storedSize);
          out[at] = stored[row * storedSize + column];
        }
      }
      return out;
    }

    /**
     * Stored landmarks seen through this view. Mirrored faces keep the numbering of their points.
     */
    public Landmarks landmarks(Landmarks stored) {
      return stored.transformed(viewToStored.inverse());
    }

    /** Without repeating the edge; as alignment does it beyond the border of a picture. */
    private static int mirrored(int value, int size) {
      int inside = value < 0 ? -value : value >= size ? 2 * (size - 1) - value : value;
      return Math.min(Math.max(inside, 0), size - 1);
    }
  }

  /** Draws a view of stored crops of a given side. */
  public View draw(int storedSize, SplittableRandom random) {
    double centre = (storedSize - 1) / 2.0;
    double half = (cropSize - 1) / 2.0;
    boolean mirrored = mostShift > 0 && random.nextBoolean();
    int shiftX = mostShift == 0 ? 0 : random.nextInt(-mostShift, mostShift + 1);
    int shiftY = mostShift == 0 ? 0 : random.nextInt(-mostShift, mostShift + 1);
    boolean turned = turnedShare > 0 && random.nextDouble() < turnedShare;
    double angle = turned ? Math.toRadians(random.nextDouble(-1, 1) * mostRotation) : 0;
    double scale = turned ? 1 + random.nextDouble(-1, 1) * mostScale : 1;
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    double sign = mirrored ? -1 : 1;
    AffineTransform map =
        new AffineTransform(
            sign * cos,
            -sin,
            centre + shiftX - sign * cos * half + sin * half,
            sign * sin,
            cos,
            centre + shiftY - sign * sin * half - cos * half);
    return new View(cropSize, map, !turned);
  }
}
