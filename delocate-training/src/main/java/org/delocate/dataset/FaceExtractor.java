package org.delocate.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.delocate.face.AffineTransform;
import org.delocate.face.AlignedFace;
import org.delocate.face.CropConvention;
import org.delocate.face.FaceAligner;
import org.delocate.face.Landmarks;
import org.delocate.media.GrayImage;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;
import org.delocate.media.MediaException;

/** Takes the face out of one record after another. For one thread: it owns a face detector. */
final class FaceExtractor implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PreparationOptions options;
  private final CropConvention storedCrop;
  private final FaceFinder finder;

  FaceExtractor(PreparationOptions options) {
    this.options = options;
    this.storedCrop = options.crop().withMargin(options.margin());
    this.finder = new FaceFinder(options.minimumFace());
  }

  /**
   * Adds the record's faces to the shard, or notes why there are none.
   *
   * @return how many faces were added
   * @throws DatasetException if the shard cannot be written
   */
  int extract(PreparationPlan.Planned planned, ShardWriter shard) {
    FaceRecord record = planned.record();
    int added = 0;
    Optional<SkippedRecord> skipped = Optional.empty();
    try (RecordFrames frames = RecordFrames.open(record, options.framesPerVideo())) {
      for (Optional<RecordFrames.Moment> moment = frames.next();
          moment.isPresent();
          moment = frames.next()) {
        try {
          add(planned, moment.get(), shard);
          added++;
        } catch (NoFaceException e) {
          skipped = Optional.of(new SkippedRecord(e.reason, record.id(), e.getMessage()));
        }
      }
    } catch (MediaException e) {
      skipped =
          Optional.of(
              new SkippedRecord(
                  SkippedRecord.Reason.UNREADABLE,
                  record.id(),
                  e.reason().code() + ": " + e.getMessage()));
    } catch (DatasetException e) {
      throw e;
    } catch (RuntimeException e) {
      // A library's failure on one picture must not end a run of hours; it is counted and named.
      skipped =
          Optional.of(
              new SkippedRecord(SkippedRecord.Reason.FAILED, record.id(), String.valueOf(e)));
    }
    if (added == 0) {
      shard.skip(
          skipped.orElseGet(
              () ->
                  new SkippedRecord(
                      SkippedRecord.Reason.UNREADABLE, record.id(), "it has no frame")));
    }
    return added;
  }

  private void add(PreparationPlan.Planned planned, RecordFrames.Moment moment, ShardWriter shard) {
    FaceRecord record = planned.record();
    FaceFinder.Found found = find(moment);
    AlignedFace face = FaceAligner.align(moment.image(), found.landmarks(), storedCrop);
    Optional<GrayImage> mask = sourceMask(moment, found.landmarks()).map(m -> align(m, face));
    if (mask.isPresent() && share(mask.get()) < options.minimumMask()) {
      throw new NoFaceException(
          SkippedRecord.Reason.EMPTY_MASK,
          String.format(
              java.util.Locale.ROOT, "%.2f %% of the crop are forged", 100 * share(mask.get())));
    }
    shard.add(
        new ShardWriter.Labels(
            planned.key() + moment.suffix(),
            record.dataset(),
            record.id(),
            record.label(),
            record.method(),
            record.split(),
            record.source(),
            planned.originalKey().map(key -> key + moment.suffix())),
        ImageFiles.encodePng(face.crop()),
        mask.map(ImageFiles::encodePng),
        json(planned, moment, found, face, mask.isPresent()));
  }

  /** Fake and original lie pixel on pixel, so the real one's face is the better guide to both. */
  private FaceFinder.Found find(RecordFrames.Moment moment) {
    if (moment.original().isEmpty()) {
      return finder.find(moment.image(), moment.mask().map(FaceExtractor::evidence));
    }
    Image original = moment.original().get();
    sameSize(moment.image(), original.width(), original.height(), "original");
    Optional<Plane> evidence =
        Optional.of(
            moment
                .mask()
                .map(FaceExtractor::evidence)
                .orElseGet(() -> DerivedMask.difference(moment.image(), original)));
    try {
      return finder.find(original, evidence);
    } catch (NoFaceException e) {
      return finder.find(moment.image(), evidence);
    }
  }

  private static Optional<GrayImage> sourceMask(RecordFrames.Moment moment, Landmarks landmarks) {
    if (moment.mask().isPresent()) {
      GrayImage mask = moment.mask().get();
      sameSize(moment.image(), mask.width(), mask.height(), "mask");
      return moment.mask();
    }
    return moment
        .original()
        .map(
            original ->
                DerivedMask.STANDARD.between(moment.image(), original, landmarks).toImage());
  }

  private static void sameSize(Image image, int width, int height, String what) {
    if (image.width() != width || image.height() != height) {
      throw new NoFaceException(
          SkippedRecord.Reason.SIZE_MISMATCH,
          String.format(
              java.util.Locale.ROOT,
              "the fake has %dx%d pixels, its %s %dx%d",
              image.width(),
              image.height(),
              what,
              width,
              height));
    }
  }

  private static Plane evidence(GrayImage mask) {
    float[] values = new float[mask.gray().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.gray()[i] & 0xFF;
    }
    return new Plane(mask.width(), mask.height(), values);
  }

  /** The mask goes through the very warp of the picture, mirrored border included. */
  private static GrayImage align(GrayImage mask, AlignedFace face) {
    byte[] rgb = new byte[3 * mask.gray().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = mask.gray()[i / 3];
    }
    Image warped =
        FaceAligner.cut(
            new Image(mask.width(), mask.height(), rgb), face.cropToFrame(), face.crop().width());
    byte[] gray = new byte[warped.rgb().length / 3];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = warped.rgb()[3 * i];
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

  private byte[] json(
      PreparationPlan.Planned planned,
      RecordFrames.Moment moment,
      FaceFinder.Found found,
      AlignedFace face,
      boolean masked) {
    FaceRecord record = planned.record();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("key", planned.key() + moment.suffix());
    json.put("dataset", record.dataset());
    json.put("record", record.id());
    json.put("frame", moment.index());
    json.put("timeSeconds", moment.timeSeconds());
    json.put("label", record.label().key());
    json.put("method", record.method());
    json.put("split", record.split());
    json.put("source", record.source());
    planned.originalKey().ifPresent(key -> json.put("original", key + moment.suffix()));
    json.put("mask", !masked ? "none" : record.mask().isPresent() ? "given" : "derived");
    json.put("facesInFrame", found.candidates());
    json.put("confidence", rounded(found.landmarks().confidence()));
    json.put("detection", rounded(found.detection()));
    json.set("crop", MAPPER.valueToTree(storedCrop));
    AffineTransform map = face.cropToFrame();
    ArrayNode transform = json.putArray("cropToFrame");
    for (double value : new double[] {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()}) {
      transform.add(value);
    }
    ArrayNode points = json.putArray("landmarks");
    for (float value : face.landmarks().xy()) {
      // A hundredth of a pixel: far finer than the landmarks are.
      points.add(Math.round(value * 100.0) / 100.0);
    }
    json.put("code", PreparationPlan.codeVersion());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always writable", e);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  @Override
  public void close() {
    finder.close();
  }
}
