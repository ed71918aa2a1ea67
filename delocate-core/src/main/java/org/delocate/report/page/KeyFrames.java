package org.delocate.report.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.face.geometry.Box;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.report.output.Spool;
import org.delocate.report.overlay.HeatMap;

/** Collects the key frames of all tracks; their pictures lie in a spool. */
final class KeyFrames implements ScanListener, AutoCloseable {

  private static final int JPEG_QUALITY = 86;

  /** Longer side of the thumbnail of a whole frame, pixels: sharp at half the page's width. */
  private static final int THUMBNAIL = 560;

  private final Map<Integer, KeyFrameChoice> choices = new HashMap<>();
  private Spool spool;

  @Override
  public void frameScored(ScoredFrame frame) {
    Thumbnail thumbnail = new Thumbnail(frame.frame().image());
    for (ScoredFace face : frame.faces()) {
      choices
          .computeIfAbsent(face.trackId(), id -> new KeyFrameChoice())
          .offer(face.probability(), () -> keyFrame(frame, face, thumbnail));
    }
  }

  /** A whole frame, small: made when a face first needs it, and shared by all faces of a crowd. */
  private final class Thumbnail {
    private final Image picture;
    private final int width;
    private final int height;
    private Spool.Place place;

    Thumbnail(Image picture) {
      this.picture = picture;
      double scale = Math.min(1, THUMBNAIL / (double) Math.max(picture.width(), picture.height()));
      this.width = (int) Math.max(1, Math.round(picture.width() * scale));
      this.height = (int) Math.max(1, Math.round(picture.height() * scale));
    }

    Spool.Place place() {
      if (place == null) {
        place = keep(ImageFiles.resize(picture, width, height));
      }
      return place;
    }
  }

  @Override
  public void people(Map<Integer, Integer> personOfTrack) {
    Map<Integer, KeyFrameChoice> ofTracks = new TreeMap<>(choices);
    choices.clear();
    ofTracks.forEach(
        (track, choice) ->
            choices
                .computeIfAbsent(
                    personOfTrack.getOrDefault(track, track), id -> new KeyFrameChoice())
                .add(choice));
  }

  /** The choice of a track, or of a person once it is known which tracks are whose. */
  Optional<KeyFrameChoice> of(int id) {
    return Optional.ofNullable(choices.get(id));
  }

  /** The JPEG of a key frame. */
  byte[] picture(Spool.Place place) {
    return spool.get(place);
  }

  private KeyFrame keyFrame(ScoredFrame frame, ScoredFace face, Thumbnail thumbnail) {
    Image picture = frame.frame().image();
    Image crop = face.aligned().crop();
    Box box = face.box();
    return new KeyFrame(
        frame.frame().index(),
        frame.frame().timeSeconds(),
        face.probability(),
        face.tamperedFraction(),
        face.outline(),
        new Box(
            box.x() / picture.width(),
            box.y() / picture.height(),
            box.width() / picture.width(),
            box.height() / picture.height()),
        thumbnail.width,
        thumbnail.height,
        new KeyFrame.Pictures(
            keep(crop), keep(heat(crop, face)), keep(face.recovered()), thumbnail.place()));
  }

  private static Image heat(Image crop, ScoredFace face) {
    return face.outline()
        .map(outline -> HeatMap.over(crop, face.mask(), outline.from()))
        .orElseGet(() -> HeatMap.over(crop, face.mask()));
  }

  private Spool.Place keep(Image image) {
    if (spool == null) {
      spool = new Spool();
    }
    return spool.add(ImageFiles.encodeJpeg(image, JPEG_QUALITY));
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
  }
}
