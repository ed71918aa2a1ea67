package org.delocate.detection.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.report.MadeUpScan;
import org.junit.jupiter.api.Test;

class VerdictWordsTest {

  private final MadeUpScan scan = new MadeUpScan(i -> i >= 8 && i <= 14 ? 0.95 : 0.1);

  @Test
  void theLineSaysOneThing() {
    Assessment none = new Assessment(0.05, Optional.of(Evidence.NONE), Optional.empty());
    Verdict authentic = Verdict.Scored.of(none, 0.9, "Message.");

    assertThat(line(with(authentic))).isEqualTo("authentic (no evidence of forgery)");
    assertThat(line(scan.graded("talk.mp4")))
        .isEqualTo(
            "forged (moderate evidence of forgery; of unseen real clips 1 in 20 shows as much;"
                + " probability of forgery 92\u00a0%), from 0:04.0 to 0:07.0");
    assertThat(line(scan.inconclusive("talk.mp4")))
        .isEqualTo("no verdict, inconclusive: Weak evidence.");
    assertThat(line(MadeUpScan.failed())).isEqualTo("failed, not_media: text.mp4 is no video.");
  }

  @Test
  void aModelWithoutStepsOfEvidenceNamesItsThreshold() {
    assertThat(line(with(Verdict.Scored.of(0.05, 0.5, "Message."))))
        .isEqualTo("authentic (probability of forgery 5\u00a0%, below the threshold of 50\u00a0%)");
    assertThat(line(with(Verdict.Scored.of(0.75, 0.5, "Message."))))
        .isEqualTo(
            "forged (probability of forgery 75\u00a0%, at or above the threshold of 50\u00a0%),"
                + " from 0:04.0 to 0:07.0");
  }

  @Test
  void headlinesFollowTheEvidence() {
    Assessment none = new Assessment(0.05, Optional.of(Evidence.NONE), Optional.empty());

    assertThat(VerdictWords.headline(with(Verdict.Scored.of(none, 0.9, ""))))
        .isEqualTo("No evidence of forgery was found in this video’s face.");
    assertThat(VerdictWords.headline(with(Verdict.Scored.of(0.97, 0.5, ""))))
        .isEqualTo("The face in this video is very probably forged.");
    assertThat(VerdictWords.meaning(none, 0.9, true)).anyMatch(text -> text.contains("no more."));
  }

  @Test
  void shotsAndForgedFacesAreCounted() {
    Report graded = scan.graded("talk.mp4");
    TrackFinding whole = graded.tracks().get(0);
    List<Shot> shots = List.of(new Shot(0, 5, 11), new Shot(6, 7, 3), new Shot(9, 10, 3));
    TrackFinding cut =
        new TrackFinding(
            1, whole.verdict(), whole.parts(), whole.frames(), whole.segments(), shots);
    TrackFinding other =
        new TrackFinding(2, whole.verdict(), whole.parts(), whole.frames(), whole.segments());

    assertThat(line(with(graded, cut))).endsWith(", from 0:04.0 to 0:07.0, in 2 shots");
    assertThat(VerdictWords.headline(with(graded, cut)))
        .isEqualTo(
            "There is moderate evidence that the face in this video is forged, from 0:04.0 to"
                + " 0:07.0, in 2 shots.");
    assertThat(VerdictWords.headline(with(graded, whole, other)))
        .isEqualTo("There is moderate evidence that 2 of the faces in this video are forged.");

    Verdict none = new Verdict.Abstained(AbstentionReason.INCONCLUSIVE, 0.5, "");
    TrackFinding unsure = new TrackFinding(2, none, whole.parts(), whole.frames(), List.of());
    assertThat(VerdictWords.headline(with(graded, whole, unsure)))
        .startsWith("There is moderate evidence that one of the faces in this video is forged, ");
  }

  private static Report with(Report report, TrackFinding... tracks) {
    return new Report(report.input(), report.verdict(), List.of(tracks), report.provenance());
  }

  private static String line(Report report) {
    return VerdictWords.line(report);
  }

  private Report with(Verdict verdict) {
    Report report = scan.report("talk.mp4");
    return new Report(report.input(), verdict, List.copyOf(report.tracks()), report.provenance());
  }
}
