package org.delocate.report.overlay;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoWriter;
import org.delocate.report.output.ReportOutput;
import org.delocate.report.output.SampledFrames;
import org.delocate.report.output.Spool;

/**
 * {@code overlay.mp4}, or {@code overlay.png} of a picture: the whole input with boxes, labels and
 * heat maps. The input is read a second time; between two frames in which a face was scored its
 * place and heat map are interpolated. Nothing is drawn where a face was not seen, and nothing is
 * written if no face was scored.
 */
public final class Overlay implements ReportOutput {

  static final String VIDEO = "overlay.mp4";
  static final String PICTURE = "overlay.png";

  /** Longer side of the video, pixels: what every player and the encoder can take. [ours] */
  private static final int LONGEST_SIDE = 1920;

  private static final int THREADS = 2;

  private final Path source;
  private final Path folder;
  private final Map<Integer, FaceTrail> trails = new TreeMap<>();
  private final SampledFrames sampled = new SampledFrames();
  private Map<Integer, Integer> personOfTrack = Map.of();
  private Spool spool;

  public Overlay(Path source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    sampled.frameScored(frame);
    for (ScoredFace face : frame.faces()) {
      if (spool == null) {
        spool = new Spool();
      }
      trails
          .computeIfAbsent(face.trackId(), id -> new FaceTrail(spool))
          .add(frame.frame().index(), frame.frame().timeSeconds(), face);
    }
  }

  @Override
  public void people(Map<Integer, Integer> people) {
    personOfTrack = people;
  }

  @Override
  public void write(Report report) {
    if (trails.isEmpty()) {
      return;
    }
    try (MediaReader reader =
        MediaReader.open(
            source, MediaLimits.defaults(), FrameSampling.all(), THREADS, judged(report))) {
      MediaInfo info = reader.info();
      if (info.picture()) {
        VideoFrame picture = reader.next().orElseThrow();
        ImageFiles.write(folder.resolve(PICTURE), painted(picture, report, 1));
      } else {
        video(reader, report);
      }
    }
  }

  private void video(MediaReader reader, Report report) {
    MediaInfo info = reader.info();
    double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(info.width(), info.height()));
    VideoWriter writer = VideoWriter.like(info, scale, folder.resolve(VIDEO));
    try {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while writing " + VIDEO);
        }
        VideoFrame frame = next.get();
        writer.write(painted(frame, report, scale), Math.max(0, frame.timeSeconds()));
      }
      writer.close();
    } finally {
      // Without effect once it was closed.
      writer.abandon();
    }
  }

  private Image painted(VideoFrame frame, Report report, double scale) {
    Image image = frame.image();
    OverlayPainter painter =
        new OverlayPainter(
            ImageFiles.resize(
                image,
                VideoWriter.scaled(image.width(), scale),
                VideoWriter.scaled(image.height(), scale)),
            scale);
    Map<Integer, FaceTrail.Placement> faces = new TreeMap<>();
    trails.forEach(
        (id, trail) ->
            trail
                .at(frame.index(), frame.timeSeconds(), sampled)
                .ifPresent(face -> faces.put(id, face)));
    // All heat maps below all boxes, so that no label is covered.
    faces.values().forEach(painter::heat);
    faces.forEach(
        (track, face) -> {
          int person = personOfTrack.getOrDefault(track, track);
          painter.box(face, person, verdictOf(report, person));
        });
    return painter.finish();
  }

  /** The video that the report is about, of several in one file. */
  private static OptionalInt judged(Report report) {
    return report.input().streams().stream()
        .filter(StreamFacts::judged)
        .mapToInt(facts -> facts.stream().index())
        .findFirst();
  }

  private static Verdict verdictOf(Report report, int trackId) {
    return report.tracks().stream()
        .filter(track -> track.id() == trackId)
        .map(TrackFinding::verdict)
        .findFirst()
        .orElse(report.verdict());
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
  }
}
