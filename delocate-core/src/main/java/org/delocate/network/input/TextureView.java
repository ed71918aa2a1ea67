package org.delocate.network.input;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A picture that the texture network looks at, made of a face and of the frame after it [ours]. */
public enum TextureView {
  /** All that is around the face. */
  @JsonProperty("wide")
  WIDE(false),
  /** The crop without what is coarse in it. */
  @JsonProperty("detail")
  DETAIL(false),
  /** What differs until the next frame. */
  @JsonProperty("motion")
  MOTION(true),
  /** What is left of that when motion is taken out, over the contrast that is there. */
  @JsonProperty("residual")
  RESIDUAL(true),
  /** The same as numbers: how strong it is in bands and places, and what it goes along with. */
  @JsonProperty("spectrum")
  SPECTRUM(true);

  private final boolean moving;

  TextureView(boolean moving) {
    this.moving = moving;
  }

  /** Whether it shows what changes until the next frame. */
  public boolean isMoving() {
    return moving;
  }
}
