package org.delocate.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.delocate.media.FrameSampling;
import org.delocate.media.GrayImage;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;
import org.delocate.media.MediaException;
import org.delocate.media.MediaLimits;
import org.delocate.media.MediaReader;
import org.delocate.media.VideoFrame;

/**
 * The moments of a record: one for a picture, several for a video or a sequence of pictures, each
 * with what belongs to it in the original and in the mask. One instance serves one thread.
 */
abstract class RecordFrames implements AutoCloseable {

  /** Small pictures are usual in datasets, and {@link MediaReader} refuses them. */
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp", "bmp");

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
   */
  record Moment(
      long index,
      double timeSeconds,
      String suffix,
      boolean afterCut,
      Image image,
      Optional<Image> original,
      Optional<GrayImage> mask) {}

  /**
   * Opens a record.
   *
   * @param framesPerVideo how many frames of a video, spread evenly
   * @throws MediaException if a file cannot be opened
   */
  static RecordFrames open(FaceRecord record, int framesPerVideo) {
    if (record.member().isPresent() || Files.isDirectory(record.path())) {
      return new Sequence(record, framesPerVideo);
    }
    return isPicture(record.path()) ? new Picture(record) : new Video(record, framesPerVideo);
  }

  /** Whether the record has more than one moment. */
  static boolean isMoving(FaceRecord record) {
    return record.member().isPresent()
        || !isPicture(record.path())
        || Files.isDirectory(record.path());
  }

  /**
   * The next moment, in order.
   *
   * @throws MediaException if a file cannot be read
   */
  abstract Optional<Moment> next();

  /** What kept some of the moments back, after the last one; nothing if all was well. */
  Optional<SkippedRecord> fault() {
    return Optional.empty();
  }

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
      Image image = ImageFiles.read(record.path());
      return Optional.of(
          new Moment(
              0,
              0,
              "",
              false,
              image,
              alignedOriginal(record).map(ImageFiles::read),
              record.label() == Label.REAL ? Optional.empty() : mask(image)));
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

  /** Frames as pictures, in a folder or in an archive; they have no masks. */
  private static final class Sequence extends RecordFrames {
    private final List<Integer> numbers;
    private final List<String> names;
    private final Map<String, byte[]> archived;
    private final Path folder;
    private int next;
    private int broken;

    Sequence(FaceRecord record, int frames) {
      folder = record.path();
      try {
        List<String> all =
            (record.member().isPresent()
                    ? FrameArchive.names(folder).stream().filter(inside(record))
                    : DatasetFiles.media(folder).stream().map(DatasetFiles::name))
                .sorted(FrameOrder.BY_NUMBER)
                .toList();
        numbers = FrameOrder.even(all.size(), frames);
        names = numbers.stream().map(all::get).toList();
        archived =
            record.member().isPresent()
                ? FrameArchive.read(folder, new HashSet<>(names))
                : Map.of();
      } catch (IOException e) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE, folder + ": " + e.getMessage(), e);
      }
    }

    private static java.util.function.Predicate<String> inside(FaceRecord record) {
      String start = record.member().orElseThrow();
      return name -> name.startsWith(start) && name.indexOf('/', start.length()) < 0;
    }

    @Override
    Optional<Moment> next() {
      while (next < names.size()) {
        int at = next++;
        try {
          Image image =
              archived.isEmpty()
                  ? ImageFiles.read(folder.resolve(names.get(at)))
                  : ImageFiles.decode(archived.getOrDefault(names.get(at), new byte[0]));
          int index = numbers.get(at);
          return Optional.of(
              new Moment(
                  index,
                  index,
                  String.format(Locale.ROOT, "_f%06d", index),
                  false,
                  image,
                  Optional.empty(),
                  Optional.empty()));
        } catch (MediaException e) {
          broken++;
        }
      }
      return Optional.empty();
    }

    @Override
    Optional<SkippedRecord> fault() {
      return broken == 0
          ? Optional.empty()
          : Optional.of(
              new SkippedRecord(
                  SkippedRecord.Reason.DAMAGED_FRAMES,
                  "",
                  broken + " of " + names.size() + " frames cannot be read"));
    }

    @Override
    public void close() {
      next = names.size();
    }
  }

  /** Ends with the shortest of the videos: where a mask or an original stops, truth stops. */
  private static final class Video extends RecordFrames {
    private final FaceRecord record;
    private final MediaReader reader;
    private Optional<Companion> original = Optional.empty();
    private Optional<Companion> mask = Optional.empty();
    private boolean cut;
    private Optional<SkippedRecord> shorter = Optional.empty();

    Video(FaceRecord record, int frames) {
      this.record = record;
      reader = MediaReader.open(record.path(), MediaLimits.defaults(), FrameSampling.even(frames));
      try {
        original = alignedOriginal(record).map(Companion::new);
        mask = record.mask().map(MaskFile::path).map(Companion::new);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    Optional<Moment> next() {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        cut |= frame.get().afterCut();
        if (!frame.get().damaged() && record.isForged(frame.get().index())) {
          return moment(frame.get());
        }
      }
      return Optional.empty();
    }

    private Optional<Moment> moment(VideoFrame frame) {
      long index = frame.index();
      Optional<Image> originalImage = original.flatMap(companion -> companion.at(index));
      Optional<Image> maskImage = mask.flatMap(companion -> companion.at(index));
      if (originalImage.isPresent() != original.isPresent()
          || maskImage.isPresent() != mask.isPresent()) {
        shorter =
            Optional.of(
                new SkippedRecord(
                    SkippedRecord.Reason.SHORT_COMPANION,
                    "",
                    (maskImage.isPresent() == mask.isPresent() ? "its original" : "its mask")
                        + " has no frame "
                        + index));
        return Optional.empty();
      }
      boolean afterCut = cut;
      cut = false;
      return Optional.of(
          new Moment(
              index,
              frame.timeSeconds(),
              String.format(Locale.ROOT, "_f%06d", index),
              afterCut,
              frame.image(),
              originalImage,
              maskImage.map(image -> record.mask().orElseThrow().read(image))));
    }

    @Override
    Optional<SkippedRecord> fault() {
      long damaged = reader.counts().damaged() + reader.counts().missing();
      return shorter.isPresent() || damaged == 0
          ? shorter
          : Optional.of(
              new SkippedRecord(
                  SkippedRecord.Reason.DAMAGED_FRAMES,
                  "",
                  damaged + " frames are damaged or missing; the others are kept"));
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
