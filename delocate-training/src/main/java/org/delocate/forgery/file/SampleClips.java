package org.delocate.forgery.file;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.face.detect.BlazeFaceDetector;
import org.delocate.face.detect.DetectedFace;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.ForgeryPlan;
import org.delocate.forgery.forger.SelfBlendedForger;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;

/**
 * Makes the sample clips that ship with the project from one portrait: a moving face, the same
 * frames with the face forged, and the true mask. The same portrait gives the same pictures every
 * time.
 */
public final class SampleClips {

  private static final int FRAMES_PER_SECOND = 25;
  private static final int SECONDS = 5;

  /** So that each clip stays below a megabyte. */
  private static final long BITS_PER_SECOND = 1_300_000;

  private static final long MASK_BITS_PER_SECOND = 900_000;

  private static final double SENSOR_NOISE = 1.6;

  /** A seed whose self-blended face is whole, softened and of another tint. Chosen by looking. */
  private static final long FORGERY_SEED = 20;

  private SampleClips() {}

  /**
   * Makes the clips of {@code samples/}.
   *
   * @param arguments portrait, folder, name
   */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("three arguments: PORTRAIT FOLDER NAME");
    }
    write(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
  }

  /**
   * Writes {@code NAME-real.mp4}, {@code NAME-forged.mp4} and {@code NAME-forged-mask.mp4}.
   *
   * @param portrait a picture with one face
   * @param folder an existing folder
   * @param name such as {@code astronaut}
   * @throws IllegalArgumentException if no face is found
   * @throws org.delocate.media.library.MediaException if a file cannot be read or written
   */
  public static void write(Path portrait, Path folder, String name) {
    write(portrait, folder, name, SECONDS * FRAMES_PER_SECOND);
  }

  static void write(Path portrait, Path folder, String name, int frames) {
    Image picture = ImageFiles.read(portrait);
    SampleMotion motion = new SampleMotion(picture, landmarks(picture, portrait));
    Forger forger = new SelfBlendedForger();
    ForgeryPlan plan = new SelfBlendedForger().plan(FORGERY_SEED);
    String source = portrait.getFileName().toString();
    try (VideoWriter real =
            writer(
                folder.resolve(name + "-real.mp4"),
                motion,
                BITS_PER_SECOND,
                "Synthetic motion added to the portrait " + source + " by Delocate; no forgery");
        VideoWriter forged =
            writer(
                folder.resolve(name + "-forged.mp4"),
                motion,
                BITS_PER_SECOND,
                "SYNTHETIC: face forged by Delocate's " + forger.method() + " forger for tests");
        VideoWriter mask =
            writer(
                folder.resolve(name + "-forged-mask.mp4"),
                motion,
                MASK_BITS_PER_SECOND,
                "SYNTHETIC: true mask of the forged clip beside it")) {
      for (int frame = 0; frame < frames; frame++) {
        double seconds = frame / (double) FRAMES_PER_SECOND;
        Image seen = noisy(motion.frame(seconds), new SplittableRandom(frame));
        Forgery forgery = plan.forge(seen, motion.landmarks(seconds), seconds);
        real.write(seen, seconds);
        forged.write(forgery.face(), seconds);
        mask.write(picture(forgery), seconds);
      }
    }
  }

  private static VideoWriter writer(
      Path file, SampleMotion motion, long bitsPerSecond, String comment) {
    return new VideoWriter(
        file,
        motion.side(),
        motion.side(),
        FRAMES_PER_SECOND,
        VideoEncoding.forViewing().withBitsPerSecond(bitsPerSecond).withComment(comment));
  }

  private static Landmarks landmarks(Image picture, Path portrait) {
    try (FaceDetector detector = BlazeFaceDetector.shortRange();
        FaceLandmarker landmarker = new FaceLandmarker()) {
      List<DetectedFace> faces = detector.detect(picture);
      return faces.stream()
          .findFirst()
          .flatMap(face -> landmarker.locate(picture, face))
          .flatMap(points -> landmarker.locate(picture, points))
          .orElseThrow(() -> new IllegalArgumentException("no face was found in " + portrait));
    }
  }

  private static Image noisy(Image image, RandomGenerator random) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          Pixels.clipped((float) ((image.rgb()[i] & 0xFF) + SENSOR_NOISE * random.nextGaussian()));
    }
    return new Image(image.width(), image.height(), rgb);
  }

  private static Image picture(Forgery forgery) {
    byte[] rgb = new byte[forgery.face().rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Pixels.clipped(255 * forgery.mask()[i / 3]);
    }
    return new Image(forgery.face().width(), forgery.face().height(), rgb);
  }
}
