package org.delocate.dataset.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.FrameArchive;
import org.delocate.dataset.mask.FaceShape;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.MaskFile;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

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
      return new Sequence(record, framesPerVideo);
    }
    return isPicture(record.path())
        ? new Picture(record)
        : new Video(record, framesPerVideo, neighbours);
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
    public Optional<Moment> next() {
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
                  FrameKeys.frame(index),
                  false,
                  image,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
        } catch (MediaException e) {
          broken++;
        }
      }
      return Optional.empty();
    }

    @Override
    public Optional<SkippedRecord> fault() {
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
    private final boolean neighbours;
    private final MediaReader reader;

    /** Positions of the frames that are wanted, where the reader delivers others, too. */
    private final Set<Integer> chosen;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Optional<Companion> original = Optional.empty();
    private Optional<Companion> mask = Optional.empty();
    private boolean cut;
    private boolean ended;
    private Optional<SkippedRecord> shorter = Optional.empty();

    Video(FaceRecord record, int frames, boolean neighbours) {
      this.record = record;
      this.neighbours = neighbours;
      reader =
          MediaReader.open(
              record.path(),
              MediaLimits.defaults(),
              neighbours ? FrameSampling.all() : FrameSampling.even(frames));
      try {
        chosen =
            neighbours
                ? Set.copyOf(FrameOrder.even(Math.toIntExact(reader.info().frames()), frames))
                : Set.of();
        original = alignedOriginal(record).map(Companion::new);
        mask = record.mask().map(MaskFile::path).map(Companion::new);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public Optional<Moment> next() {
      while (waiting.isEmpty() || !(ended || waiting.peek().settled)) {
        Optional<VideoFrame> frame = ended ? Optional.empty() : reader.next();
        if (frame.isEmpty()) {
          ended = true;
          if (waiting.isEmpty()) {
            return Optional.empty();
          }
        } else {
          take(frame.get());
        }
      }
      return Optional.of(waiting.remove().moment);
    }

    private void take(VideoFrame frame) {
      if (frame.afterCut()) {
        cut = true;
        waiting.forEach(first -> first.settled = true);
      }
      if (frame.damaged() || !record.isForged(frame.index())) {
        return;
      }
      boolean wanted = !neighbours || chosen.contains((int) frame.index());
      List<Waiting> due = waiting.stream().filter(first -> first.isDue(frame)).toList();
      if (!wanted && due.isEmpty()) {
        return;
      }
      Optional<Moment> here = moment(frame);
      if (here.isEmpty()) {
        ended = true;
        return;
      }
      for (Waiting first : due) {
        first.settle(here.get());
      }
      if (wanted) {
        waiting.add(new Waiting(here.get(), !neighbours));
        cut = false;
      }
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
      return Optional.of(
          new Moment(
              index,
              frame.timeSeconds(),
              FrameKeys.frame(index),
              cut,
              frame.image(),
              originalImage,
              maskImage.map(image -> record.mask().orElseThrow().read(image)),
              Optional.empty()));
    }

    @Override
    public Optional<SkippedRecord> fault() {
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

  /** A moment whose neighbour has not come yet. */
  private static final class Waiting {

    /** Time stamps are whole ticks: two frames 40 ms apart may be a little less. */
    private static final double ROUNDING_SECONDS = 0.001;

    private Moment moment;
    private boolean settled;

    Waiting(Moment moment, boolean settled) {
      this.moment = moment;
      this.settled = settled;
    }

    boolean isDue(VideoFrame frame) {
      double later = frame.timeSeconds() - moment.timeSeconds();
      return !settled && later >= NEIGHBOUR_SECONDS - ROUNDING_SECONDS;
    }

    void settle(Moment later) {
      moment =
          moment.with(
              moment.suffix(),
              Optional.of(later.with(FrameKeys.later(moment.suffix()), Optional.empty())));
      settled = true;
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
