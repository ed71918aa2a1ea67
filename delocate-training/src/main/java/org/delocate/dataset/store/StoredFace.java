package org.delocate.dataset.store;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.HasOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;

/**
 * A prepared face, as training reads it.
 *
 * @param key unique inside the store, safe as a file's name and without dots
 * @param crop the square crop, with its margin
 * @param landmarks in pixels of the crop
 * @param mask for a fake, 255 where it was forged, of the crop's size; empty for a real face and
 *     for a fake whose mask nobody knows
 * @param origin where it comes from
 * @param originalKey for a fake, the key of the real face that it was made from, if that is known;
 *     whether the store holds it is another matter
 * @param traits what else the dataset says of it, as in {@link
 *     org.delocate.dataset.record.FaceRecord}; empty in old stores
 */
public record StoredFace(
    String key,
    Image crop,
    Landmarks landmarks,
    Optional<GrayImage> mask,
    FaceOrigin origin,
    Optional<String> originalKey,
    Map<String, String> traits)
    implements HasOrigin {

  public StoredFace {
    Objects.requireNonNull(key, "key");
    if (mask.isPresent()
        && (mask.get().width() != crop.width() || mask.get().height() != crop.height())) {
      throw new IllegalArgumentException(key + ": the mask is not of the crop's size");
    }
    if (mask.isPresent() && origin.label() == Label.REAL) {
      throw new IllegalArgumentException(key + " is real, and yet has a mask");
    }
    traits = Map.copyOf(traits);
  }

  /** A face of a dataset without traits. */
  public StoredFace(
      String key,
      Image crop,
      Landmarks landmarks,
      Optional<GrayImage> mask,
      FaceOrigin origin,
      Optional<String> originalKey) {
    this(key, crop, landmarks, mask, origin, originalKey, Map.of());
  }

  /** Whether this is the frame a moment after that of another face, as {@link FaceEntry} says. */
  public boolean isNeighbour() {
    return FrameKeys.isNeighbour(key);
  }

  /** The key that the face a moment after this one has, if the store holds one. */
  public String neighbourKey() {
    return FrameKeys.neighbourOf(key);
  }

  /** Side of the crop in pixels, margin included. */
  public int size() {
    return crop.width();
  }

  /** Whether it is known which pixels are forged: always for a real face, where none is. */
  public boolean hasTruth() {
    return label() == Label.REAL || mask.isPresent();
  }

  /**
   * The truth per pixel, 0 (as photographed) to 1 (forged), row by row: all 0 for a real face.
   *
   * @throws IllegalStateException if it is not {@linkplain #hasTruth() known}
   */
  public float[] truth() {
    if (!hasTruth()) {
      throw new IllegalStateException(key + " is a fake without a mask");
    }
    float[] truth = new float[size() * size()];
    if (mask.isPresent()) {
      byte[] gray = mask.get().gray();
      for (int i = 0; i < truth.length; i++) {
        truth[i] = (gray[i] & 0xFF) / 255f;
      }
    }
    return truth;
  }
}
