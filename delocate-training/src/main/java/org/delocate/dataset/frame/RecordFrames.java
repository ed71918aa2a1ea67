package org.delocate.dataset.frame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.MediaReader;

/**
 * The moments of a record: one for a picture, several for a video or a sequence of pictures, each
 * with what belongs to it in the original and in the mask. One instance serves one thread.
 */
public abstract class RecordFrames implements AutoCloseable {

  /** Small pictures are usual in datasets, and {@link MediaReader} refuses them. */
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp", "bmp");

  /** How much later a neighbour is: the time between frames of most videos. */
  public static final double NEIGHBOUR_SECONDS = 0.04;

  /**
   * One moment.
   *
   * @param index of the frame, 0 for a picture
   * @param timeSeconds of the frame; frames that are single pictures count as one a second
   * @param suffix tells the key of this frame from those of others; empty for a picture
   * @param afterCut whether the shot changed since the moment before
   * @param image the record's own picture
   * @param original for a fake, the picture that it was made from, if it is aligned
   * @param mask for a fake, its mask, if the dataset has one
   * @param later the moment right after it, {@value #NEIGHBOUR_SECONDS} seconds or the least that
   *     the video's rate allows, if that was asked for and is of the same shot
   */
  public record Moment(
      long index,
      double timeSeconds,
      String suffix,
      boolean afterCut,
      Image image,
      Optional<Image> original,
      Optional<GrayImage> mask,
      Optional<Moment> later) {

    Moment with(String newSuffix, Optional<Moment> newLater) {
      return new Moment(index, timeSeconds, newSuffix, afterCut, image, original, mask, newLater);
    }
  }

  /**
   * Opens a record.
   *
   * @param framesPerVideo how many frames of a video, spread evenly
   * @throws MediaException if a file cannot be opened
   */
  public static RecordFrames open(FaceRecord record, int framesPerVideo) {
    return open(record, framesPerVideo, false);
  }

  /**
   * Opens a record.
   *
   * @param framesPerVideo how many frames of a video, spread evenly
   * @param neighbours whether each comes with the moment after it; only videos have one
   * @throws MediaException if a file cannot be opened
   */
  public static RecordFrames open(FaceRecord record, int framesPerVideo, boolean neighbours) {
    if (record.member().isPresent() || Files.isDirectory(record.path())) {
      return new RecordSequence(record, framesPerVideo);
    }
    return isPicture(record.path())
        ? new RecordPicture(record)
        : new RecordVideo(record, framesPerVideo, neighbours);
  }

  /** Whether the record has more than one moment. */
  public static boolean isMoving(FaceRecord record) {
    return record.member().isPresent()
        || !isPicture(record.path())
        || Files.isDirectory(record.path());
  }

  /**
   * The next moment, in order.
   *
   * @throws MediaException if a file cannot be read
   */
  public abstract Optional<Moment> next();

  /** What kept some of the moments back, after the last one; nothing if all was well. */
  public Optional<SkippedRecord> fault() {
    return Optional.empty();
  }

  @Override
  public abstract void close();

  private static boolean isPicture(Path path) {
    String name = path.toString();
    return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  static Optional<Path> alignedOriginal(FaceRecord record) {
    return record.original().filter(path -> record.aligned());
  }
}
