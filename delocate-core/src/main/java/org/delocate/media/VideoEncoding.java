package org.delocate.media;

import java.util.Objects;

/**
 * What an {@link OverlayWriter} writes.
 *
 * @param lossless FFV1 in Matroska, every pixel as given, instead of H.264 in MP4
 * @param bitsPerSecond wanted size of the MP4, or 0 for a size at which overlays look good
 * @param comment text that is written into the file, such as that the video is synthetic; may be
 *     empty
 */
public record VideoEncoding(boolean lossless, long bitsPerSecond, String comment) {

  public VideoEncoding {
    Objects.requireNonNull(comment, "comment");
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException(bitsPerSecond + " bits a second");
    }
  }

  /** H.264 in MP4, to be looked at. */
  public static VideoEncoding forViewing() {
    return new VideoEncoding(false, 0, "");
  }

  /** FFV1 in Matroska, to be computed with; about a third of the size of the pixels. */
  public static VideoEncoding withoutLoss() {
    return new VideoEncoding(true, 0, "");
  }

  /** The same with a comment in the file. */
  public VideoEncoding withComment(String text) {
    return new VideoEncoding(lossless, bitsPerSecond, text);
  }

  /** The same with a wanted size. */
  public VideoEncoding withBitsPerSecond(long bits) {
    return new VideoEncoding(lossless, bits, comment);
  }
}
