package org.delocate.network.input;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A picture that the texture network looks at, made of a face and of frames after it [ours]. */
public enum TextureView {
  /** All that is around the face. */
  @JsonProperty("wide")
  WIDE(0),
  /** The crop without what is coarse in it. */
  @JsonProperty("detail")
  DETAIL(0),
  /** What differs until the next frame. */
  @JsonProperty("motion")
  MOTION(1),
  /** What is left of that when motion is taken out, over the contrast that is there. */
  @JsonProperty("residual")
  RESIDUAL(1),
  /** The same of the frame after that, some 120 milliseconds later. */
  @JsonProperty("late-residual")
  LATE_RESIDUAL(2);

  private final int later;

  TextureView(int later) {
    this.later = later;
  }

  /** How many frames after the face it needs, 0 to 2. */
  public int later() {
    return later;
  }
}
