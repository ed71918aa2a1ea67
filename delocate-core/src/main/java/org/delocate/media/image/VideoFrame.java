package org.delocate.media.image;

import java.util.Optional;

/**
 * One frame as a person sees it: upright, in sRGB.
 *
 * @param index position among the frames that were decoded, from 0
 * @param timeSeconds when a player shows it, from its own time stamp
 * @param image the picture
 * @param damaged whether the decoder concealed errors in it
 * @param afterCut whether the shot changed between the frame delivered before this one and this
 *     one; true for no first frame
 * @param mixed whether two shots are seen at once, in a dissolve
 * @param reduction pixels of the file for each pixel of the picture, along each side; 1 unless the
 *     file is a photograph too large to be decoded whole
 * @param later what is seen 40 milliseconds later, or in the first frame after that, of the same
 *     size: only if the reader was asked for it, within the shot, and not from a damaged frame or a
 *     dissolve
 * @param mixedParts where only a part of the picture goes over into another: a map of the picture
 *     in few pixels, each {@value #MIXED}, {@value #WAS_MIXED} or 0; empty if there is no such part
 */
public record VideoFrame(
    long index,
    double timeSeconds,
    Image image,
    boolean damaged,
    boolean afterCut,
    boolean mixed,
    int reduction,
    Optional<Image> later,
    Optional<Image> mixedParts) {

  /** In {@link #mixedParts}: two pictures are seen at once. */
  public static final int MIXED = 255;

  /** In {@link #mixedParts}: they were, after the last delivered frame. */
  public static final int WAS_MIXED = 128;

  /** A frame of one shot, of the file's own size. */
  public VideoFrame(
      long index, double timeSeconds, Image image, boolean damaged, boolean afterCut) {
    this(
        index, timeSeconds, image, damaged, afterCut, false, 1, Optional.empty(), Optional.empty());
  }

  /** The same frame alone. */
  public VideoFrame withoutLater() {
    return later.isEmpty()
        ? this
        : new VideoFrame(
            index,
            timeSeconds,
            image,
            damaged,
            afterCut,
            mixed,
            reduction,
            Optional.empty(),
            mixedParts);
  }
}
