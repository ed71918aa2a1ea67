package org.delocate.dataset.frame;

import java.util.List;
import java.util.Optional;
import org.delocate.dataset.mask.Plane;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.track.FaceTracker;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;

/** Finds the faces of a record, moment by moment. For one record. */
public abstract class FrameFaces implements AutoCloseable {

  /**
   * A face.
   *
   * @param track the person, from 1 in the order of appearance
   * @param detection confidence that this is a face, 0 to 1
   * @param candidates faces that were found in the picture
   */
  public record Found(int track, Landmarks landmarks, double detection, int candidates) {}

  /**
   * The faces of the next moment.
   *
   * @param original of the same size as the moment's picture, if there is one
   * @param evidence of manipulation, per pixel
   * @throws NoFaceException if there is none that will do
   */
  public abstract List<Found> find(
      RecordFrames.Moment moment, Optional<Image> original, Optional<Plane> evidence);

  @Override
  public abstract void close();

  /** For a picture: the one face that the record is about. */
  public static FrameFaces single(FaceFinder finder) {
    return new FrameFaces() {
      @Override
      public List<Found> find(
          RecordFrames.Moment moment, Optional<Image> original, Optional<Plane> evidence) {
        if (original.isEmpty()) {
          return List.of(finder.find(moment.image(), evidence));
        }
        try {
          return List.of(finder.find(original.get(), evidence));
        } catch (NoFaceException e) {
          return List.of(finder.find(moment.image(), evidence));
        }
      }

      @Override
      public void close() {
        // The finder serves the next record.
      }
    };
  }

  /** For a video: everybody, each followed through the frames as a scan does it. */
  public static FrameFaces tracked(double minimumFace) {
    FaceTracker tracker = FaceTracker.standard();
    return new FrameFaces() {
      @Override
      public List<Found> find(
          RecordFrames.Moment moment, Optional<Image> original, Optional<Plane> evidence) {
        var faces =
            tracker.update(
                new VideoFrame(
                    moment.index(),
                    moment.timeSeconds(),
                    original.orElse(moment.image()),
                    false,
                    moment.afterCut()));
        if (faces.isEmpty()) {
          throw new NoFaceException(SkippedRecord.Reason.NO_FACE, "no face was found");
        }
        List<Found> found =
            faces.stream()
                .filter(face -> face.landmarks().bounds().width() >= minimumFace)
                .map(
                    face ->
                        new Found(
                            face.trackId(), face.landmarks(), face.confidence(), faces.size()))
                .toList();
        if (found.isEmpty()) {
          throw new NoFaceException(
              SkippedRecord.Reason.FACE_TOO_SMALL,
              String.format(
                  java.util.Locale.ROOT,
                  "the widest face is %.0f pixels wide",
                  faces.stream()
                      .mapToDouble(face -> face.landmarks().bounds().width())
                      .max()
                      .orElseThrow()));
        }
        return found;
      }

      @Override
      public void close() {
        tracker.close();
      }
    };
  }
}
