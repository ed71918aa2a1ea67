package org.delocate.network.texture;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Faces and, if they are known, the frames after them. That these are drawn back to where things
 * were takes long, and more than one view looks at it: it is done once for all views of a batch,
 * when it is asked for.
 */
final class FacesInTime {

  private final Tensor images;
  private final Optional<Tensor> later;
  private Optional<Tensor> back = Optional.empty();

  private FacesInTime(Tensor images, Optional<Tensor> later) {
    this.images = images;
    this.later = later;
  }

  /** Faces whose next frame is not known. */
  static FacesInTime still(Tensor images) {
    return new FacesInTime(images, Optional.empty());
  }

  /** Faces with their next frame. */
  static FacesInTime moving(Tensor images, Tensor later) {
    return new FacesInTime(images, Optional.of(later));
  }

  /** {@code [B, 3, V, V]} in 0..1. */
  Tensor images() {
    return images;
  }

  /**
   * The next frame, likewise.
   *
   * @throws java.util.NoSuchElementException if it is not known
   */
  Tensor later() {
    return later.orElseThrow();
  }

  /**
   * The next frame as if nothing had moved, likewise. It belongs to the scope in which it is first
   * asked for, so that has to be one around all views.
   */
  Tensor back() {
    if (back.isEmpty()) {
      back = Optional.of(CompensatedFaces.of(images, later()));
    }
    return back.get();
  }
}
