package org.delocate.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.delocate.media.FrameSampling;
import org.delocate.media.GrayImage;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;
import org.delocate.media.MediaLimits;
import org.delocate.media.MediaReader;
import org.delocate.media.VideoFrame;

/**
 * The moments of a record: one for a picture, several for a video, each with what belongs to it in
 * the original and in the mask. One instance serves one thread.
 */
abstract class RecordFrames implements AutoCloseable {

  /** Small pictures are usual in datasets, and {@link MediaReader} refuses them. */
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp", "bmp");

  /**
   * One moment.
   *
   * @param index of the frame, 0 for a picture
   * @param timeSeconds of the frame, 0 for a picture
   * @param suffix tells the key of this frame from those of others; empty for a picture
   * @param image the record's own picture
   * @param original for a fake, the picture that it was made from, if it is aligned
   * @param mask for a fake, its mask, if the dataset has one
   */
  record Moment(
      long index,
      double timeSeconds,
      String suffix,
      Image image,
      Optional<Image> original,
      Optional<GrayImage> mask) {}

  /**
   * Opens a record.
   *
   * @param framesPerVideo how many frames of a video, spread evenly
   * @throws org.delocate.media.MediaException if a file cannot be opened
   */
  static RecordFrames open(FaceRecord record, int framesPerVideo) {
    return isPicture(record.path()) ? new Picture(record) : new Video(record, framesPerVideo);
  }

  /**
   * The next moment, in order.
   *
   * @throws org.delocate.media.MediaException if a file cannot be read
   */
  abstract Optional<Moment> next();

  @Override
  public abstract void close();

  private static boolean isPicture(Path path) {
    String name = path.toString();
    return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static Optional<Path> alignedOriginal(FaceRecord record) {
    return record.original().filter(path -> record.aligned());
  }

  private static final class Picture extends RecordFrames {
    private final FaceRecord record;
    private boolean delivered;

    Picture(FaceRecord record) {
      this.record = record;
    }

    @Override
    Optional<Moment> next() {
      if (delivered) {
        return Optional.empty();
      }
      delivered = true;
      return Optional.of(
          new Moment(
              0,
              0,
              "",
              ImageFiles.read(record.path()),
              alignedOriginal(record).map(ImageFiles::read),
              record.mask().map(ImageFiles::readGray)));
    }

    @Override
    public void close() {
      delivered = true;
    }
  }

  /** Ends with the shortest of the videos: where a mask or an original stops, truth stops. */
  private static final class Video extends RecordFrames {
    private final MediaReader reader;
    private final Optional<Companion> original;
    private final Optional<Companion> mask;

    Video(FaceRecord record, int frames) {
      reader = MediaReader.open(record.path(), MediaLimits.defaults(), FrameSampling.even(frames));
      original = alignedOriginal(record).map(Companion::new);
      mask = record.mask().map(Companion::new);
    }

    @Override
    Optional<Moment> next() {
      Optional<VideoFrame> frame = reader.next();
      if (frame.isEmpty()) {
        return Optional.empty();
      }
      long index = frame.get().index();
      Optional<Image> originalImage = original.flatMap(companion -> companion.at(index));
      Optional<Image> maskImage = mask.flatMap(companion -> companion.at(index));
      if (originalImage.isPresent() != original.isPresent()
          || maskImage.isPresent() != mask.isPresent()) {
        return Optional.empty();
      }
      return Optional.of(
          new Moment(
              index,
              frame.get().timeSeconds(),
              String.format(Locale.ROOT, "_f%06d", index),
              frame.get().image(),
              originalImage,
              maskImage.map(Video::brightest)));
    }

    /** FaceSwap's masks of FaceForensics++ are coloured: what counts is the brightest channel. */
    private static GrayImage brightest(Image image) {
      byte[] gray = new byte[image.width() * image.height()];
      for (int i = 0; i < gray.length; i++) {
        int most = 0;
        for (int k = 3 * i; k < 3 * i + 3; k++) {
          most = Math.max(most, image.rgb()[k] & 0xFF);
        }
        gray[i] = (byte) most;
      }
      return new GrayImage(image.width(), image.height(), gray);
    }

    @Override
    public void close() {
      reader.close();
      original.ifPresent(Companion::close);
      mask.ifPresent(Companion::close);
    }
  }

  /** A video that is read in step with another, frame number by frame number. */
  private static final class Companion {
    private final MediaReader reader;

    Companion(Path path) {
      reader = MediaReader.open(path, MediaLimits.defaults(), FrameSampling.all());
    }

    Optional<Image> at(long index) {
      Optional<VideoFrame> frame = reader.next();
      while (frame.isPresent() && frame.get().index() < index) {
        frame = reader.next();
      }
      return frame.filter(found -> found.index() == index).map(VideoFrame::image);
    }

    void close() {
      reader.close();
    }
  }
}
