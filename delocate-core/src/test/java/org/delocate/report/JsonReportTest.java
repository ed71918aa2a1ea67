package org.delocate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.TrackFinding;
import org.delocate.face.geometry.Box;
import org.delocate.media.file.VideoStream;
import org.delocate.media.image.DynamicRange;
import org.delocate.media.read.MediaInfo;
import org.delocate.report.overlay.MaskPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

  private static final Report SCORED = new MadeUpScan(i -> 0.9).report("clips/talk.mp4");

  @Test
  void scoredReportHasTheKeysOfTheContractInItsOrder() throws Exception {
    JsonNode root = json(SCORED);

    assertThat(keys(root))
        .containsExactly("schemaVersion", "input", "verdict", "tracks", "provenance");
    assertThat(root.get("schemaVersion").textValue()).isEqualTo("1.4");
    assertThat(keys(root.get("input")))
        .containsExactly(
            "path",
            "sha256",
            "durationSeconds",
            "width",
            "height",
            "framesDecoded",
            "framesDamaged");
    assertThat(keys(root.get("verdict")))
        .containsExactly("status", "label", "probability", "threshold", "message");
    JsonNode track = root.get("tracks").get(0);
    assertThat(keys(track)).containsExactly("id", "verdict", "parts", "frames");
    assertThat(keys(track.get("parts"))).containsExactly("measure", "eyes", "cheekAndNose", "lips");
    assertThat(keys(track.get("frames").get(0)))
        .containsExactly(
            "index", "timeSeconds", "box", "probability", "tamperedFraction", "outline");
    assertThat(keys(track.at("/frames/0/outline"))).containsExactly("from", "fraction");
    assertThat(keys(root.get("provenance")))
        .containsExactly(
            "code",
            "model",
            "trainingDataTerms",
            "engine",
            "java",
            "os",
            "options",
            "startedAt",
            "seconds");
    assertThat(root.at("/provenance/trainingDataTerms").textValue()).isEqualTo("made up: free");
  }

  @Test
  void severalShotsSkippedFramesAndSeveralVideosOfAFileAreListed() throws Exception {
    TrackFinding track = SCORED.tracks().get(0);
    List<Shot> shots = List.of(new Shot(0, 3, 4), new Shot(5.5, 9, 6));
    List<StreamFacts> streams =
        List.of(
            new StreamFacts(new VideoStream(0, "h264", 320, 240), true),
            new StreamFacts(new VideoStream(3, "vp9", 0, 0), false));
    InputFacts input = SCORED.input();
    JsonNode root =
        json(
            new Report(
                new InputFacts(input.path(), input.sha256(), input.media(), 20, 30, 0, 0, streams),
                SCORED.verdict(),
                List.of(
                    new TrackFinding(
                        1, track.verdict(), track.parts(), track.frames(), List.of(), shots)),
                SCORED.provenance()));

    assertThat(root.at("/tracks/0/shots")).hasSize(2);
    assertThat(root.at("/tracks/0/shots/1").toString())
        .isEqualTo("{\"fromSeconds\":5.5,\"toSeconds\":9.0,\"faces\":6}");
    assertThat(root.at("/input/framesDecoded").intValue()).isEqualTo(20);
    assertThat(root.at("/input/framesSkipped").intValue()).isEqualTo(30);
    assertThat(root.at("/input/streams/0").toString())
        .isEqualTo("{\"index\":0,\"codec\":\"h264\",\"width\":320,\"height\":240,\"judged\":true}");
    assertThat(root.at("/input/streams/1").toString())
        .isEqualTo("{\"index\":3,\"codec\":\"vp9\",\"judged\":false}");
  }

  @Test
  void highDynamicRangeIsNamed() throws Exception {
    InputFacts input = SCORED.input();
    MediaInfo hlg = new MediaInfo("mov,mp4", "hevc", 320, 240, 10, 20, 0, false, DynamicRange.HLG);
    JsonNode root =
        json(
            new Report(
                new InputFacts(
                    input.path(), input.sha256(), Optional.of(hlg), 20, 0, 0, 0, input.streams()),
                SCORED.verdict(),
                SCORED.tracks(),
                SCORED.provenance()));

    assertThat(root.at("/input/dynamicRange").textValue()).isEqualTo("HLG");
  }

  @Test
  void valuesStandAsTheyWereFound() throws Exception {
    JsonNode root = json(SCORED);

    assertThat(root.at("/input/path").textValue()).isEqualTo("clips/talk.mp4");
    assertThat(root.at("/input/durationSeconds").doubleValue()).isEqualTo(10);
    assertThat(root.at("/verdict/status").textValue()).isEqualTo("scored");
    assertThat(root.at("/verdict/label").textValue()).isEqualTo("forged");
    assertThat(root.at("/verdict/probability").doubleValue()).isEqualTo(0.9);
    assertThat(root.at("/tracks/0/id").intValue()).isEqualTo(1);
    assertThat(root.at("/tracks/0/parts/lips").doubleValue()).isEqualTo(0.987);
    JsonNode second = root.at("/tracks/0/frames/1");
    assertThat(second.get("index").longValue()).isEqualTo(2);
    assertThat(second.get("timeSeconds").doubleValue()).isEqualTo(1);
    assertThat(List.of(110.25, 60.0, 108.0, 118.0)).isEqualTo(numbers(second.get("box")));
    assertThat(second.at("/outline/from").doubleValue()).isEqualTo(0.7);
    assertThat(second.at("/outline/fraction").doubleValue()).isEqualTo(0.3);
    assertThat(root.at("/provenance/options/threads").intValue()).isEqualTo(2);
    assertThat(root.at("/provenance/options/masks").booleanValue()).isFalse();
    assertThat(root.at("/provenance/startedAt").textValue()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void abstainedReportHasNeitherLabelNorProbability() throws Exception {
    JsonNode root = json(MadeUpScan.abstained());

    assertThat(keys(root.get("verdict")))
        .containsExactly("status", "threshold", "reason", "message");
    assertThat(root.at("/verdict/reason").textValue()).isEqualTo("no_face");
    assertThat(root.get("tracks").isArray()).isTrue();
    assertThat(root.get("tracks")).isEmpty();
  }

  @Test
  void evidenceStandsWithItsFalseAlarmsAndSegments() throws Exception {
    JsonNode root = json(new MadeUpScan(i -> i >= 8 && i <= 14 ? 0.95 : 0.1).graded("talk.mp4"));

    assertThat(keys(root))
        .containsExactly("schemaVersion", "input", "verdict", "segments", "tracks", "provenance");
    assertThat(keys(root.get("verdict")))
        .containsExactly(
            "status",
            "label",
            "probability",
            "evidence",
            "falseAlarmRate",
            "falseAlarmRateUpTo",
            "threshold",
            "message");
    assertThat(root.at("/verdict/evidence").textValue()).isEqualTo("moderate");
    assertThat(root.at("/verdict/falseAlarmRate").doubleValue()).isEqualTo(0.05);
    assertThat(root.at("/verdict/falseAlarmRateUpTo").doubleValue()).isEqualTo(0.08);
    assertThat(root.at("/tracks/0/verdict")).isEqualTo(root.get("verdict"));
    assertThat(root.at("/tracks/0/frames/0/evidence").textValue()).isEqualTo("none");
    assertThat(root.at("/tracks/0/frames/5/evidence").textValue()).isEqualTo("moderate");
    JsonNode segment = root.at("/segments/0");
    assertThat(keys(segment)).containsExactly("fromSeconds", "toSeconds", "evidence", "person");
    assertThat(segment.get("fromSeconds").doubleValue()).isEqualTo(4);
    assertThat(segment.get("toSeconds").doubleValue()).isEqualTo(7);
    assertThat(segment.get("evidence").textValue()).isEqualTo("moderate");
    assertThat(segment.get("person").intValue()).isEqualTo(1);
  }

  @Test
  void probabilityAndEvidenceStandWithoutAnAnswerToo() throws Exception {
    JsonNode root = json(new MadeUpScan(i -> 0.7).inconclusive("talk.mp4"));

    assertThat(keys(root.get("verdict")))
        .containsExactly(
            "status",
            "probability",
            "evidence",
            "falseAlarmRate",
            "falseAlarmRateUpTo",
            "threshold",
            "reason",
            "message");
    assertThat(root.at("/verdict/probability").doubleValue()).isEqualTo(0.7);
    assertThat(root.at("/verdict/evidence").textValue()).isEqualTo("weak");
    assertThat(root.get("segments")).isEmpty();
  }

  @Test
  void framesThatTheFileListsAndLacksAreCounted() throws Exception {
    assertThat(json(MadeUpScan.abstained()).at("/input/framesMissing").longValue()).isEqualTo(3);
  }

  @Test
  void failedReportLeavesOutWhatIsNotKnown() throws Exception {
    JsonNode root = json(MadeUpScan.failed());

    assertThat(keys(root.get("input"))).containsExactly("path", "framesDecoded", "framesDamaged");
    assertThat(root.at("/verdict/status").textValue()).isEqualTo("failed");
    assertThat(root.at("/verdict/reason").textValue()).isEqualTo("not_media");
  }

  @Test
  void framesNameTheirMaskOnlyIfOneWasWritten() throws Exception {
    JsonNode root = json(SCORED.withMasks(MaskPictures::nameOf));

    assertThat(root.at("/tracks/0/frames/1/mask").textValue()).isEqualTo("masks/frame-000002.png");
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    TrackFinding track = SCORED.tracks().get(0);
    FrameFinding broken =
        new FrameFinding(
            0, 0, new Box(0, 0, 1, 1), Double.NaN, 0, Optional.empty(), Optional.empty());
    Report report =
        new Report(
            SCORED.input(),
            SCORED.verdict(),
            List.of(new TrackFinding(1, track.verdict(), track.parts(), List.of(broken))),
            SCORED.provenance());

    assertThatThrownBy(() -> JsonReport.toJson(report))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void theFileIsWholeAndNothingLiesBesideIt(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve(JsonReport.FILE), "an older report");

    new JsonReport(folder).write(SCORED);

    assertThat(new ObjectMapper().readTree(folder.resolve(JsonReport.FILE).toFile()))
        .isEqualTo(json(SCORED));
    assertThat(folder.toFile().list()).containsExactly(JsonReport.FILE);
  }

  private static JsonNode json(Report report) throws Exception {
    return new ObjectMapper().readTree(JsonReport.toJson(report));
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.doubleValue()));
    return numbers;
  }
}
