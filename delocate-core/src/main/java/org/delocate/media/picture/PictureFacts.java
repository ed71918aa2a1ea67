package org.delocate.media.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.delocate.media.colour.FrameConverter;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.container.FrameSource;
import org.delocate.media.container.HeifBoxes;
import org.delocate.media.container.VideoDecoder;
import org.delocate.media.file.InputFormats;
import org.delocate.media.image.Orientation;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * What the first bytes of a picture say that FFmpeg passes over; empty for everything else.
 *
 * @param header size, of JPEG, PNG and WebP
 * @param orientation how PNG, WebP and TIFF are to be turned
 * @param multiplied whether the colours of a TIFF were multiplied by their opacity
 * @param animation the frames of an animated WebP
 * @param heif what HEIC and AVIF say
 */
public record PictureFacts(
    Path file,
    Optional<PictureHeader> header,
    Orientation orientation,
    boolean multiplied,
    Optional<WebpChunks> animation,
    HeifBoxes heif) {

  /**
   * Reads the headers of a file.
   *
   * @throws MediaException UNREADABLE
   */
  public static PictureFacts of(Path file) {
    try {
      return new PictureFacts(
          file,
          PictureHeader.of(file),
          StoredOrientation.of(file),
          StoredOpacity.isMultiplied(file),
          WebpChunks.of(file),
          HeifBoxes.of(file));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          file.getFileName() + ": the file cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** Whether only the first frame is to be looked at. */
  public boolean isStill(Demuxer demuxer, FrameIndex index, MediaLimits limits) {
    if (animation.isPresent()) {
      return index.frames() == 1;
    }
    String container = demuxer.container();
    return (InputFormats.isPicture(container) || SeveralJpegs.isBare(container))
        && !SeveralJpegs.is(file, container, index, limits);
  }

  /** Whether the colours that are decoded were multiplied by their opacity already. */
  public boolean isMultiplied(Demuxer demuxer) {
    return multiplied
        || (demuxer.isVideo() ? heif.multipliedTracks() : heif.multipliedPictures())
            .contains(demuxer.pictureNumber());
  }

  /** What decodes the file. */
  public FrameSource frames(Demuxer demuxer, MediaLimits limits, int threads) {
    if (animation.isPresent()) {
      return new WebpAnimation(file, animation.get());
    }
    FrameSource colours = coded(demuxer, limits, threads);
    try {
      return demuxer
          .alpha(file, limits, heif)
          .<FrameSource>map(
              alpha -> new TransparentFrames(colours, coded(alpha, limits, threads), alpha))
          .orElse(colours);
    } catch (RuntimeException e) {
      colours.close();
      throw e;
    }
  }

  private FrameSource coded(Demuxer demuxer, MediaLimits limits, int threads) {
    if (halvings(limits) > 0 && header.orElseThrow().halving() == PictureHeader.Halving.DECODED) {
      if (!InputFormats.isPicture(demuxer.container())) {
        header.get().checkWhole(demuxer.name(), limits); // an animation
      }
      return new HalvedFrames(new VideoDecoder(demuxer, limits.ofFourTimes(), threads, 0));
    }
    return demuxer
        .grid()
        .<FrameSource>map(
            grid ->
                new TileGrid(
                    demuxer, grid, limits, threads, heif.apertureOf(demuxer.pictureNumber())))
        .orElseGet(() -> new VideoDecoder(demuxer, limits, threads, halvings(limits)));
  }

  /** Seconds of one unit of the frames' time stamps. */
  public double secondsPerTick(Demuxer demuxer) {
    return animation.isPresent() ? WebpChunks.SECONDS_PER_TICK : demuxer.secondsPerTick();
  }

  /** How often the sides of the picture are halved in decoding. */
  public int halvings(MediaLimits limits) {
    return header.map(stated -> stated.halvings(limits)).orElse(0);
  }

  /** The size that a frame would have if it had not been reduced in decoding. */
  public FrameConverter.Size whole(FrameConverter.Size size, FrameSource source) {
    if (source.reduction() == 1) {
      return size;
    }
    double width = header.map(PictureHeader::width).orElse((long) source.wholeWidth());
    double height = header.map(PictureHeader::height).orElse((long) source.wholeHeight());
    return new FrameConverter.Size(
        (int) Math.round(size.width() * width / source.frame().width()),
        (int) Math.round(size.height() * height / source.frame().height()));
  }
}
