package org.delocate.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;

/**
 * Small pictures for lists and pages: {@code thumbnail.jpg}, the frame with the most suspicious
 * face, and {@code person-N.jpg}, the most suspicious face of each person. Of a video without a
 * scored face the thumbnail is its first sampled frame.
 */
final class Glimpses implements ScanListener, AutoCloseable {

  static final String THUMBNAIL = "thumbnail.jpg";

  /** Lines of the thumbnail: sharp in a list on a dense screen. [ours] */
  private static final int LINES = 180;

  private static final int JPEG_QUALITY = 85;

  /** Of a crowd, the first so many tracks get pictures. [ours] */
  private static final int MOST_TRACKS = 100;

  private record Face(double probability, byte[] jpeg) {}

  private final Path folder;
  private final boolean wanted;
  private final Map<Integer, Face> faceOfTrack = new HashMap<>();
  private Map<Integer, Integer> personOfTrack = Map.of();
  private byte[] thumbnail;
  private double suspicion = -1;

  Glimpses(Path folder) {
    this(folder, true);
  }

  private Glimpses(Path folder, boolean wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  /** One that makes no pictures. */
  static Glimpses none() {
    return new Glimpses(Path.of(""), false);
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    if (!wanted) {
      return;
    }
    double worst = -1;
    for (ScoredFace face : frame.faces()) {
      worst = Math.max(worst, face.probability());
      Face known = faceOfTrack.get(face.trackId());
      if (known == null
          ? faceOfTrack.size() < MOST_TRACKS
          : face.probability() > known.probability()) {
        faceOfTrack.put(face.trackId(), new Face(face.probability(), jpeg(face.aligned().crop())));
      }
    }
    if (thumbnail == null || worst > suspicion) {
      suspicion = worst;
      thumbnail = jpeg(Preview.shrunk(frame.frame().image(), LINES));
    }
  }

  @Override
  public void people(Map<Integer, Integer> people) {
    personOfTrack = people;
  }

  /**
   * Writes the pictures.
   *
   * @throws MediaException WRITE_FAILED
   */
  void write() {
    if (thumbnail == null) {
      return;
    }
    Map<Integer, Face> faceOfPerson = new TreeMap<>();
    faceOfTrack.forEach(
        (track, face) ->
            faceOfPerson.merge(
                personOfTrack.getOrDefault(track, track),
                face,
                (one, other) -> one.probability() >= other.probability() ? one : other));
    try {
      Files.write(folder.resolve(THUMBNAIL), thumbnail);
      for (Map.Entry<Integer, Face> person : faceOfPerson.entrySet()) {
        Files.write(folder.resolve("person-" + person.getKey() + ".jpg"), person.getValue().jpeg());
      }
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot write pictures: " + e.getMessage(), e);
    }
  }

  private static byte[] jpeg(Image image) {
    return ImageFiles.encodeJpeg(image, JPEG_QUALITY);
  }

  @Override
  public void close() {
    faceOfTrack.clear();
    thumbnail = null;
  }
}
