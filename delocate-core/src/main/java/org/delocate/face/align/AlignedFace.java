package org.delocate.face.align;

import java.util.List;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * A face in its canonical crop.
 *
 * @param crop the square crop
 * @param landmarks in pixels of the crop
 * @param cropToFrame from pixels of the crop to pixels of the frame
 * @param later the same place of the frames some 40, then 120 milliseconds later, of the crop's
 *     size: what differs has moved; empty for a picture, and where there is no such frame
 */
public record AlignedFace(
    Image crop, Landmarks landmarks, AffineTransform cropToFrame, List<Image> later) {

  /** Mean difference, in steps of 255, below which a frame counts as shown twice. [ours] */
  private static final double SHOWN_TWICE = 0.1;

  public AlignedFace {
    later = List.copyOf(later);
    for (Image after : later) {
      if (after.width() != crop.width() || after.height() != crop.height()) {
        throw new IllegalArgumentException("a later crop is not of the crop's size");
      }
    }
  }

  /** A face of a moment without one after it. */
  public AlignedFace(Image crop, Landmarks landmarks, AffineTransform cropToFrame) {
    this(crop, landmarks, cropToFrame, List.of());
  }

  /**
   * Whether anything moved until the first later frame, and as many are known as are needed. A
   * frame that is shown twice, as recorders and converters of frame rates do it, says nothing of
   * how a face moves.
   *
   * @param frames how many later frames are needed, at least 1
   */
  public boolean moves(int frames) {
    return later.size() >= frames && moves(crop, later.get(0));
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

  /** The same face, with what is at its place in later frames. */
  public AlignedFace withLater(List<Image> frames) {
    return new AlignedFace(
        crop,
        landmarks,
        cropToFrame,
        frames.stream().map(frame -> FaceAligner.cut(frame, cropToFrame, crop.width())).toList());
  }
}
