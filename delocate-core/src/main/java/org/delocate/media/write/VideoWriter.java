package org.delocate.media.write;

import java.nio.file.Path;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.Image;
import org.delocate.media.image.Sound;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;

/**
 * Writes any video of pictures: overlays, samples, forged clips. Each frame keeps its own time. The
 * file appears in its place whole, when the writer is closed; if writing failed, nothing appears.
 * H.264 needs even sides: an odd one grows by a copy of the last row or column. Pictures of another
 * size are resized to the video's.
 */
public final class VideoWriter implements AutoCloseable {

  /** Text and contours over a video stay sharp at this rate. [ours] */
  private static final double BITS_PER_PIXEL = 0.2;

  private static final long LEAST_BITS_PER_SECOND = 500_000;

  /** Of what does not say how long it is. [ours] */
  private static final double USUAL_FRAMES_PER_SECOND = 25;

  private static final double MOST_FRAMES_PER_SECOND = 120;

  private final Path file;
  private final Path partial;
  private final int width;
  private final int height;
  private final int padding;
  private final VideoEncoder encoder;
  private long frames;
  private boolean failed;
  private boolean closed;

  /** Starts an H.264 video in MP4. */
  public VideoWriter(Path file, int width, int height, double framesPerSecond) {
    this(file, width, height, framesPerSecond, VideoEncoding.forViewing());
  }

  /**
   * Starts an H.264 video in MP4 of another video's shape and rate.
   *
   * @param like that other video
   * @param scale of its sides, above 0
   */
  public static VideoWriter like(MediaInfo like, double scale, Path file) {
    return like(like, scale, file, false);
  }

  /**
   * The same, with sound if wanted.
   *
   * @param withSound whether there is a stream for {@link #write(Sound)}
   */
  public static VideoWriter like(MediaInfo like, double scale, Path file, boolean withSound) {
    double rate =
        like.durationSeconds() > 0
            ? Math.max(1, Math.min(MOST_FRAMES_PER_SECOND, like.frames() / like.durationSeconds()))
            : USUAL_FRAMES_PER_SECOND;
    return new VideoWriter(
        file,
        scaled(like.width(), scale),
        scaled(like.height(), scale),
        rate,
        VideoEncoding.forViewing(),
        withSound);
  }

  /** A side of a scaled video: an encoder needs two pixels. */
  public static int scaled(int side, double scale) {
    return (int) Math.max(2, Math.round(side * scale));
  }

  /**
   * Starts a video.
   *
   * @param file ends in {@code .mp4}, or in {@code .mkv} if without loss
   * @param framesPerSecond nominal rate; the times of the frames need not keep to it
   * @throws org.delocate.media.library.MediaException WRITE_FAILED or UNSUPPORTED_CODEC
   */
  public VideoWriter(
      Path file, int width, int height, double framesPerSecond, VideoEncoding encoding) {
    this(file, width, height, framesPerSecond, encoding, false);
  }

  private VideoWriter(
      Path file,
      int width,
      int height,
      double framesPerSecond,
      VideoEncoding encoding,
      boolean withSound) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a video of " + width + "x" + height + " pixels");
    }
    this.file = file;
    this.partial = WholeFiles.partialOf(file);
    this.width = width;
    this.height = height;
    this.padding = encoding.lossless() ? 1 : 2;
    EncoderSettings settings =
        encoding.lossless()
            ? EncoderSettings.lossless(framesPerSecond, encoding.comment())
            : EncoderSettings.mp4(
                framesPerSecond,
                bitsPerSecond(encoding, framesPerSecond),
                encoding.comment(),
                encoding.codec());
    try {
      encoder = new VideoEncoder(partial, padded(width), padded(height), settings, withSound);
    } catch (RuntimeException e) {
      WholeFiles.discard(partial);
      throw e;
    }
  }

  /**
   * Appends a frame.
   *
   * @param timeSeconds not negative and greater than that of the frame before; a time that is not
   *     greater is moved on by the smallest step
   * @throws org.delocate.media.library.MediaException WRITE_FAILED
   */
  public void write(Image image, double timeSeconds) {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    if (!(timeSeconds >= 0)) {
      throw new IllegalArgumentException("a frame at " + timeSeconds + " s");
    }
    try {
      encoder.write(pad(ImageFiles.resize(image, width, height)), timeSeconds);
      frames++;
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  /**
   * Appends sound; pieces come in the order of time.
   *
   * @throws org.delocate.media.library.MediaException WRITE_FAILED
   */
  public void write(Sound piece) {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    try {
      encoder.write(piece);
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  /** Gives up: nothing appears. */
  public void abandon() {
    failed = true;
    close();
  }

  /**
   * Completes the file. Nothing appears if no frame was written.
   *
   * @throws org.delocate.media.library.MediaException WRITE_FAILED
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean whole = false;
    try (encoder) {
      if (!failed && frames > 0) {
        encoder.finish();
        whole = true;
      }
    } finally {
      if (!whole) {
        WholeFiles.discard(partial);
      }
    }
    if (whole) {
      WholeFiles.complete(partial, file);
    }
  }

  private long bitsPerSecond(VideoEncoding encoding, double framesPerSecond) {
    return encoding.bitsPerSecond() > 0
        ? encoding.bitsPerSecond()
        : Math.max(
            LEAST_BITS_PER_SECOND,
            Math.round((double) width * height * framesPerSecond * BITS_PER_PIXEL));
  }

  private int padded(int side) {
    return (side + padding - 1) / padding * padding;
  }

  private Image pad(Image image) {
    int wide = padded(width);
    int high = padded(height);
    if (wide == width && high == height) {
      return image;
    }
    byte[] rgb = new byte[wide * high * 3];
    for (int y = 0; y < high; y++) {
      int from = Math.min(y, height - 1) * width * 3;
      System.arraycopy(image.rgb(), from, rgb, y * wide * 3, width * 3);
      System.arraycopy(image.rgb(), from + (width - 1) * 3, rgb, (y + 1) * wide * 3 - 3, 3);
    }
    return new Image(wide, high, rgb);
  }
}
