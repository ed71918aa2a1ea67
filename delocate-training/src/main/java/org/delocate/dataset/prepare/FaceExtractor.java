package org.delocate.dataset.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.frame.FaceFinder;
import org.delocate.dataset.frame.FrameFaces;
import org.delocate.dataset.frame.NoFaceException;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.mask.DerivedMask;
import org.delocate.dataset.mask.Plane;
import org.delocate.dataset.mask.Region;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.dataset.store.FaceLabels;
import org.delocate.dataset.store.ShardWriter;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;

/** Takes the faces out of one record after another. For one thread: it owns face detectors. */
final class FaceExtractor implements AutoCloseable {

  private final PreparationOptions options;
  private final CropConvention storedCrop;
  private final FaceFinder finder;

  FaceExtractor(PreparationOptions options) {
    this.options = options;
    this.storedCrop = options.crop().withMargin(options.margin());
    this.finder = new FaceFinder(options.least().face());
  }

  /**
   * Adds the record's faces to the shard, or notes why there are none.
   *
   * @return how many faces were added
   * @throws org.delocate.dataset.record.DatasetException if the shard cannot be written
   */
  int extract(PreparationPlan.Planned planned, ShardWriter shard) {
    FaceRecord record = planned.record();
    List<TrackChoice.Candidate> candidates = new ArrayList<>();
    Optional<SkippedRecord> skipped = Optional.empty();
    try (RecordFrames frames =
            RecordFrames.open(record, options.frames().ofVideo(), options.frames().neighbours());
        FrameFaces faces =
            RecordFrames.isMoving(record)
                ? FrameFaces.tracked(options.least().face())
                : FrameFaces.single(finder)) {
      for (Optional<RecordFrames.Moment> moment = frames.next();
          moment.isPresent();
          moment = frames.next()) {
        try {
          candidates.addAll(candidates(planned, moment.get(), faces));
        } catch (NoFaceException e) {
          skipped = Optional.of(new SkippedRecord(e.reason(), record.id(), e.getMessage()));
        }
      }
      if (frames.fault().isPresent()) {
        SkippedRecord fault = frames.fault().get();
        skipped = Optional.of(new SkippedRecord(fault.reason(), record.id(), fault.message()));
      }
    } catch (MediaException e) {
      skipped =
          Optional.of(
              new SkippedRecord(
                  candidates.isEmpty()
                      ? SkippedRecord.Reason.UNREADABLE
                      : SkippedRecord.Reason.DAMAGED_FRAMES,
                  record.id(),
                  e.reason().code() + ": " + e.getMessage()));
    } catch (RuntimeException e) {
      // A library's failure on one picture must not end a run of hours; it is counted and named.
      skipped =
          Optional.of(
              new SkippedRecord(SkippedRecord.Reason.FAILED, record.id(), String.valueOf(e)));
    }
    return store(planned, candidates, skipped, shard);
  }

  private int store(
      PreparationPlan.Planned planned,
      List<TrackChoice.Candidate> candidates,
      Optional<SkippedRecord> skipped,
      ShardWriter shard) {
    FaceRecord record = planned.record();
    List<TrackChoice.Candidate> chosen = TrackChoice.of(record, candidates, options.least().mask());
    for (TrackChoice.Candidate face : chosen) {
      shard.add(face.labels(), face.crop(), face.mask(), face.json());
    }
    if (chosen.isEmpty() && !candidates.isEmpty()) {
      shard.skip(
          new SkippedRecord(
              SkippedRecord.Reason.EMPTY_MASK,
              record.id(),
              "in no frame is enough of the face forged"));
    } else if (chosen.isEmpty()) {
      shard.skip(
          skipped.orElseGet(
              () ->
                  new SkippedRecord(
                      SkippedRecord.Reason.UNREADABLE, record.id(), "it has no frame")));
    } else {
      skipped.filter(note -> note.reason().partial()).ifPresent(shard::skip);
    }
    return chosen.size();
  }

  private List<TrackChoice.Candidate> candidates(
      PreparationPlan.Planned planned, RecordFrames.Moment moment, FrameFaces faces) {
    checkMask(moment);
    // Fake and original lie pixel on pixel, so the real one's face is the better guide to both.
    Optional<Image> original = moment.original().filter(image -> sameSize(image, moment.image()));
    Optional<Plane> evidence = evidence(planned.record(), moment, original);
    List<TrackChoice.Candidate> candidates = new ArrayList<>();
    for (FrameFaces.Found found : faces.find(moment, original, evidence)) {
      TrackChoice.Candidate first = candidate(planned, moment, found, original, evidence);
      candidates.add(first);
      if (moment.later().isPresent() && !(first.maskShare() < options.least().mask())) {
        candidates.add(later(planned, moment.later().get(), found));
      }
    }
    return candidates;
  }

  /** A moment later, at the very place: what differs has moved, whatever landmarks would say. */
  private TrackChoice.Candidate later(
      PreparationPlan.Planned planned, RecordFrames.Moment moment, FrameFaces.Found found) {
    Optional<Image> original = moment.original().filter(image -> sameSize(image, moment.image()));
    return candidate(
        planned, moment, found, original, evidence(planned.record(), moment, original));
  }

  private TrackChoice.Candidate candidate(
      PreparationPlan.Planned planned,
      RecordFrames.Moment moment,
      FrameFaces.Found found,
      Optional<Image> original,
      Optional<Plane> evidence) {
    FaceRecord record = planned.record();
    AlignedFace face = FaceAligner.align(moment.image(), found.landmarks(), storedCrop);
    Optional<GrayImage> whole = moment.mask();
    if (whole.isEmpty() && original.isPresent()) {
      whole =
          DerivedMask.STANDARD
              .betweenAligned(moment.image(), original.get(), found.landmarks())
              .map(Region::toImage);
    }
    Optional<GrayImage> mask = whole.map(image -> align(image, face));
    String suffix = moment.suffix() + (found.track() == 1 ? "" : "_t" + found.track());
    FaceLabels labels =
        new FaceLabels(
            planned.key() + suffix,
            record.dataset(),
            record.id(),
            record.origin(),
            planned.originalKey().map(key -> key + suffix),
            record.annotations());
    return new TrackChoice.Candidate(
        found.track(),
        labels,
        ImageFiles.encodePng(face.crop()),
        mask.map(ImageFiles::encodePng),
        FaceJson.of(labels, record, moment, found, face, mask.isPresent(), storedCrop),
        mask.isPresent() ? share(mask.get()) : Double.NaN,
        evidence.isPresent() ? FaceFinder.evidenceIn(found.landmarks().bounds(), evidence) : 0,
        found.landmarks().bounds().area());
  }

  private static Optional<Plane> evidence(
      FaceRecord record, RecordFrames.Moment moment, Optional<Image> original) {
    if (moment.mask().isPresent()) {
      return moment.mask().map(FaceExtractor::evidence);
    }
    if (record.face().isPresent()) {
      return Optional.of(
          evidence(
              record
                  .face()
                  .get()
                  .region(moment.image().width(), moment.image().height())
                  .toImage()));
    }
    return original.map(image -> DerivedMask.difference(moment.image(), image));
  }

  private static boolean sameSize(Image one, Image two) {
    return one.width() == two.width() && one.height() == two.height();
  }

  private static void checkMask(RecordFrames.Moment moment) {
    if (moment.mask().isPresent()
        && (moment.mask().get().width() != moment.image().width()
            || moment.mask().get().height() != moment.image().height())) {
      throw new NoFaceException(
          SkippedRecord.Reason.SIZE_MISMATCH,
          String.format(
              java.util.Locale.ROOT,
              "the fake has %dx%d pixels, its mask %dx%d",
              moment.image().width(),
              moment.image().height(),
              moment.mask().get().width(),
              moment.mask().get().height()));
    }
  }

  private static Plane evidence(GrayImage mask) {
    float[] values = new float[mask.gray().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.gray()[i] & 0xFF;
    }
    return new Plane(mask.width(), mask.height(), values);
  }

  /**
   * The mask goes through the very warp of the picture. Beyond the picture's border, where the crop
   * shows a mirror image, nothing counts as forged: no forger painted there.
   */
  private static GrayImage align(GrayImage mask, AlignedFace face) {
    byte[] rgb = new byte[3 * mask.gray().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = mask.gray()[i / 3];
    }
    Image warped =
        FaceAligner.cut(
            new Image(mask.width(), mask.height(), rgb), face.cropToFrame(), face.crop().width());
    AffineTransform map = face.cropToFrame();
    byte[] gray = new byte[warped.rgb().length / 3];
    for (int i = 0; i < gray.length; i++) {
      int x = i % warped.width();
      int y = i / warped.width();
      double frameX = map.a() * x + map.b() * y + map.c();
      double frameY = map.d() * x + map.e() * y + map.f();
      boolean inFrame =
          frameX >= -0.5
              && frameY >= -0.5
              && frameX < mask.width() - 0.5
              && frameY < mask.height() - 0.5;
      gray[i] = inFrame ? warped.rgb()[3 * i] : 0;
    }
    return new GrayImage(warped.width(), warped.height(), gray);
  }

  private static double share(GrayImage mask) {
    long sum = 0;
    for (byte value : mask.gray()) {
      sum += value & 0xFF;
    }
    return sum / (255.0 * mask.gray().length);
  }

  @Override
  public void close() {
    finder.close();
  }
}
