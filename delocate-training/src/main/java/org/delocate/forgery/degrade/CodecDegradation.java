package org.delocate.forgery.degrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.delocate.forgery.pixel.Clips;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.write.VideoCodec;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;

/**
 * Compression by a video codec, once or several times over, by real encoders through temporary
 * files. A single picture is a clip of one frame.
 */
public record CodecDegradation(String name, int strength, List<Pass> passes)
    implements Degradation {

  private static final double USUAL_RATE = 25;
  private static final long LEAST_BITS = 4_000;

  /** Encoders refuse smaller frames. */
  private static final int LEAST_SIDE = 32;

  /** Crops are small; the reader is not to refuse them. */
  private static final MediaLimits LIMITS =
      new MediaLimits(MediaLimits.defaults().maxPixels(), LEAST_SIDE);

  /**
   * One encoding.
   *
   * @param bitsPerPixel wanted size, of the encoded frame's pixels
   * @param scale of the encoded frame's sides, 1 for as they are
   */
  record Pass(VideoCodec codec, double bitsPerPixel, double scale) {}

  /** H.264 once, of any size, not only those of the strengths. */
  static CodecDegradation h264(double bitsPerPixel) {
    return new CodecDegradation("h264", 0, List.of(new Pass(VideoCodec.H264, bitsPerPixel, 1)));
  }

  @Override
  public Image of(Image picture, RandomGenerator random) {
    return of(List.of(picture), USUAL_RATE, random).get(0);
  }

  @Override
  public List<Image> of(List<Image> frames, double framesPerSecond, RandomGenerator random) {
    Path folder = temporaryFolder();
    try {
      Path file = folder.resolve("clip.mp4");
      Image first = frames.get(0);
      try (VideoWriter writer =
          writer(file, first.width(), first.height(), framesPerSecond, passes.get(0), "")) {
        for (int i = 0; i < frames.size(); i++) {
          writer.write(frames.get(i), i / framesPerSecond);
        }
      }
      for (Pass pass : passes.subList(1, passes.size())) {
        Path next = folder.resolve(pass.hashCode() + "-next.mp4");
        encode(file, next, first.width(), first.height(), framesPerSecond, pass, "");
        file = next;
      }
      List<Image> back = read(file, first.width(), first.height());
      if (back.size() != frames.size()) {
        throw new IllegalStateException(
            back.size() + " frames came back of " + frames.size() + " by " + name);
      }
      return back;
    } finally {
      delete(folder);
    }
  }

  /**
   * Encodes a file anew.
   *
   * @param comment text that is written into the target
   */
  public void recode(Path source, Path target, String comment) {
    Path folder = temporaryFolder();
    try (MediaReader reader = MediaReader.open(source, LIMITS)) {
      int width = reader.info().width();
      int height = reader.info().height();
      double rate = Clips.framesPerSecond(reader.info());
      Path from = source;
      for (int i = 0; i < passes.size(); i++) {
        boolean last = i == passes.size() - 1;
        Path to = last ? target : folder.resolve(i + ".mp4");
        encode(from, to, width, height, rate, passes.get(i), comment);
        from = to;
      }
    } finally {
      delete(folder);
    }
  }

  private static void encode(
      Path source, Path target, int width, int height, double rate, Pass pass, String comment) {
    try (MediaReader reader = MediaReader.open(source, LIMITS);
        VideoWriter writer = writer(target, width, height, rate, pass, comment)) {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        writer.write(frame.get().image(), frame.get().timeSeconds());
      }
    }
  }

  private static VideoWriter writer(
      Path file, int width, int height, double rate, Pass pass, String comment) {
    int wide = side(width, pass.scale());
    int high = side(height, pass.scale());
    long bits = Math.max(LEAST_BITS, Math.round(pass.bitsPerPixel() * wide * high * rate));
    return new VideoWriter(
        file,
        wide,
        high,
        rate,
        VideoEncoding.forViewing()
            .withCodec(pass.codec())
            .withBitsPerSecond(bits)
            .withComment(comment));
  }

  /** Even where it is scaled: a row or column that is added there would move all others later. */
  private static int side(int side, double scale) {
    long scaled = scale == 1 ? side : 2 * Math.round(side * scale / 2);
    return (int) Math.max(LEAST_SIDE, scaled);
  }

  private static List<Image> read(Path file, int width, int height) {
    List<Image> frames = new ArrayList<>();
    try (MediaReader reader = MediaReader.open(file, LIMITS)) {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(fitted(frame.get().image(), width, height));
      }
    }
    return frames;
  }

  /** Without the row and column that make sides even; larger or smaller only if it was scaled. */
  private static Image fitted(Image image, int width, int height) {
    boolean padded = image.width() - width <= 1 && image.height() - height <= 1;
    if (padded && image.width() >= width && image.height() >= height) {
      return Clips.cut(image, 0, 0, width, height);
    }
    return ImageFiles.resize(image, width, height);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("delocate-codec");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted", e);
    }
  }
}
