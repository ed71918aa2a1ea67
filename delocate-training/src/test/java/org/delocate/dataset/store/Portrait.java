package org.delocate.dataset.store;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** The public-domain portrait of the samples: a real face for tests. */
public final class Portrait {

  /** Found from the module's folder, where Maven runs its tests. */
  public static final Path FILE = Path.of("../samples/source/astronaut.jpg");

  private Portrait() {}

  public static Image image() {
    return ImageFiles.read(FILE);
  }

  /** The face as a store would hold it. */
  public static StoredFace stored(int size) {
    try (FaceFinder finder = new FaceFinder(32)) {
      Image image = image();
      AlignedFace face =
          FaceAligner.align(
              image,
              finder.find(image, Optional.empty()).landmarks(),
              CropConvention.standard(size));
      return new StoredFace(
          "portrait",
          face.crop(),
          face.landmarks(),
          Optional.empty(),
          new FaceOrigin(Label.REAL, "camera", "train", "nasa"),
          Optional.empty());
    }
  }
}
