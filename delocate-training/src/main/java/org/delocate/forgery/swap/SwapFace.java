package org.delocate.forgery.swap;

import java.util.Arrays;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.media.image.Image;

/**
 * A face as the autoencoder of {@link SwapTraining} sees it: grey around the head, so that it
 * learns no background, and with a weight for each pixel.
 *
 * @param face the crop; grey outside
 * @param weights grey levels: 0 outside the face, {@value #SKIN} in it, 255 at eyes and lips, which
 *     are small, and what people look at
 */
record SwapFace(Image face, Image weights) {

  private static final byte GREY = (byte) 128;
  private static final int SKIN = 85;

  /** How far beyond the landmarks the face goes, as a fraction of its width. */
  private static final double MARGIN = 0.05;

  static SwapFace of(Image crop, Landmarks landmarks) {
    int width = crop.width();
    int height = crop.height();
    double margin = MARGIN * landmarks.bounds().width();
    Region head = Region.hull(FacePoints.FACE.of(landmarks), width, height).dilated(margin);
    Region fine = Region.hull(FacePoints.LIPS.of(landmarks), width, height).dilated(margin);
    for (FacePoints eye : new FacePoints[] {FacePoints.RIGHT_EYE, FacePoints.LEFT_EYE}) {
      fine = fine.union(Region.hull(eye.of(landmarks), width, height));
    }
    byte[] face = crop.rgb().clone();
    byte[] weights = new byte[face.length];
    for (int i = 0; i < width * height; i++) {
      boolean inside = head.inside()[i];
      if (!inside) {
        Arrays.fill(face, 3 * i, 3 * i + 3, GREY);
      }
      int weight = !inside ? 0 : fine.inside()[i] ? 255 : SKIN;
      Arrays.fill(weights, 3 * i, 3 * i + 3, (byte) weight);
    }
    return new SwapFace(new Image(width, height, face), new Image(width, height, weights));
  }

  /** As in a mirror. */
  SwapFace mirrored() {
    return new SwapFace(mirrored(face), mirrored(weights));
  }

  private static Image mirrored(Image image) {
    byte[] rgb = new byte[image.rgb().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int from = 3 * (y * image.width() + x);
        int to = 3 * (y * image.width() + image.width() - 1 - x);
        System.arraycopy(image.rgb(), from, rgb, to, 3);
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }
}
