package org.delocate.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.TrackedFace;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.model.Checkpoint;

/** What the parts work on: a clip of the repository, and faces of it. */
final class Samples {

  private static final String CLIP = "samples/astronaut-real.mp4";

  /** Of the decoder and of the networks: as many as a scan takes by itself. */
  static final int THREADS = Runtime.getRuntime().availableProcessors();

  private Samples() {}

  /**
   * The clip, 5 seconds of 512×512 with one face.
   *
   * @throws IllegalStateException if neither the working folder nor one above it has it
   */
  static Path clip() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path clip = folder.resolve(CLIP);
      if (Files.isRegularFile(clip)) {
        return clip;
      }
    }
    throw new IllegalStateException(
        "there is no " + CLIP + " here or above: start the benchmarks within the sources");
  }

  /** The clip, read as a scan reads it: each frame with the one a moment later. */
  static MediaReader reader() {
    return MediaReader.open(
        clip(),
        MediaLimits.defaults(),
        FrameSampling.standard(),
        THREADS,
        OptionalInt.empty(),
        true);
  }

  /** The first frame of the clip. */
  static VideoFrame frame() {
    try (MediaReader reader = reader()) {
      return reader.next().orElseThrow();
    }
  }

  /** The shipped model. */
  static Checkpoint model() {
    return Checkpoint.shipped()
        .orElseThrow(() -> new IllegalStateException("the shipped model is not on the class path"));
  }

  /** What the shipped model sees of a face: a square of 192 pixels. */
  static CropConvention view() {
    return model().card().networks().view();
  }

  /** Faces of the clip that move until their next frame, in the order of time. */
  static List<AlignedFace> movingFaces(CropConvention view, int count) {
    List<AlignedFace> faces = new ArrayList<>();
    try (MediaReader reader = reader();
        FaceTracker tracker = FaceTracker.standard()) {
      for (Optional<VideoFrame> frame = reader.next();
          frame.isPresent() && faces.size() < count;
          frame = reader.next()) {
        for (TrackedFace tracked : tracker.update(frame.get())) {
          AlignedFace face = FaceAligner.align(frame.get().image(), tracked.landmarks(), view);
          frame.get().later().map(face::withLater).filter(AlignedFace::moves).ifPresent(faces::add);
        }
      }
    }
    if (faces.size() < count) {
      throw new IllegalStateException("the clip has " + faces.size() + " moving faces");
    }
    return List.copyOf(faces.subList(0, count));
  }

  /** The same face without a next frame, as in a picture. */
  static AlignedFace still(AlignedFace face) {
    return new AlignedFace(face.crop(), face.landmarks(), face.cropToFrame());
  }
}
