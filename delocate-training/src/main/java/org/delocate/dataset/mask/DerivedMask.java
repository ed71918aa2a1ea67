package org.delocate.dataset.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * Which pixels of a fake were forged, where the dataset has no masks but each fake's original,
 * pixel on pixel: DFDC and its kin.
 *
 * <p>The difference of the two is strong on eyes, brows, nostrils and lips, weak on the cheeks
 * between them, and never zero, because both were compressed. So it is smoothed, held against a
 * threshold above the noise of this very pair, and the marks are joined into regions: closing,
 * holes filled, specks removed, and only what lies on the face kept. All lengths are fractions of
 * the face's width. [ours]
 *
 * @param blur standard deviation of the smoothing
 * @param threshold lowest smoothed difference that counts, of 255
 * @param evidence a region counts only if its smoothed difference comes up to this somewhere, of
 *     255: what compression alone does stays below
 * @param noiseFactor the threshold is also at least this many times the pair's noise: the
 *     difference that most pixels outside the face do not exceed
 * @param closing radius that joins marks
 * @param opening radius below which specks are removed
 * @param reach how far beyond the landmarks' hull a region may go
 */
public record DerivedMask(
    double blur,
    double threshold,
    double evidence,
    double noiseFactor,
    double closing,
    double opening,
    double reach) {

  /** Chosen by looking at the masks of a few hundred DFDC pairs. */
  public static final DerivedMask STANDARD = new DerivedMask(0.03, 4.5, 10, 1.8, 0.12, 0.04, 0.04);

  /** The worst compression of the field's datasets stays below this, of 255; another frame not. */
  private static final double MOST_NOISE = 16;

  private static final int MOST_NOISE_PIXELS = 100_000;

  /**
   * The forged region, which may be empty.
   *
   * @param landmarks of the face, in pixels of both pictures
   * @throws IllegalArgumentException if the pictures differ in size
   */
  public Region between(Image fake, Image original, Landmarks landmarks) {
    if (fake.width() != original.width() || fake.height() != original.height()) {
      throw new IllegalArgumentException(
          "a fake of "
              + fake.width()
              + "x"
              + fake.height()
              + " and an original of "
              + original.width()
              + "x"
              + original.height());
    }
    return forged(smoothed(fake, original, landmarks), landmarks);
  }

  /**
   * As {@link #between}, but nothing where the two do not lie pixel on pixel after all: then they
   * differ everywhere, and what differs is no forgery.
   */
  public Optional<Region> betweenAligned(Image fake, Image original, Landmarks landmarks) {
    Smoothed smoothed = smoothed(fake, original, landmarks);
    return smoothed.noise() > MOST_NOISE
        ? Optional.empty()
        : Optional.of(forged(smoothed, landmarks));
  }

  /**
   * The smoothed difference of two pictures. A face is a small part of many pictures: all that is
   * looked at closely lies in a window around it.
   *
   * @param difference of the whole pictures
   * @param near where forgery may lie, in the window
   */
  private record Smoothed(Plane difference, Window window, Region near, double noise) {}

  private Smoothed smoothed(Image fake, Image original, Landmarks landmarks) {
    double width = landmarks.bounds().width();
    // As far as closing may reach, and then some pixels that nothing reaches.
    double around = (reach + closing + opening) * width + 4;
    Window window = Window.around(landmarks.bounds(), around, fake.width(), fake.height());
    Region near =
        Region.hull(window.shifted(landmarks.xy()), window.width(), window.height())
            .dilated(reach * width);
    Plane difference = difference(fake, original).blurred(blur * width);
    return new Smoothed(difference, window, near, noise(difference, window, near));
  }

  private Region forged(Smoothed smoothed, Landmarks landmarks) {
    double width = landmarks.bounds().width();
    Region near = smoothed.near();
    Plane difference = smoothed.window().of(smoothed.difference());
    double level = Math.max(threshold, noiseFactor * smoothed.noise());
    Region marks = difference.above(level).intersection(near);
    Region joined =
        marks.closed(closing * width).withoutHoles().opened(opening * width).intersection(near);
    return smoothed
        .window()
        .placed(
            largest(joined, difference),
            smoothed.difference().width(),
            smoothed.difference().height());
  }

  /** Greatest difference of the three channels, 0 to 255. */
  public static Plane difference(Image fake, Image original) {
    float[] values = new float[fake.width() * fake.height()];
    for (int i = 0; i < values.length; i++) {
      int greatest = 0;
      for (int channel = 3 * i; channel < 3 * i + 3; channel++) {
        int here = (fake.rgb()[channel] & 0xFF) - (original.rgb()[channel] & 0xFF);
        greatest = Math.max(greatest, Math.abs(here));
      }
      values[i] = greatest;
    }
    return new Plane(fake.width(), fake.height(), values);
  }

  /** The difference that compression alone makes: the median away from the face. */
  private static double noise(Plane difference, Window window, Region near) {
    float[] away = new float[difference.values().length];
    int count = 0;
    for (int y = 0; y < difference.height(); y++) {
      for (int x = 0; x < difference.width(); x++) {
        if (!near.contains(x - window.left(), y - window.top())) {
          away[count++] = difference.at(x, y);
        }
      }
    }
    if (count < difference.values().length / 50) {
      return 0;
    }
    // A part of the pixels of a large picture says as much, in a fraction of the time.
    int step = Math.max(1, count / MOST_NOISE_PIXELS);
    float[] sorted = new float[count / step];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = away[i * step];
    }
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** Parts that are small beside the largest, or weak, are compression and not forgery. */
  private Region largest(Region region, Plane difference) {
    List<Region> parts = region.components();
    boolean[] kept = new boolean[region.inside().length];
    for (Region part : parts) {
      if (part.area() * 10 >= parts.get(0).area() && peak(part, difference) >= evidence) {
        for (int i = 0; i < kept.length; i++) {
          kept[i] |= part.inside()[i];
        }
      }
    }
    return new Region(region.width(), region.height(), kept);
  }

  private static double peak(Region part, Plane difference) {
    double peak = 0;
    for (int i = 0; i < part.inside().length; i++) {
      if (part.inside()[i]) {
        peak = Math.max(peak, difference.values()[i]);
      }
    }
    return peak;
  }
}
