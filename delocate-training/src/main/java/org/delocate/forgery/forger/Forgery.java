package org.delocate.forgery.forger;

import java.util.Objects;
import java.util.Optional;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * A forged face and the truth about it.
 *
 * @param face of the size of the real one
 * @param mask one value per pixel, row by row: 0 where the pixel is as photographed, up to 1 where
 *     it is forged through and through; not copied, never changed
 * @param original the real picture that the forged one equals where the mask is 0; empty if it is
 *     the forger's input. A forger that changes the colours of the picture around the forgery has
 *     another one, and whoever makes a pair is to take it
 */
public record Forgery(Image face, float[] mask, Optional<Image> original) {

  /** A forgery whose original is the forger's input. */
  public Forgery(Image face, float[] mask) {
    this(face, mask, Optional.empty());
  }

  public Forgery {
    Objects.requireNonNull(original, "original");
    if (mask.length != face.width() * face.height()) {
      throw new IllegalArgumentException(
          mask.length + " mask values for a face of " + face.width() + "x" + face.height());
    }
  }

  /**
   * The forged face laid over another picture, as softly as the mask says. Over a softer copy of
   * the real face, it is a forgery that is sharper than the picture around it.
   *
   * @param picture of the face's size
   */
  public Forgery over(Image picture) {
    return new Forgery(Pixels.blended(picture, face, mask, 1), mask);
  }

  /**
   * The real picture of the pair.
   *
   * @param input what the forger was given
   */
  public Image originalOf(Image input) {
    return original.orElse(input);
  }

  /**
   * The forgery laid over the forger's input, if its original is another picture: around it, every
   * pixel is the input's again.
   *
   * @param input what the forger was given
   */
  public Forgery onInput(Image input) {
    return original.isPresent() ? over(input) : this;
  }

  /** Share of the pixels with a mask of at least one half, 0 to 1. */
  public double tamperedFraction() {
    int tampered = 0;
    for (float value : mask) {
      tampered += value >= 0.5f ? 1 : 0;
    }
    return tampered / (double) mask.length;
  }
}
