package org.delocate.face.align;

import java.util.Optional;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * A face in its canonical crop.
 *
 * @param crop the square crop
 * @param landmarks in pixels of the crop
 * @param cropToFrame from pixels of the crop to pixels of the frame
 * @param later the same place of the frame some 40 milliseconds later, of the crop's size: what
 *     differs has moved; empty for a picture, and where there is no such frame
 */
public record AlignedFace(
    Image crop, Landmarks landmarks, AffineTransform cropToFrame, Optional<Image> later) {

  /** Mean difference, in steps of 255, below which a frame counts as shown twice. [ours] */
  private static final double SHOWN_TWICE = 0.1;

  public AlignedFace {
    if (later.isPresent()
        && (later.get().width() != crop.width() || later.get().height() != crop.height())) {
      throw new IllegalArgumentException("the later crop is not of the crop's size");
    }
  }

  /** A face of a moment without one after it. */
  public AlignedFace(Image crop, Landmarks landmarks, AffineTransform cropToFrame) {
    this(crop, landmarks, cropToFrame, Optional.empty());
  }

  /**
   * Whether anything moved until the later frame. A frame that is shown twice, as recorders and
   * converters of frame rates do it, says nothing of how a face moves.
   */
  public boolean moves() {
    return later.isPresent() && moves(crop, later.get());
  }

  /** Whether anything moved between two pictures of the same place and size. */
  public static boolean moves(Image one, Image other) {
    long sum = 0;
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
    }
    return (double) sum / a.length > SHOWN_TWICE;
  }

  /** The same face, with what is at its place in a later frame. */
  public AlignedFace withLater(Image frame) {
    return new AlignedFace(
        crop,
        landmarks,
        cropToFrame,
        Optional.of(FaceAligner.cut(frame, cropToFrame, crop.width())));
  }
}
