package org.delocate.dataset.frame;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.MaskFile;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

/**
 * A video in step with its original and its mask. Ends with the shortest of them: where a mask or
 * an original stops, truth stops.
 */
final class RecordVideo extends RecordFrames {
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

  RecordVideo(FaceRecord record, int frames, boolean neighbours) {
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
