package org.delocate.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.delocate.media.image.Image;
import org.delocate.media.image.Sound;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.read.SoundReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoWriter;

/**
 * A copy of any input that every browser shows, with the pictures as the detector sees them and at
 * the same times, and with the sound that belongs to them: H.264 and AAC in MP4, of at most {@value
 * #LINES} lines; a JPEG of a picture.
 */
final class Preview {

  static final int LINES = 720;
  static final String VIDEO = "preview.mp4";
  static final String PICTURE = "preview.jpg";

  private static final int JPEG_QUALITY = 88;
  private final Path input;
  private final Path folder;
  private final int threads;

  Preview(Path input, Path folder, int threads) {
    this.input = input;
    this.folder = folder;
    this.threads = threads;
  }

  /**
   * Writes the copy.
   *
   * @return the name of the file in the folder
   * @throws MediaException if the input cannot be read or the copy cannot be written
   */
  String write(TaskRunner.Progress progress) {
    try (MediaReader reader =
        MediaReader.open(input, MediaLimits.defaults(), FrameSampling.all(), threads)) {
      Files.createDirectories(folder);
      return reader.info().picture() ? picture(reader) : video(reader, progress);
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot write a preview: " + e.getMessage(), e);
    }
  }

  private String picture(MediaReader reader) throws IOException {
    Image image = reader.next().orElseThrow().image();
    Files.write(folder.resolve(PICTURE), ImageFiles.encodeJpeg(shrunk(image, LINES), JPEG_QUALITY));
    return PICTURE;
  }

  private String video(MediaReader reader, TaskRunner.Progress progress) {
    MediaInfo info = reader.info();
    double scale = Math.min(1, LINES / (double) info.height());
    // Second 0 is known with the first frame.
    Optional<VideoFrame> frame = reader.next();
    Optional<SoundReader> sound =
        SoundReader.open(input, MediaLimits.defaults(), reader.originSeconds());
    VideoWriter writer = VideoWriter.like(info, scale, folder.resolve(VIDEO), sound.isPresent());
    boolean whole = false;
    try {
      Optional<Sound> next = sound.flatMap(SoundReader::next);
      long done = 0;
      for (; frame.isPresent(); frame = reader.next()) {
        double time = Math.max(0, frame.get().timeSeconds());
        writer.write(frame.get().image(), time);
        next = copy(sound, next, time, writer);
        progress.report(++done, info.frames());
      }
      copy(sound, next, info.durationSeconds(), writer);
      whole = true;
    } finally {
      sound.ifPresent(SoundReader::close);
      if (whole) {
        writer.close();
      } else {
        writer.abandon();
      }
    }
    return VIDEO;
  }

  /**
   * Writes the sound up to a time, so that sound and pictures that belong together lie together.
   *
   * @return the first piece behind that time
   */
  private static Optional<Sound> copy(
      Optional<SoundReader> reader, Optional<Sound> first, double until, VideoWriter writer) {
    Optional<Sound> next = first;
    while (next.isPresent() && !(next.get().timeSeconds() >= until)) {
      writer.write(next.get());
      next = reader.flatMap(SoundReader::next);
    }
    return next;
  }

  /** The picture with at most so many lines. */
  static Image shrunk(Image image, int lines) {
    if (image.height() <= lines) {
      return image;
    }
    double scale = lines / (double) image.height();
    return ImageFiles.resize(image, (int) Math.max(1, Math.round(image.width() * scale)), lines);
  }
}
