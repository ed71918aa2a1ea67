package org.delocate.forgery.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.TrackedFace;
import org.delocate.forgery.degrade.CodecDegradation;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.ForgeryPlan;
import org.delocate.forgery.pixel.Clips;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;

/**
 * Forges the largest face of a video or a picture, frame by frame with one plan a person, and
 * writes the result beside its true mask. What is written says in its metadata that it is
 * synthetic. Sound is not carried over.
 *
 * @param input a video or a picture
 * @param output {@code .mp4}, or {@code .mkv} without loss, for a video; {@code .png} or {@code
 *     .jpg} for a picture
 * @param mask of the same kinds
 * @param seed the same file, forger and seed give the same forgery
 * @param degradation what the forged file suffers afterwards; the mask suffers nothing
 */
public record FileForgery(
    Path input,
    Path output,
    Path mask,
    Forger forger,
    long seed,
    Optional<Degradation> degradation) {

  /** Told of every frame. */
  @FunctionalInterface
  public interface Listener {
    void frame(long done, long total);
  }

  /**
   * What was done.
   *
   * @param frames written
   * @param forged of them, the others had no face
   */
  public record Summary(long frames, long forged) {}

  public FileForgery {
    Objects.requireNonNull(forger, "forger");
  }

  /** The text that marks the forged file. */
  public String remark() {
    return "SYNTHETIC: the face in this file was forged by Delocate's "
        + forger.method()
        + " forger, seed "
        + seed
        + degradation.map(d -> ", " + d.name() + " " + d.strength()).orElse("")
        + "; made to test detectors";
  }

  /**
   * Does it.
   *
   * @throws NoFaceFoundException if no frame has a face; nothing is written then
   * @throws org.delocate.media.library.MediaException if the input cannot be read or an output not
   *     be written
   * @throws IllegalArgumentException if an output's name has an ending that does not fit
   */
  public Summary run(Listener listener) {
    try (MediaReader reader = MediaReader.open(input);
        FaceTracker tracker = FaceTracker.standard()) {
      MediaInfo info = reader.info();
      checkEndings(info.picture());
      return info.picture()
          ? picture(reader, new Clip(tracker), listener)
          : video(reader, new Clip(tracker), listener);
    }
  }

  private void checkEndings(boolean picture) {
    for (Path file : new Path[] {output, mask}) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      boolean fits =
          picture
              ? name.endsWith(".png") || name.endsWith(".jpg")
              : name.endsWith(".mp4") || name.endsWith(".mkv");
      if (!fits) {
        throw new IllegalArgumentException(
            file
                + ": a forged "
                + (picture ? "picture is a .png or .jpg" : "video is a .mp4 or .mkv"));
      }
    }
    if (output.toAbsolutePath().equals(mask.toAbsolutePath())) {
      throw new IllegalArgumentException(output + " cannot be both the forgery and its mask");
    }
    if (!picture && isLossless(output) && degradation.orElse(null) instanceof CodecDegradation) {
      throw new IllegalArgumentException(output + ": a codec's degradation needs a .mp4");
    }
  }

  private Summary picture(MediaReader reader, Clip clip, Listener listener) {
    VideoFrame frame = reader.next().orElseThrow();
    Forgery forgery = clip.forge(frame).orElseThrow(this::noFace);
    Image face = forgery.face();
    if (degradation.isPresent()) {
      face = degradation.get().of(face, new SplittableRandom(seed));
    }
    MarkedPicture.write(output, face, remark());
    MarkedPicture.write(
        mask, Clips.grey(forgery.mask(), face.width(), face.height()), maskRemark());
    listener.frame(1, 1);
    return new Summary(1, 1);
  }

  private Summary video(MediaReader reader, Clip clip, Listener listener) {
    MediaInfo info = reader.info();
    double rate = Clips.framesPerSecond(info);
    CodecDegradation codec =
        degradation.orElse(null) instanceof CodecDegradation chosen ? chosen : null;
    Path first = codec == null ? output : beside(output);
    long frames = 0;
    long forged = 0;
    try (VideoWriter faces = writer(first, info, rate, remark());
        VideoWriter masks = writer(mask, info, rate, maskRemark())) {
      try {
        SplittableRandom random = new SplittableRandom(seed);
        for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
          VideoFrame frame = next.get();
          Optional<Forgery> forgery = clip.forge(frame);
          Image face = forgery.map(Forgery::face).orElse(frame.image());
          if (degradation.isPresent() && codec == null) {
            Degradation own = degradation.get();
            face = own.of(face, own.steady() ? new SplittableRandom(seed) : random);
          }
          faces.write(face, frame.timeSeconds());
          masks.write(
              forgery
                  .map(f -> Clips.grey(f.mask(), f.face().width(), f.face().height()))
                  .orElseGet(() -> Image.black(info.width(), info.height())),
              frame.timeSeconds());
          frames++;
          forged += forgery.isPresent() ? 1 : 0;
          listener.frame(frames, info.frames());
        }
        if (forged == 0) {
          throw noFace();
        }
      } catch (RuntimeException e) {
        faces.abandon();
        masks.abandon();
        throw e;
      }
    }
    if (codec != null) {
      try {
        codec.recode(first, output, remark());
      } finally {
        delete(first);
      }
    }
    return new Summary(frames, forged);
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".before-compression.mkv");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be deleted", e);
    }
  }

  private NoFaceFoundException noFace() {
    return new NoFaceFoundException("no_face: no face was found in " + input);
  }

  private String maskRemark() {
    return "SYNTHETIC: true mask of " + output.getFileName() + ", white where it is forged";
  }

  private static boolean isLossless(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".mkv");
  }

  private static VideoWriter writer(Path file, MediaInfo info, double rate, String remark) {
    VideoEncoding encoding =
        isLossless(file) ? VideoEncoding.withoutLoss() : VideoEncoding.forViewing();
    return new VideoWriter(file, info.width(), info.height(), rate, encoding.withComment(remark));
  }

  /** The plans of the people seen so far. */
  private final class Clip {
    private final FaceTracker tracker;
    private final Map<Integer, Planned> plans = new HashMap<>();
    private int target = -1;

    private record Planned(ForgeryPlan plan, double start) {}

    Clip(FaceTracker tracker) {
      this.tracker = tracker;
    }

    /** The frame with its target forged: the person of the frame before, else the largest face. */
    Optional<Forgery> forge(VideoFrame frame) {
      var faces = tracker.update(frame);
      Optional<TrackedFace> chosen =
          faces.stream()
              .filter(face -> face.trackId() == target)
              .findFirst()
              .or(() -> DonorFaces.largest(faces));
      if (chosen.isEmpty()) {
        return Optional.empty();
      }
      Optional<FacePatch> patch = FacePatch.of(frame.image(), chosen.get().landmarks());
      if (patch.isEmpty()) {
        return Optional.empty();
      }
      target = chosen.get().trackId();
      FacePatch place = patch.get();
      // The same seed for every person: who comes back after a cut is forged as before.
      Planned planned =
          plans.computeIfAbsent(
              target,
              id ->
                  new Planned(
                      forger.plan(place.face(), place.landmarks(), new SplittableRandom(seed)),
                      frame.timeSeconds()));
      double seconds = frame.timeSeconds() - planned.start();
      Forgery forgery = planned.plan().forge(place.face(), place.landmarks(), seconds);
      // Around the face, the frame is to go on as it was.
      forgery =
          forger.remakesWholePicture() ? forgery.over(place.face()) : forgery.onInput(place.face());
      return Optional.of(place.putBack(forgery, frame.image()));
    }
  }
}
