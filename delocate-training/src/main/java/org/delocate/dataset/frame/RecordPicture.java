package org.delocate.dataset.frame;

import java.util.Optional;
import org.delocate.dataset.mask.FaceShape;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.MaskFile;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** A picture, its original and its mask: one moment. */
final class RecordPicture extends RecordFrames {
  private final FaceRecord record;
  private boolean delivered;

  RecordPicture(FaceRecord record) {
    this.record = record;
  }

  @Override
  public Optional<Moment> next() {
    if (delivered) {
      return Optional.empty();
    }
    delivered = true;
    Image image = ImageFiles.read(record.path());
    return Optional.of(
        new Moment(
            0,
            0,
            "",
            false,
            image,
            alignedOriginal(record).map(ImageFiles::read),
            record.label() == Label.REAL ? Optional.empty() : mask(image),
            Optional.empty()));
  }

  private Optional<GrayImage> mask(Image image) {
    if (record.mask().isPresent()) {
      MaskFile file = record.mask().get();
      return Optional.of(file.read(ImageFiles.read(file.path())));
    }
    return record
        .face()
        .filter(FaceShape::outlined)
        .map(shape -> shape.region(image.width(), image.height()).toImage());
  }

  @Override
  public void close() {
    delivered = true;
  }
}
