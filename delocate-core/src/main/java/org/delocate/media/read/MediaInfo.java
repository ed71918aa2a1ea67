package org.delocate.media.read;

import org.delocate.media.image.DynamicRange;

/**
 * What a file says of itself, checked against what was found in it.
 *
 * @param container FFmpeg's name of the container, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param codec FFmpeg's name of the video codec, such as {@code h264}
 * @param width pixels after rotation
 * @param height pixels after rotation
 * @param durationSeconds 0 for a picture
 * @param frames video packets found in the file, which a truncated file has fewer of than it claims
 * @param rotationDegrees clockwise rotation that was applied: 0, 90, 180 or 270
 * @param picture whether the file is a still picture
 * @param dynamicRange as it is stored; frames are always delivered in standard range
 */
public record MediaInfo(
    String container,
    String codec,
    int width,
    int height,
    double durationSeconds,
    long frames,
    int rotationDegrees,
    boolean picture,
    DynamicRange dynamicRange) {

  /** A file of standard dynamic range. */
  public MediaInfo(
      String container,
      String codec,
      int width,
      int height,
      double durationSeconds,
      long frames,
      int rotationDegrees,
      boolean picture) {
    this(
        container,
        codec,
        width,
        height,
        durationSeconds,
        frames,
        rotationDegrees,
        picture,
        DynamicRange.SDR);
  }
}
