package org.delocate.dataset.record;

import java.nio.file.Path;
import java.util.Objects;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;

/**
 * A dataset's own mask of a fake.
 *
 * @param path a picture or a video
 * @param threshold a pixel whose brightest channel is above this is forged, the others are not; 0
 *     keeps the grey levels as they are
 */
public record MaskFile(Path path, int threshold) {

  /** Compression leaves grey up to here around the masks of FaceForensics++. */
  static final int LOSSY = 5;

  public MaskFile {
    Objects.requireNonNull(path, "path");
    if (threshold < 0 || threshold > 254) {
      throw new IllegalArgumentException("a threshold of " + threshold + " for a mask");
    }
  }

  /** A mask whose grey is the share of forgery, 255 for all. */
  public static MaskFile soft(Path path) {
    return new MaskFile(path, 0);
  }

  /** A mask that was compressed, or drawn in colours: everything that is not black is forged. */
  public static MaskFile notBlack(Path path) {
    return new MaskFile(path, LOSSY);
  }

  /** The mask that a picture of this file stands for. */
  public GrayImage read(Image image) {
    byte[] gray = new byte[image.width() * image.height()];
    for (int i = 0; i < gray.length; i++) {
      int brightest = 0;
      for (int k = 3 * i; k < 3 * i + 3; k++) {
        brightest = Math.max(brightest, image.rgb()[k] & 0xFF);
      }
      gray[i] = (byte) (threshold == 0 ? brightest : brightest > threshold ? 255 : 0);
    }
    return new GrayImage(image.width(), image.height(), gray);
  }
}
