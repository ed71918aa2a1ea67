package org.delocate.media.read;

import java.util.List;
import java.util.Optional;
import org.delocate.media.file.VideoStream;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * A picture that is in memory already, as the one frame of a still picture. Its container is called
 * {@value #CONTAINER}, its codec {@value #CODEC}. It holds nothing native.
 */
public final class PictureReader implements FrameReader {

  public static final String CONTAINER = "memory";
  public static final String CODEC = "rgb24";

  private final Image picture;
  private boolean delivered;

  /**
   * Opens a picture.
   *
   * @param name what messages call it
   * @throws MediaException TOO_LARGE or TOO_SMALL
   */
  public PictureReader(Image picture, String name, MediaLimits limits) {
    limits.check(name, picture.width(), picture.height());
    this.picture = picture;
  }

  @Override
  public MediaInfo info() {
    return new MediaInfo(CONTAINER, CODEC, picture.width(), picture.height(), 0, 1, 0, true);
  }

  @Override
  public List<VideoStream> streams() {
    return List.of(stream());
  }

  @Override
  public VideoStream stream() {
    return new VideoStream(0, CODEC, picture.width(), picture.height());
  }

  @Override
  public long framesPlanned() {
    return 1;
  }

  @Override
  public Optional<VideoFrame> next() {
    if (delivered) {
      return Optional.empty();
    }
    delivered = true;
    return Optional.of(new VideoFrame(0, 0, picture, false, false));
  }

  @Override
  public DecodeCounts counts() {
    return new DecodeCounts(delivered ? 1 : 0, 0, 0);
  }

  @Override
  public void close() {
    // the picture is its owner's
  }
}
