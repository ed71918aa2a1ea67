package org.delocate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.Provenance;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.Scan;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.verdict.PersonScoring;
import org.delocate.detection.verdict.VerdictRules;
import org.delocate.detection.words.InputWords;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.FaceTrackers;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.DecodeCounts;
import org.delocate.media.read.FrameReader;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.read.PictureReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.ModelCard;

/**
 * Says whether a face in a video or picture is forged, where and when:
 *
 * <pre>{@code
 * try (Detector detector = Detector.open(Checkpoint.shipped().orElseThrow(), DetectorOptions.defaults())) {
 *   Report report = detector.scan(Path.of("talk.mp4"));
 *   System.out.println(report.verdict().message());
 * }
 * }</pre>
 *
 * <p>Frames are sampled, every face is followed, each face of each sampled frame is scored, the
 * faces of a person are aggregated, and the worst person decides. Inputs of any length take the
 * same memory, apart from a few numbers per scored face.
 *
 * <p>A picture that is in memory, and a stream, are scanned as well, and give what a file of the
 * same content gives.
 *
 * <p>Opening loads the networks; the models that find faces follow with the first input that can be
 * read. One detector scans any number of inputs, none of which changes what is said of another.
 * Threads: any thread may scan; scans of one detector take turns, since its networks already use
 * all the threads they were given. For scans side by side open several detectors with fewer threads
 * each. An interrupted scan ends with a {@link CancellationException}; the thread stays
 * interrupted.
 */
public final class Detector implements AutoCloseable {

  private final ReentrantLock turn = new ReentrantLock();
  private final DetectorOptions options;
  private final ModelCard card;
  private final String model;
  private final FutureTask<FaceAnalyzer> analyzer;
  private final FaceTrackers trackers;
  private boolean closed;

  private Detector(Checkpoint checkpoint, DetectorOptions options, FaceTrackers trackers) {
    this.options = options;
    this.trackers = trackers;
    this.card = checkpoint.card();
    this.model = checkpoint.identity();
    this.analyzer = new FutureTask<>(() -> FaceAnalyzer.open(checkpoint, options.ofNetworks()));
  }

  /**
   * Loads the networks.
   *
   * @throws org.delocate.network.weights.CheckpointException if the weights do not fit the card
   */
  public static Detector open(Checkpoint checkpoint, DetectorOptions options) {
    return open(checkpoint, options, FaceTrackers.standard());
  }

  /**
   * @param trackers are closed with the detector
   */
  static Detector open(Checkpoint checkpoint, DetectorOptions options, FaceTrackers trackers) {
    Detector detector = new Detector(checkpoint, options, trackers);
    detector.analyzer.run();
    detector.analyzer();
    return detector;
  }

  /**
   * Loads the networks on a thread of their own, and returns at once: the first frames are decoded
   * meanwhile. What {@link #open} would throw comes out of the first scan that has a face to judge.
   */
  public static Detector opening(Checkpoint checkpoint, DetectorOptions options) {
    Detector detector = new Detector(checkpoint, options, FaceTrackers.standard());
    // What both threads need has to be there before they begin: see NativeLibraries.
    NativeLibraries.prepare();
    if (FaceAnalyzer.needsTorch(checkpoint, options.ofNetworks())) {
      NativeLibraries.unpack();
    }
    Thread thread = new Thread(detector.analyzer, "detector-opening");
    thread.setDaemon(true);
    thread.start();
    return detector;
  }

  /** Waits for the networks. */
  private FaceAnalyzer analyzer() {
    try {
      return analyzer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("the scan was interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // opening throws no other
    }
  }

  /** The card of the model that scores. */
  public ModelCard card() {
    return card;
  }

  /** Scans without a listener. */
  public Report scan(Path input) {
    return scan(input, ScanListener.NONE);
  }

  /**
   * Scans a video or a picture. Whatever is wrong with the input stands in the report's verdict; it
   * is not thrown.
   *
   * @param listener follows the scan; what it throws ends the scan and comes out here
   * @throws CancellationException if the thread is interrupted
   * @throws IllegalStateException if the detector is closed
   */
  public Report scan(Path input, ScanListener listener) {
    return inTurn(() -> scanAlone(inputAt(input, options.stream()), false, listener));
  }

  /**
   * Scans one of several videos of a file, of which each gets a report of its own.
   *
   * @param stream FFmpeg's number of the stream
   */
  public Report scanStream(Path input, int stream, ScanListener listener) {
    return inTurn(() -> scanAlone(inputAt(input, OptionalInt.of(stream)), true, listener));
  }

  /** Scans a picture without a listener. */
  public Report scan(Image picture, String name) {
    return scan(picture, name, ScanListener.NONE);
  }

  /**
   * Scans a picture that is in memory ({@link Image#of} takes one of Java's own). The report has no
   * digest: there is no file.
   *
   * @param name what the report calls it
   * @throws CancellationException if the thread is interrupted
   * @throws IllegalStateException if the detector is closed
   */
  public Report scan(Image picture, String name, ScanListener listener) {
    Supplier<FrameReader> opening = () -> new PictureReader(picture, name, options.limits());
    return inTurn(() -> scanAlone(new Input(name, Optional::empty, opening), false, listener));
  }

  /** Scans a stream without a listener. */
  public Report scan(InputStream content, String name) throws IOException {
    return scan(content, name, ScanListener.NONE);
  }

  /**
   * Scans what a stream holds, a video or a picture in any format that a file may have. The stream
   * is read to its end, into a file among the temporary ones, and left open; other scans go on
   * meanwhile. How much comes is for the caller to limit.
   *
   * @param name what the report calls it
   * @throws IOException if the stream cannot be read or the file not be written; whatever is wrong
   *     with the content stands in the report's verdict
   * @throws CancellationException if the thread is interrupted
   * @throws IllegalStateException if the detector is closed
   */
  public Report scan(InputStream content, String name, ScanListener listener) throws IOException {
    try (SpooledInput spooled = SpooledInput.of(content, name)) {
      Supplier<FrameReader> opening = () -> open(spooled.file(), options.stream());
      Input input = new Input(name, () -> Optional.of(spooled.sha256()), opening);
      return inTurn(() -> scanAlone(input, false, listener));
    }
  }

  /**
   * What is to be scanned.
   *
   * @param name what the report calls it
   * @param sha256 of its bytes, if it has any that can be read
   * @param opening throws {@link MediaException}
   */
  private record Input(
      String name, Supplier<Optional<String>> sha256, Supplier<FrameReader> opening) {}

  private Input inputAt(Path path, OptionalInt stream) {
    return new Input(path.toString(), () -> Digests.sha256(path), () -> open(path, stream));
  }

  private Report inTurn(Supplier<Report> scan) {
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the detector is closed");
      }
      return scan.get();
    } finally {
      turn.unlock();
    }
  }

  /**
   * @param othersToo whether the other videos of the file are judged too
   */
  private Report scanAlone(Input input, boolean othersToo, ScanListener listener) {
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    Optional<String> digest = input.sha256().get();
    InputFacts facts;
    Verdict verdict;
    List<TrackFinding> tracks = List.of();
    try (FrameReader reader = open(input);
        FaceTracker tracker = trackers.next()) {
      MediaInfo info = reader.info();
      listener.started(info);
      Scan scan = new Scan(reader, tracker, this::analyzer, card, options, listener);
      scan.run();
      DecodeCounts counts = reader.counts();
      VerdictRules rules = rules(info, whole(counts) && scan.trouble().isEmpty());
      tracks = rules.findings(scan.people());
      StreamChoice choice = new StreamChoice(reader.streams(), reader.stream());
      verdict = rules.overall(tracks, scan.framesRead());
      verdict =
          verdict.withMessage(
              verdict.message() + InputWords.damage(counts, scan.trouble()) + partNote(info));
      verdict = othersToo ? verdict : choice.mention(verdict);
      facts =
          new InputFacts(
              input.name(),
              digest,
              Optional.of(info),
              counts.decoded(),
              counts.skipped(),
              counts.damaged(),
              counts.missing(),
              choice.facts());
    } catch (UnreadableInput e) {
      facts = new InputFacts(input.name(), digest, Optional.empty(), 0, 0, 0);
      verdict =
          new Verdict.Failed(
              e.media().reason().code(), card.calibration().threshold(), e.media().getMessage());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Report(facts, verdict, tracks, provenance(startedAt, seconds));
  }

  /** An input that cannot be opened; apart from what a listener may throw. */
  private static final class UnreadableInput extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableInput(MediaException cause) {
      super(cause);
    }

    MediaException media() {
      return (MediaException) getCause();
    }
  }

  private static FrameReader open(Input input) throws UnreadableInput {
    try {
      return input.opening().get();
    } catch (MediaException e) {
      throw new UnreadableInput(e);
    }
  }

  private FrameReader open(Path file, OptionalInt stream) {
    return MediaReader.open(
        file,
        options.limits(),
        options.sampling(),
        options.threads(),
        stream,
        card.networks().texture().isOn());
  }

  private String partNote(MediaInfo info) {
    return !info.picture() && options.sampling() instanceof FrameSampling.Part part
        ? InputWords.part(part)
        : "";
  }

  /** Whether enough came out of the decoder to speak of all of the input. */
  private static boolean whole(DecodeCounts counts) {
    return counts.missing() == 0 && 2 * counts.damaged() < counts.decoded();
  }

  private VerdictRules rules(MediaInfo info, boolean whole) {
    Calibration calibration = card.calibration();
    Double authenticBelow = calibration.authenticBelow();
    return new VerdictRules(
        options.rules(),
        PersonScoring.of(card, options.aggregator()),
        calibration.threshold(),
        authenticBelow == null ? OptionalDouble.empty() : OptionalDouble.of(authenticBelow),
        info.picture(),
        whole,
        calibration.masks().byFace() == null);
  }

  private Provenance provenance(Instant startedAt, double seconds) {
    return new Provenance(
        SoftwareVersion.code(),
        model,
        card.trainingDataLicence(),
        SoftwareVersion.engine(options.ofNetworks()),
        SoftwareVersion.java(),
        SoftwareVersion.operatingSystem(),
        options.listed(),
        startedAt,
        seconds);
  }

  /** Also where the thread is interrupted: networks that are still being opened soon are. */
  private void closeNetworks() {
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        analyzer.get().close();
        done = true;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        done = true; // There are none: whoever scanned has been told.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a scan that is running, then frees the networks and all other models. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        try (FaceTrackers closing = trackers) {
          closeNetworks();
        }
      }
    } finally {
      turn.unlock();
    }
  }
}
