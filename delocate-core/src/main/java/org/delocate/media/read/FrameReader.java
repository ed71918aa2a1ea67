package org.delocate.media.read;

import java.util.List;
import java.util.Optional;
import org.delocate.media.file.VideoStream;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;

/**
 * Frames in their order, and what is known of where they come from: a file ({@link MediaReader}),
 * or a picture that is in memory already ({@link PictureReader}).
 */
public interface FrameReader extends AutoCloseable {

  /** What is read. */
  MediaInfo info();

  /** All videos there are, in their order; a picture is one. */
  List<VideoStream> streams();

  /** The video that is read. */
  VideoStream stream();

  /** How many frames will come, as far as that can be known; more may. */
  long framesPlanned();

  /**
   * Delivers the next frame, or nothing after the last.
   *
   * @throws MediaException if it cannot be delivered
   */
  Optional<VideoFrame> next();

  /** How decoding went so far. */
  DecodeCounts counts();

  @Override
  void close();
}
