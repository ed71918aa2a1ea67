package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.detection.options.AbstentionRules;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Outline;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.detect.DetectedFace;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;
import org.delocate.face.geometry.Box;
import org.delocate.face.track.FaceTrackers;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoWriter;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road, with real decoders, real face models, and real networks that know nothing. */
class DetectorTest {

  private static final DetectorOptions OPTIONS =
      DetectorOptions.defaults()
          .withThreads(1)
          .withPrecision(Precision.FP32)
          .withSampling(FrameSampling.even(8));

  @TempDir private static Path modelFolder;
  @TempDir private static Path clips;
  @TempDir private Path folder;

  private static Checkpoint model;
  private static Detector detector;

  @BeforeAll
  static void openDetector() {
    model = RandomModel.write(modelFolder);
    detector = Detector.open(model, OPTIONS);
  }

  @AfterAll
  static void closeDetector() {
    detector.close();
  }

  @Test
  void aFaceThatMovesIsOneTrackWithAScorePerSampledFrame() {
    Report report = detector.scan(onePerson());

    assertThat(report.verdict()).isInstanceOf(Verdict.Scored.class);
    assertThat(report.tracks()).hasSize(1);
    TrackFinding track = report.tracks().get(0);
    assertThat(track.id()).isEqualTo(1);
    assertThat(track.parts()).isPresent();
    assertThat(track.frames()).hasSize(8);
    for (FrameFinding frame : track.frames()) {
      assertThat(frame.timeSeconds()).isEqualTo(frame.index() / 10.0, offset(0.011));
      double centre = 110 + 4 * frame.index();
      assertThat(frame.box().centerX()).isBetween(centre - 10, centre + 10);
      assertThat(frame.probability()).isBetween(0.0, 1.0);
      assertThat(frame.tamperedFraction()).isBetween(0.0, 1.0);
    }
    assertThat(report.input().sha256().orElseThrow()).hasSize(64);
    assertThat(report.input().framesDecoded()).isEqualTo(24);
    assertThat(report.input().framesDamaged()).isZero();
    assertThat(report.provenance().model()).startsWith("random, sha256 ");
    assertThat(report.provenance().options()).containsEntry("frames", 8);
    assertThat(report.provenance().code()).matches("Delocate \\d.*");
  }

  /** Where ONNX Runtime is not, fp32 is LibTorch's too. */
  @Test
  void theReportNamesWhatTheNetworksRanIn() {
    Path picture = folder.resolve("portrait.png");
    ImageFiles.write(picture, DrawnFace.picture(320, 240, 120));
    String torch = Engine.version() + " (" + Engine.processorCapability() + "), OpenCV ";
    String onnx =
        FaceAnalyzer.isForOnnx(Precision.FP32)
            ? "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", OpenCV "
            : torch;

    assertThat(engineOf(detector.scan(picture))).startsWith(onnx);
    try (Detector rough = Detector.open(model, OPTIONS.withPrecision(Precision.BF16))) {
      assertThat(engineOf(rough.scan(picture))).startsWith(torch);
    }
  }

  private static String engineOf(Report report) {
    assertThat(report.verdict()).isInstanceOf(Verdict.Scored.class);
    return report.provenance().engine();
  }

  @Test
  void theSameInputGivesTheSameNumbers() {
    Path video = onePerson();

    Report first = detector.scan(video);
    Report second = detector.scan(video);

    assertThat(second.tracks()).isEqualTo(first.tracks());
    assertThat(second.verdict()).isEqualTo(first.verdict());
  }

  /** Pictures are all of second 0: what went on from one to the next would miss the second face. */
  @Test
  void whatWasScannedBeforeChangesNothing() {
    List<Path> inputs = List.of(portrait(), couple(), onePerson(), twoPeople());
    List<Report> fresh = new ArrayList<>();
    for (Path input : inputs) {
      try (Detector another = Detector.open(model, OPTIONS)) {
        fresh.add(another.scan(input));
      }
    }
    assertThat(fresh).extracting(report -> report.tracks().size()).containsExactly(1, 2, 1, 2);
    try (Detector one = Detector.open(model, OPTIONS)) {
      for (int input : new int[] {0, 1, 0, 2, 3, 2, 1, 3, 0}) {
        assertSame(one.scan(inputs.get(input)), fresh.get(input));
      }
      Runnable failing =
          () -> {
            throw new IllegalStateException("the disk is full");
          };
      for (Runnable end : List.of(failing, Thread.currentThread()::interrupt)) {
        assertThatThrownBy(() -> one.scan(twoPeople(), atTheThirdFrame(end)))
            .isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isEqualTo(end != failing);
        assertSame(one.scan(couple()), fresh.get(1));
        assertSame(one.scan(onePerson()), fresh.get(2));
      }
    }
  }

  private static ScanListener atTheThirdFrame(Runnable action) {
    return new ScanListener() {
      @Override
      public void progress(long framesDone, long framesTotal) {
        if (framesDone == 3) {
          action.run();
        }
      }
    };
  }

  private static void assertSame(Report report, Report expected) {
    assertThat(report.tracks()).isEqualTo(expected.tracks());
    assertThat(report.verdict()).isEqualTo(expected.verdict());
    assertThat(report.input()).isEqualTo(expected.input());
  }

  @Test
  void theModelsThatFindFacesAreOpenedOnceAndClosedWithTheDetector() {
    List<String> calls = new ArrayList<>();
    FaceTrackers trackers =
        new FaceTrackers(
            () -> new CountedFaceDetector(calls),
            () -> {
              calls.add("landmarks opened");
              return new FaceLandmarker();
            });
    try (Detector counted = Detector.open(model, OPTIONS, trackers)) {
      counted.scan(folder.resolve("missing.mp4"));
      assertThat(calls).isEmpty();
      for (Path input : List.of(portrait(), onePerson(), couple())) {
        assertThat(counted.scan(input).tracks()).isNotEmpty();
        assertThat(calls).containsExactly("faces opened", "landmarks opened");
      }
    }
    assertThat(calls).containsExactly("faces opened", "landmarks opened", "faces closed");
  }

  private static final class CountedFaceDetector implements FaceDetector {
    private final FaceDetector detector = new TiledFaceDetector();
    private final List<String> calls;

    CountedFaceDetector(List<String> calls) {
      this.calls = calls;
      calls.add("faces opened");
    }

    @Override
    public List<DetectedFace> detect(Image image) {
      return detector.detect(image);
    }

    @Override
    public void close() {
      calls.add("faces closed");
      detector.close();
    }
  }

  @Test
  void aScopeOfTheCallerTakesNothingAway() {
    try (Detector other = Detector.open(model, OPTIONS)) {
      Report within;
      try (PointerScope scope = new PointerScope()) {
        within = other.scan(onePerson());
      }
      assertSame(other.scan(onePerson()), within);
    }
  }

  @Test
  void aFileOfWhichAPartIsMissingIsNeverAuthentic() throws IOException {
    Path sample = Path.of("../samples/astronaut-real.mp4");
    byte[] bytes = Files.readAllBytes(sample);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
    Report alwaysLow;
    Report whole;
    try (Detector low = detectorThatSays(-30)) {
      whole = low.scan(sample);
      alwaysLow = low.scan(cut);
    }
    assertThat(whole.verdict())
        .isInstanceOfSatisfying(
            Verdict.Scored.class,
            verdict -> assertThat(verdict.label()).isEqualTo(Verdict.Label.AUTHENTIC));
    assertThat(alwaysLow.input().framesMissing()).isPositive();
    assertThat(alwaysLow.verdict().reason()).contains("incomplete");
    assertThat(alwaysLow.verdict().message()).contains("The file is cut off");
    try (Detector high = detectorThatSays(30)) {
      assertThat(high.scan(cut).verdict())
          .isInstanceOfSatisfying(
              Verdict.Scored.class,
              verdict -> assertThat(verdict.label()).isEqualTo(Verdict.Label.FORGED));
    }
  }

  private Detector detectorThatSays(double logit) throws IOException {
    Path place = Files.createDirectory(folder.resolve("always" + logit));
    Calibration calibration = new Calibration("temperature+bias", 1e6, logit, 0.5, null);
    return Detector.open(RandomModel.write(place, calibration), OPTIONS);
  }

  @Test
  void batchesDoNotMixUpFacesOrFrames() {
    Path video = twoPeople();
    Report batched = detector.scan(video);
    try (Detector single =
        Detector.open(
            model,
            new DetectorOptions(
                OPTIONS.sampling(),
                1,
                Precision.FP32,
                1,
                OPTIONS.rules(),
                OPTIONS.aggregator(),
                OPTIONS.limits()))) {
      Report one = single.scan(video);

      assertThat(batched.tracks()).hasSize(2);
      for (int track = 0; track < 2; track++) {
        List<FrameFinding> alone = one.tracks().get(track).frames();
        List<FrameFinding> together = batched.tracks().get(track).frames();
        assertThat(together).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
          assertThat(together.get(i).index()).isEqualTo(alone.get(i).index());
          assertThat(together.get(i).box()).isEqualTo(alone.get(i).box());
          assertThat(together.get(i).probability())
              .isEqualTo(alone.get(i).probability(), offset(1e-4));
        }
      }
    }
  }

  @Test
  void theListenerSeesEverySampledFrameInOrderWithItsFaces() {
    List<String> calls = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    List<ScoredFace> faces = new ArrayList<>();

    Report report =
        detector.scan(
            twoPeople(),
            new ScanListener() {
              @Override
              public void started(MediaInfo info) {
                calls.add("started");
              }

              @Override
              public void progress(long framesDone, long framesTotal) {
                calls.add(framesDone + "/" + framesTotal);
              }

              @Override
              public void frameScored(ScoredFrame frame) {
                indices.add(frame.frame().index());
                faces.addAll(frame.faces());
              }
            });

    assertThat(calls)
        .containsExactly("started", "1/8", "2/8", "3/8", "4/8", "5/8", "6/8", "7/8", "8/8");
    assertThat(indices).hasSize(8).isSorted();
    assertThat(faces).hasSize(16);
    for (TrackFinding track : report.tracks()) {
      List<Box> seen =
          faces.stream().filter(face -> face.trackId() == track.id()).map(ScoredFace::box).toList();
      assertThat(seen).isEqualTo(track.frames().stream().map(FrameFinding::box).toList());
    }
    ScoredFace face = faces.get(0);
    assertThat(face.recovered().width()).isEqualTo(64);
    assertThat(face.mask()).hasSize(64 * 64);
  }

  @Test
  void aPictureNeedsOneFace() {
    Path picture = folder.resolve("portrait.png");
    ImageFiles.write(picture, DrawnFace.picture(320, 240, 120));

    Report report = detector.scan(picture);

    assertThat(report.verdict()).isInstanceOf(Verdict.Scored.class);
    assertThat(report.tracks().get(0).frames()).hasSize(1);
    assertThat(report.input().media().orElseThrow().picture()).isTrue();
    assertThat(report.input().framesDecoded()).isEqualTo(1);
  }

  @Test
  void theShotsOfOnePersonCountTogether() {
    Image elsewhere = Image.black(320, 240);
    for (int i = 0; i < elsewhere.rgb().length; i++) {
      elsewhere.rgb()[i] = (byte) (i / 3 % 320 / 80 * 60 + i / 3 / 320 / 60 * 15);
    }
    Path video =
        video("interview.mp4", 30, i -> i / 10 == 1 ? elsewhere : DrawnFace.picture(320, 240, 120));
    Map<Integer, Integer> people = new TreeMap<>();
    try (Detector standard = Detector.open(model, OPTIONS.withSampling(FrameSampling.standard()))) {
      Report report =
          standard.scan(
              video,
              new ScanListener() {
                @Override
                public void people(Map<Integer, Integer> personOfTrack) {
                  people.putAll(personOfTrack);
                }
              });

      assertThat(people).isEqualTo(Map.of(1, 1, 2, 1));
      assertThat(report.tracks()).hasSize(1);
      TrackFinding person = report.tracks().get(0);
      assertThat(person.frames())
          .extracting(FrameFinding::index)
          .isSorted()
          .allMatch(index -> index / 10 != 1);
      assertThat(person.shots()).hasSize(2);
      assertThat(person.shots().get(0).toSeconds()).isLessThan(1);
      assertThat(person.shots().get(1).fromSeconds()).isGreaterThan(1.9);
      assertThat(person.shots().stream().mapToInt(Shot::faces).sum())
          .isEqualTo(person.frames().size());
      assertThat(person.verdict()).isInstanceOf(Verdict.Scored.class);
    }
  }

  @Test
  void aTextureNetworkSeesWhatMoves(@TempDir Path other) {
    Checkpoint moving = RandomModel.writeWithTexture(other);
    Path video = onePerson();
    List<Image> frames = new ArrayList<>();
    try (MediaReader reader = MediaReader.open(video)) {
      for (Optional<VideoFrame> f = reader.next(); f.isPresent(); f = reader.next()) {
        frames.add(f.get().image());
      }
    }
    Map<Long, ScoredFace> faces = new TreeMap<>();
    ScanListener listener =
        new ScanListener() {
          @Override
          public void frameScored(ScoredFrame frame) {
            assertThat(frame.frame().later()).isEmpty();
            faces.put(frame.frame().index(), frame.faces().get(0));
          }
        };
    DetectorOptions all = OPTIONS.withSampling(FrameSampling.all());
    try (Detector detectorOfMoving = Detector.open(moving, all);
        FaceAnalyzer analyzer = FaceAnalyzer.open(moving, new AnalyzerOptions(1, Precision.FP32))) {
      detectorOfMoving.scan(video, listener);

      assertThat(faces).hasSize(24);
      faces.forEach(
          (index, face) -> {
            AlignedFace seen = face.aligned();
            AlignedFace still = new AlignedFace(seen.crop(), seen.landmarks(), seen.cropToFrame());
            AlignedFace expected =
                index < 23 ? still.withLater(frames.get(index.intValue() + 1)) : still;
            List<FaceEvidence> evidence = new ArrayList<>();
            evidence.addAll(analyzer.analyze(List.of(expected)));
            evidence.addAll(analyzer.analyze(List.of(still)));
            double probability = moving.card().calibration().probability(evidence.get(0).logit());
            assertThat(face.probability()).isEqualTo(probability, offset(1e-4));
            assertThat(Math.abs(evidence.get(0).logit() - evidence.get(1).logit()) > 0.05)
                .isEqualTo(index < 23);
          });
    }
  }

  @Test
  void ofAPartTheVerdictSaysSo() {
    Path video = onePerson();
    FrameSampling part = new FrameSampling.Part(FrameSampling.all(), 0.5, 1.0);
    try (Detector ofPart = Detector.open(model, OPTIONS.withSampling(part))) {
      Report report = ofPart.scan(video);

      assertThat(report.tracks().get(0).frames())
          .extracting(FrameFinding::index)
          .containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
      assertThat(report.verdict().message()).contains("Only the part from");
      assertThat(report.provenance().options()).containsEntry("from", 0.5);
    }
  }

  @Test
  void aShortVideoHasTooFewFaces() {
    Report report = detector.scan(video("short.mp4", 2, i -> DrawnFace.picture(320, 240, 120)));

    assertAbstained(report, "too_few_faces");
    assertThat(report.tracks().get(0).frames()).hasSize(2);
  }

  @Test
  void aVideoWithoutAFaceIsNotAuthentic() {
    Report report = detector.scan(video("empty.mp4", 12, i -> Image.black(320, 240)));

    assertAbstained(report, "no_face");
    assertThat(report.tracks()).isEmpty();
    assertThat(report.input().framesDecoded()).isEqualTo(12);
  }

  @Test
  void aBlurredFaceIsNotAuthentic() {
    Path video = onePerson();
    try (Detector strict =
        Detector.open(model, OPTIONS.withRules(new AbstentionRules(64, 1e6, 3)))) {
      Report report = strict.scan(video);

      assertAbstained(report, "faces_too_blurred");
      assertThat(report.tracks().get(0).frames()).isEmpty();
    }
  }

  @Test
  void aSmallFaceIsNotAuthentic() {
    Path video = onePerson();
    try (Detector strict =
        Detector.open(model, OPTIONS.withRules(new AbstentionRules(400, 0, 3)))) {
      Report report = strict.scan(video);

      assertAbstained(report, "faces_too_small");
      assertThat(report.tracks()).hasSize(1);
      assertThat(report.tracks().get(0).frames()).isEmpty();
    }
  }

  @Test
  void inTheUncertainBandOfTheCardNothingIsSaid(@TempDir Path other) {
    Checkpoint unsure =
        RandomModel.write(other, new Calibration("temperature+bias", 1e6, 0, 0.9, 0.1));
    try (Detector detectorOfUnsure = Detector.open(unsure, OPTIONS)) {
      assertAbstained(detectorOfUnsure.scan(onePerson()), "inconclusive");
    }
  }

  @Test
  void aFaceIsOutlinedUnlessItCountsAsAuthentic(@TempDir Path other) {
    for (double logit : new double[] {-3, 0, 3}) {
      double probability = 1 / (1 + Math.exp(-logit));
      Checkpoint sure =
          RandomModel.write(
              other.resolve("" + logit),
              new Calibration("temperature+bias", 1e6, logit, 0.9, 0.1).withMasks(0.0, 0.8));
      try (Detector detectorOfSure = Detector.open(sure, OPTIONS)) {
        for (FrameFinding frame : detectorOfSure.scan(onePerson()).tracks().get(0).frames()) {
          if (probability < 0.1) {
            assertThat(frame.outline()).isEmpty();
          } else {
            Outline outline = frame.outline().orElseThrow();
            assertThat(outline.from()).isEqualTo(0.8 * probability, offset(1e-4));
            // What reaches a lower value holds what reaches a higher one.
            assertThat(outline.fraction() >= frame.tamperedFraction())
                .isEqualTo(outline.from() <= 0.5 || outline.fraction() == frame.tamperedFraction());
          }
        }
      }
    }
  }

  @Test
  void whatIsNoVideoFailsWithItsReason() throws Exception {
    assertFailed(Files.createFile(folder.resolve("zero.mp4")), "empty_file");
    assertFailed(
        Files.writeString(
            folder.resolve("text.mp4"), "Dear reader, this is no video.\n".repeat(50)),
        "not_media");
    assertFailed(folder.resolve("missing.mp4"), "not_found");
    assertFailed(folder, "not_media");
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    assertFailed(Files.write(folder.resolve("noise.mkv"), noise), "not_media");
    Path tiny = folder.resolve("tiny.png");
    ImageFiles.write(tiny, Image.black(16, 16));
    assertFailed(tiny, "too_small");
    Path playlist =
        Files.writeString(
            folder.resolve("list.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
            StandardCharsets.UTF_8);
    assertFailed(playlist, "not_media");
  }

  @Test
  void aTruncatedVideoIsScoredAsFarAsItGoesAndSaysSo() throws Exception {
    byte[] whole = Files.readAllBytes(onePersonAs("whole.mkv"));
    Path half = Files.write(folder.resolve("half.mkv"), Arrays.copyOf(whole, whole.length / 2));

    Report report = detector.scan(half);

    assertThat(report.verdict()).isNotInstanceOf(Verdict.Failed.class);
    assertThat(report.input().framesDecoded()).isBetween(1L, 23L);
  }

  @Test
  void anInterruptedScanStopsAndLeavesTheDetectorUsable() {
    Path video = onePerson();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> detector.scan(video)).isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(detector.scan(video).verdict()).isInstanceOf(Verdict.Scored.class);
  }

  @Test
  void whatAListenerThrowsComesOut() {
    ScanListener broken =
        new ScanListener() {
          @Override
          public void frameScored(ScoredFrame frame) {
            throw new IllegalStateException("the disk is full");
          }
        };
    Path video = onePerson();
    assertThatThrownBy(() -> detector.scan(video, broken)).hasMessage("the disk is full");
  }

  @Test
  void aClosedDetectorRefuses() {
    Detector closed = Detector.open(model, OPTIONS);
    closed.close();
    closed.close();
    Path video = folder.resolve("any.mp4");
    assertThatThrownBy(() -> closed.scan(video)).isInstanceOf(IllegalStateException.class);
  }

  private void assertFailed(Path input, String code) {
    Report report = detector.scan(input);
    assertThat(report.verdict()).as(input.toString()).isInstanceOf(Verdict.Failed.class);
    assertThat(report.verdict().reason())
        .as(input + ": " + report.verdict().message())
        .contains(code);
    assertThat(report.verdict().message()).isNotBlank();
    assertThat(report.tracks()).isEmpty();
  }

  private static void assertAbstained(Report report, String code) {
    assertThat(report.verdict()).isInstanceOf(Verdict.Abstained.class);
    assertThat(report.verdict().reason()).contains(code);
  }

  private static Path onePerson() {
    return onePersonAs("one.mp4");
  }

  private static Path onePersonAs(String name) {
    return video(
        name, 24, i -> DrawnFace.picture(320, 240, new double[] {110 + 4.0 * i, 118, 100}));
  }

  private static Path twoPeople() {
    return video(
        "two.mp4",
        24,
        i ->
            DrawnFace.picture(
                480, 240, new double[] {120 + i, 118, 100}, new double[] {350 - i, 112, 112}));
  }

  private static final double[] LEFT = {120, 118, 100};

  private static Path portrait() {
    return picture("portrait.png", LEFT);
  }

  /** The face of {@link #portrait}, and one more. */
  private static Path couple() {
    return picture("couple.png", LEFT, new double[] {350, 112, 112});
  }

  private static Path picture(String name, double[]... faces) {
    Path file = clips.resolve(name);
    ImageFiles.write(file, DrawnFace.picture(480, 240, faces));
    return file;
  }

  /** A clip of that name, drawn once for all tests: nobody writes to it. */
  private static Path video(String name, int frames, IntFunction<Image> pictures) {
    Path file = clips.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    Image first = pictures.apply(0);
    try (VideoWriter writer = new VideoWriter(file, first.width(), first.height(), 10)) {
      for (int i = 0; i < frames; i++) {
        writer.write(pictures.apply(i), i / 10.0);
      }
    }
    return file;
  }

  private static org.assertj.core.data.Offset<Double> offset(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
