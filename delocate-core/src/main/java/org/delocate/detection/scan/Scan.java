package org.delocate.detection.scan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Outline;
import org.delocate.detection.result.PartEvidence;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.align.Sharpness;
import org.delocate.face.geometry.Box;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.PersonMatcher;
import org.delocate.face.track.TrackedFace;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.FrameReader;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;

/**
 * One scan of one input: reads frames, follows faces, and sends them through the networks in
 * batches that reach across faces and frames. While the networks look at one batch, the frames of
 * the next are read; only the frames of these two are held.
 */
public final class Scan {

  /** Pixels of frames that wait for their batch to fill: 50 MB. [ours] */
  private static final long MOST_WAITING_PIXELS = 1L << 24;

  private record WaitingFace(TrackRecord track, Box box, AlignedFace aligned) {}

  private record WaitingFrame(VideoFrame frame, List<WaitingFace> faces) {}

  private final FrameReader reader;
  private final FaceTracker tracker;
  private final Supplier<FaceAnalyzer> analyzer;
  private final ModelCard card;
  private final DetectorOptions options;
  private final ScanListener listener;
  private final Map<Integer, TrackRecord> tracks = new LinkedHashMap<>();
  private final PersonMatcher matcher = new PersonMatcher();
  private List<TrackRecord> people = List.of();
  private List<WaitingFrame> waiting = new ArrayList<>();
  private List<WaitingFrame> underWay = List.of();
  private FaceAnalyzer.Analysis analysis;
  private int waitingFaces;
  private long waitingPixels;
  private long framesRead;
  private Optional<String> trouble = Optional.empty();

  public Scan(
      FrameReader reader,
      FaceTracker tracker,
      Supplier<FaceAnalyzer> analyzer,
      ModelCard card,
      DetectorOptions options,
      ScanListener listener) {
    this.reader = reader;
    this.tracker = tracker;
    this.analyzer = analyzer;
    this.card = card;
    this.options = options;
    this.listener = listener;
  }

  public void run() {
    long expected = reader.framesPlanned();
    try {
      while (lookAtNext()) {
        listener.progress(framesRead, Math.max(framesRead, expected));
      }
      beginBatch();
      finishBatch();
    } finally {
      if (analysis != null) {
        analysis.cancel();
      }
    }
    findPeople();
  }

  /** Persons in the order of their first appearance. */
  public List<TrackRecord> people() {
    return people;
  }

  private void findPeople() {
    Map<Integer, Integer> first = matcher.firstTracks();
    Map<Integer, List<TrackRecord>> tracksOf = new LinkedHashMap<>();
    tracks.forEach(
        (id, track) ->
            tracksOf
                .computeIfAbsent(first.getOrDefault(id, id), none -> new ArrayList<>())
                .add(track));
    List<TrackRecord> found = new ArrayList<>();
    Map<Integer, Integer> personOf = new LinkedHashMap<>();
    for (List<TrackRecord> ofOne : tracksOf.values()) {
      TrackRecord person = TrackRecord.ofPerson(found.size() + 1, ofOne);
      found.add(person);
      ofOne.forEach(track -> personOf.put(track.id(), person.id()));
    }
    people = List.copyOf(found);
    listener.people(personOf);
  }

  public long framesRead() {
    return framesRead;
  }

  /** What ended decoding before the end of the file. */
  public Optional<String> trouble() {
    return trouble;
  }

  /**
   * A method of its own, so that no variable holds the last frame and the one a moment later while
   * the next are decoded: of 8K they are 200 MB.
   */
  private boolean lookAtNext() {
    Optional<VideoFrame> frame = next();
    frame.ifPresent(this::look);
    return frame.isPresent();
  }

  private Optional<VideoFrame> next() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the scan was interrupted");
    }
    try {
      return reader.next();
    } catch (MediaException e) {
      // What was decoded before is still evidence.
      trouble = Optional.of(e.getMessage());
      return Optional.empty();
    }
  }

  private void look(VideoFrame frame) {
    framesRead++;
    List<WaitingFace> faces = new ArrayList<>();
    for (TrackedFace face : tracker.update(frame)) {
      TrackRecord track =
          tracks.computeIfAbsent(face.trackId(), id -> new TrackRecord(tracks.size() + 1));
      Box bounds = face.landmarks().bounds();
      double side = Math.min(bounds.width(), bounds.height());
      if (side < options.rules().minimumFaceSide()) {
        track.addSmall(side);
      } else {
        AlignedFace aligned =
            FaceAligner.align(frame.image(), face.landmarks(), card.networks().view());
        double sharpness = Sharpness.of(aligned.crop());
        if (sharpness < options.rules().minimumSharpness()) {
          track.addBlurred(sharpness);
          continue;
        }
        matcher.see(frame.image(), face, frame.timeSeconds());
        faces.add(
            new WaitingFace(
                track, face.box(), frame.later().map(aligned::withLater).orElse(aligned)));
      }
    }
    waiting.add(new WaitingFrame(frame.withoutLater(), faces));
    waitingFaces += faces.size();
    waitingPixels += (long) frame.image().width() * frame.image().height();
    if (waitingFaces >= options.batch() || waitingPixels >= MOST_WAITING_PIXELS) {
      beginBatch();
    }
  }

  /** Sends what waits on its way, once the batch before it has arrived. */
  private void beginBatch() {
    finishBatch();
    underWay = waiting;
    waiting = new ArrayList<>();
    waitingFaces = 0;
    waitingPixels = 0;
    List<AlignedFace> faces =
        underWay.stream()
            .flatMap(frame -> frame.faces().stream())
            .map(WaitingFace::aligned)
            .toList();
    analysis = faces.isEmpty() ? null : analyzer.get().begin(faces);
  }

  private void finishBatch() {
    List<FaceEvidence> evidence = analysis == null ? List.of() : arrived(analysis);
    analysis = null;
    List<WaitingFrame> frames = underWay;
    underWay = List.of();
    Iterator<FaceEvidence> next = evidence.iterator();
    for (WaitingFrame frame : frames) {
      List<ScoredFace> scored = new ArrayList<>();
      for (WaitingFace face : frame.faces()) {
        scored.add(scored(frame.frame(), face, next.next()));
      }
      listener.frameScored(new ScoredFrame(frame.frame(), scored));
    }
  }

  private static List<FaceEvidence> arrived(FaceAnalyzer.Analysis analysis) {
    try {
      return analysis.evidence();
    } catch (IllegalStateException e) {
      if (Thread.currentThread().isInterrupted()) {
        CancellationException cancelled = new CancellationException("the scan was interrupted");
        cancelled.initCause(e);
        throw cancelled;
      }
      throw e;
    }
  }

  private ScoredFace scored(VideoFrame frame, WaitingFace face, FaceEvidence evidence) {
    double tampered =
        MarkedFraction.of(
            face.aligned().landmarks(), evidence.mask(), evidence.maskSide(), Calibration.ONE_HALF);
    double probability = card.calibration().probability(evidence.logit());
    Optional<Outline> outline = outline(face.aligned(), evidence, probability);
    ScoredFace scored =
        new ScoredFace(
            face.track().id(),
            face.box(),
            face.aligned(),
            evidence.recovered(),
            evidence.mask(),
            probability,
            tampered,
            outline,
            PartEvidence.of(card, evidence));
    face.track()
        .addScored(
            evidence,
            scored,
            new FrameFinding(
                frame.index(),
                frame.timeSeconds(),
                face.box().times(frame.reduction()),
                probability,
                tampered,
                outline,
                Optional.empty()),
            () -> analyzer.get().person());
    return scored;
  }

  /** None of a face that counts as authentic: there is nothing to outline. */
  private Optional<Outline> outline(AlignedFace face, FaceEvidence evidence, double probability) {
    Double authenticBelow = card.calibration().authenticBelow();
    if (authenticBelow != null && probability < authenticBelow) {
      return Optional.empty();
    }
    return Optional.of(
        new Outline(
            evidence.outlinedFrom(),
            MarkedFraction.of(
                face.landmarks(), evidence.mask(), evidence.maskSide(), evidence.outlinedFrom())));
  }
}
