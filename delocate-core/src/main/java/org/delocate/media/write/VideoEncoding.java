package org.delocate.media.write;

import java.util.Objects;

/**
 * What an {@link VideoWriter} writes.
 *
 * @param lossless FFV1 in Matroska, every pixel as given, instead of MP4
 * @param bitsPerSecond wanted size of the MP4, or 0 for a size at which overlays look good
 * @param comment text that is written into the file, such as that the video is synthetic; may be
 *     empty
 * @param codec of the MP4
 */
public record VideoEncoding(
    boolean lossless, long bitsPerSecond, String comment, VideoCodec codec) {

  public VideoEncoding {
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(codec, "codec");
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException(bitsPerSecond + " bits a second");
    }
  }

  /** H.264 in MP4, to be looked at. */
  public static VideoEncoding forViewing() {
    return new VideoEncoding(false, 0, "", VideoCodec.H264);
  }

  /** FFV1 in Matroska, to be computed with; about a third of the size of the pixels. */
  public static VideoEncoding withoutLoss() {
    return new VideoEncoding(true, 0, "", VideoCodec.H264);
  }

  /** The same with a comment in the file. */
  public VideoEncoding withComment(String text) {
    return new VideoEncoding(lossless, bitsPerSecond, text, codec);
  }

  /** The same with a wanted size. */
  public VideoEncoding withBitsPerSecond(long bits) {
    return new VideoEncoding(lossless, bits, comment, codec);
  }

  /** The same with another codec in the MP4. */
  public VideoEncoding withCodec(VideoCodec wanted) {
    return new VideoEncoding(lossless, bitsPerSecond, comment, wanted);
  }
}
