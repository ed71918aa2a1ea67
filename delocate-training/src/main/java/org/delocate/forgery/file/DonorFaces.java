package org.delocate.forgery.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.TrackedFace;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

/** Aligned faces of a file: what a forger takes from, or is tried on. */
public final class DonorFaces {

  /** Crop that shows a face of that width at its own resolution, roughly. */
  private static final double CROP_PER_FACE = 1.15;

  private static final int SMALLEST = 64;
  private static final int LARGEST = 512;

  /** Share of the side that is kept around the standard crop: forehead and jaw. */
  private static final double MARGIN = 0.2;

  private DonorFaces() {}

  /**
   * The largest face of each of some frames, at the file's own resolution.
   *
   * @param frames how many are looked at, spread evenly
   * @throws NoFaceFoundException if none has a face
   * @throws org.delocate.media.library.MediaException if the file cannot be read
   */
  public static List<StoredFace> read(Path file, int frames) {
    return read(file, frames, OptionalInt.empty());
  }

  /**
   * The same in crops of a given side, without a margin.
   *
   * @param side of the crops in pixels; if empty, that of the file's own resolution, with a margin
   */
  public static List<StoredFace> read(Path file, int frames, OptionalInt side) {
    List<StoredFace> faces = new ArrayList<>();
    try (MediaReader reader =
            MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(frames));
        FaceTracker tracker = FaceTracker.standard()) {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        VideoFrame seen = frame.get();
        largest(tracker.update(seen)).ifPresent(face -> faces.add(stored(file, seen, face, side)));
      }
    }
    if (faces.isEmpty()) {
      throw new NoFaceFoundException("no_face: no face was found in " + file);
    }
    return faces;
  }

  static Optional<TrackedFace> largest(List<TrackedFace> faces) {
    return faces.stream().max(Comparator.comparingDouble(face -> face.box().area()));
  }

  private static StoredFace stored(
      Path file, VideoFrame frame, TrackedFace face, OptionalInt side) {
    double width = face.landmarks().bounds().width();
    int own = (int) Math.max(SMALLEST, Math.min(LARGEST, Math.round(CROP_PER_FACE * width)));
    CropConvention crop =
        side.isPresent()
            ? CropConvention.standard(side.getAsInt())
            : CropConvention.standard(own).withMargin((int) Math.round(MARGIN * own));
    AlignedFace aligned = FaceAligner.align(frame.image(), face.landmarks(), crop);
    return new StoredFace(
        "frame" + frame.index(),
        aligned.crop(),
        aligned.landmarks(),
        Optional.empty(),
        new FaceOrigin(Label.REAL, "camera", "train", file.getFileName().toString()),
        Optional.empty());
  }
}
