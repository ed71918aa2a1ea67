package org.delocate.dataset;

import java.util.Optional;
import org.delocate.media.GrayImage;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;

/**
 * The moments of a record: one for a picture, several for a video, each with what belongs to it in
 * the original and in the mask.
 */
final class RecordFrames implements AutoCloseable {

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

  private final FaceRecord record;
  private boolean delivered;

  private RecordFrames(FaceRecord record) {
    this.record = record;
  }

  static RecordFrames open(FaceRecord record, int framesPerVideo) {
    return new RecordFrames(record);
  }

  /**
   * The next moment, in order.
   *
   * @throws org.delocate.media.MediaException if a file cannot be read
   */
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
            record.original().filter(path -> record.aligned()).map(ImageFiles::read),
            record.mask().map(ImageFiles::readGray)));
  }

  @Override
  public void close() {
    delivered = true;
  }
}
