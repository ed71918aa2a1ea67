package org.delocate.forgery.file;

import java.util.Optional;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.pixel.Clips;
import org.delocate.media.image.Image;

/**
 * The upright rectangle of a frame around a face, cut at whole pixels, so that what is not forged
 * goes back as it came.
 *
 * @param left column of the frame
 * @param top row of the frame
 * @param face the cut
 * @param landmarks in pixels of the cut
 */
record FacePatch(int left, int top, Image face, Landmarks landmarks) {

  /** Room around the landmarks for soft borders and a moving chin, of the face's width. */
  private static final double ROOM = 0.3;

  /** Faces narrower than this have no parts to forge. */
  private static final double NARROWEST = 32;

  /** The patch of a face, or nothing if the face is too small or outside the frame. */
  static Optional<FacePatch> of(Image frame, Landmarks landmarks) {
    Box box = landmarks.bounds();
    double room = ROOM * box.width();
    int left = (int) Math.max(0, Math.floor(box.x() - room));
    int top = (int) Math.max(0, Math.floor(box.y() - room));
    int right = (int) Math.min(frame.width(), Math.ceil(box.x() + box.width() + room));
    int bottom = (int) Math.min(frame.height(), Math.ceil(box.y() + box.height() + room));
    if (box.width() < NARROWEST || right - left < NARROWEST || bottom - top < NARROWEST) {
      return Optional.empty();
    }
    return Optional.of(
        new FacePatch(
            left,
            top,
            Clips.cut(frame, left, top, right - left, bottom - top),
            landmarks.transformed(new AffineTransform(1, 0, -left, 0, 1, -top))));
  }

  /** The frame with the forgery in the place of the patch, and its mask in the frame's size. */
  Forgery putBack(Forgery forgery, Image frame) {
    byte[] rgb = frame.rgb().clone();
    Clips.paste(forgery.face(), rgb, frame.width(), left, top);
    float[] mask = new float[frame.width() * frame.height()];
    for (int y = 0; y < face.height(); y++) {
      System.arraycopy(
          forgery.mask(), y * face.width(), mask, (top + y) * frame.width() + left, face.width());
    }
    return new Forgery(new Image(frame.width(), frame.height(), rgb), mask);
  }
}
