package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.Verdict;
import org.delocate.media.file.VideoStream;
import org.junit.jupiter.api.Test;

class StreamChoiceTest {

  private static final VideoStream SLIDES = new VideoStream(0, "h264", 1280, 720);
  private static final VideoStream CAMERA = new VideoStream(2, "vp9", 640, 480);
  private static final Verdict NOBODY =
      new Verdict.Abstained(AbstentionReason.NO_FACE, 0.5, "No face was found.");

  @Test
  void thatThereIsNoFaceIsNotSaidOfAFileWithAnotherVideo() {
    Verdict verdict = new StreamChoice(List.of(SLIDES, CAMERA), SLIDES).mention(NOBODY);

    assertThat(verdict.reason()).contains("other_streams");
    assertThat(verdict.message())
        .contains("not looked at: stream 2, vp9, 640 × 480 pixels", "--stream all");
  }

  @Test
  void aScoreStaysAndTheOthersAreNamed() {
    Verdict scored = Verdict.Scored.of(0.9, 0.5, "Forged.");
    StreamChoice choice = new StreamChoice(List.of(SLIDES, CAMERA), CAMERA);

    assertThat(choice.mention(scored)).isInstanceOf(Verdict.Scored.class);
    assertThat(choice.mention(scored).message()).contains("stream 0, h264, 1280 × 720 pixels");
    assertThat(choice.facts())
        .containsExactly(new StreamFacts(SLIDES, false), new StreamFacts(CAMERA, true));
  }

  @Test
  void oneVideoIsNotWorthAWord() {
    assertThat(new StreamChoice(List.of(SLIDES), SLIDES).mention(NOBODY)).isEqualTo(NOBODY);
  }
}
