package org.delocate.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FalseAlarms;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.Outline;
import org.delocate.detection.result.PartEvidence;
import org.delocate.detection.result.Provenance;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.detection.words.ModelSummary;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.MediaInfo;

/**
 * A scan whose findings a test sets by hand: one person in a video of 320×240 pixels, in every
 * second of its 20 frames, with a face of 64 pixels whose heat map marks the mouth.
 */
public final class MadeUpScan {

  static final int CROP = 64;
  public static final int FRAMES = 20;

  /** The crop lies in the frame at (100, 50), twice as large. */
  static final AffineTransform CROP_TO_FRAME = new AffineTransform(2, 0, 100, 0, 2, 50);

  private final IntFunction<Double> probability;

  public MadeUpScan(IntFunction<Double> probability) {
    this.probability = probability;
  }

  static MediaInfo media() {
    return new MediaInfo("mov,mp4", "h264", 320, 240, 10, FRAMES, 0, false);
  }

  public List<ScoredFrame> frames() {
    List<ScoredFrame> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      List<ScoredFace> faces = i % 2 == 0 ? List.of(face(i)) : List.of();
      frames.add(
          new ScoredFrame(new VideoFrame(i, i * 0.5, picture(320, 240, i), false, false), faces));
    }
    return frames;
  }

  public Report report(String path) {
    List<FrameFinding> found =
        frames().stream()
            .flatMap(
                frame ->
                    frame.faces().stream()
                        .map(
                            face ->
                                new FrameFinding(
                                    frame.frame().index(),
                                    frame.frame().timeSeconds(),
                                    face.box(),
                                    face.probability(),
                                    face.tamperedFraction(),
                                    face.outline(),
                                    Optional.empty())))
            .toList();
    double mean = found.stream().mapToDouble(FrameFinding::probability).average().orElseThrow();
    Verdict verdict = Verdict.Scored.of(mean, 0.5, "The message of the verdict.");
    TrackFinding track =
        new TrackFinding(
            1,
            verdict,
            Optional.of(
                new PartEvidence(PartEvidence.Measure.MAPPING_DISCREPANCY, 0.61, 0.55, 0.987)),
            found);
    return new Report(
        new InputFacts(path, Optional.of("ab".repeat(32)), Optional.of(media()), FRAMES, 0, 0),
        verdict,
        List.of(track),
        provenance());
  }

  /**
   * The same with moderate evidence of forgery between the fourth and the seventh second, by a
   * model whose card knows what that is worth.
   */
  public Report graded(String path) {
    Report plain = report(path);
    Segment segment = new Segment(1, 4, 7, Evidence.MODERATE);
    Assessment assessment =
        new Assessment(
            0.92,
            Optional.of(Evidence.MODERATE),
            Optional.of(new FalseAlarms(0.05, 0.08, 352, 146)));
    return withVerdict(
        plain, Verdict.Scored.of(assessment, 0.9, "Message of the passage."), List.of(segment));
  }

  /** The same with evidence that is too weak for an answer. */
  public Report inconclusive(String path) {
    return inconclusive(path, List.of());
  }

  /** The same with a passage, between the fourth and the seventh second, to look at. */
  public Report parting(String path) {
    return inconclusive(path, List.of(new Segment(1, 4, 7, Evidence.WEAK)));
  }

  private Report inconclusive(String path, List<Segment> segments) {
    Assessment assessment =
        new Assessment(
            0.7, Optional.of(Evidence.WEAK), Optional.of(new FalseAlarms(0.2, 0.25, 352, 146)));
    return withVerdict(
        report(path),
        new Verdict.Abstained(
            AbstentionReason.INCONCLUSIVE, Optional.of(assessment), 0.9, "Weak evidence."),
        segments);
  }

  private static Report withVerdict(Report plain, Verdict verdict, List<Segment> segments) {
    TrackFinding track = plain.tracks().get(0);
    List<FrameFinding> frames =
        track.frames().stream()
            .map(
                frame ->
                    new FrameFinding(
                        frame.index(),
                        frame.timeSeconds(),
                        frame.box(),
                        frame.probability(),
                        frame.tamperedFraction(),
                        frame.outline(),
                        Optional.of(frame.probability() >= 0.9 ? Evidence.MODERATE : Evidence.NONE),
                        Optional.empty()))
            .toList();
    return new Report(
        plain.input(),
        verdict,
        List.of(new TrackFinding(track.id(), verdict, track.parts(), frames, segments)),
        plain.provenance());
  }

  public static Report abstained() {
    return new Report(
        new InputFacts(
            "empty-room.mp4", Optional.of("cd".repeat(32)), Optional.of(media()), 20, 2, 3),
        new Verdict.Abstained(AbstentionReason.NO_FACE, 0.5, "No face was found in 20 frames."),
        List.of(),
        provenance());
  }

  public static Report failed() {
    return new Report(
        new InputFacts("text.mp4", Optional.empty(), Optional.empty(), 0, 0, 0),
        new Verdict.Failed("not_media", 0.5, "text.mp4 is no video."),
        List.of(),
        provenance());
  }

  public static ModelSummary model() {
    return new ModelSummary(
        "made-up",
        "A model that exists in this test only.",
        true,
        Map.of(PartEvidence.Measure.MAPPING_DISCREPANCY, "This distance alone tells nothing."),
        List.of(new ModelSummary.Fact("Trained on", "nothing")),
        List.of("It cannot see."));
  }

  private static Provenance provenance() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("frames", "32");
    options.put("threads", 2);
    options.put("masks", false);
    return new Provenance(
        "Delocate 0.1.0",
        "made-up",
        "made up: free",
        "none",
        "17",
        "Linux amd64",
        options,
        Instant.parse("2026-01-02T03:04:05Z"),
        1.25);
  }

  private ScoredFace face(int frame) {
    Image crop = picture(CROP, CROP, frame);
    float[] mask = new float[CROP * CROP];
    for (int y = 40; y < 56; y++) {
      for (int x = 16; x < 48; x++) {
        mask[y * CROP + x] = 1;
      }
    }
    return new ScoredFace(
        1,
        new Box(110.25, 60, 108, 118),
        new AlignedFace(crop, new Landmarks(new float[2 * Landmarks.COUNT], 1), CROP_TO_FRAME),
        picture(CROP, CROP, frame + 40),
        mask,
        probability.apply(frame),
        0.25,
        Optional.of(new Outline(0.7, 0.3)),
        Optional.of(new PartEvidence(PartEvidence.Measure.MAPPING_DISCREPANCY, 0.5, 0.5, 0.9)));
  }

  private static Image picture(int width, int height, int shade) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (60 + 4 * shade);
      rgb[3 * i + 1] = (byte) (255 * (i / width) / height);
      rgb[3 * i + 2] = (byte) (255 * (i % width) / width);
    }
    return new Image(width, height, rgb);
  }
}
