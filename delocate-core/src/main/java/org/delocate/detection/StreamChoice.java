package org.delocate.detection;

import java.util.List;
import org.delocate.detection.result.AbstentionReason;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.words.InputWords;
import org.delocate.media.file.VideoStream;

/**
 * Which of the videos of a file was judged, and what must be said of the others.
 *
 * @param streams all videos of the file
 * @param judged the one that was read
 */
record StreamChoice(List<VideoStream> streams, VideoStream judged) {

  List<StreamFacts> facts() {
    return streams.stream().map(stream -> new StreamFacts(stream, isJudged(stream))).toList();
  }

  /**
   * Says which videos were not looked at. That there is no face is not said of a file in which
   * there may be one.
   */
  Verdict mention(Verdict verdict) {
    List<VideoStream> others = streams.stream().filter(stream -> !isJudged(stream)).toList();
    if (others.isEmpty()) {
      return verdict;
    }
    String message = verdict.message() + InputWords.otherStreams(others);
    if (verdict instanceof Verdict.Abstained abstained
        && abstained.cause() == AbstentionReason.NO_FACE) {
      return new Verdict.Abstained(AbstentionReason.OTHER_STREAMS, verdict.threshold(), message);
    }
    return verdict.withMessage(message);
  }

  private boolean isJudged(VideoStream stream) {
    return stream.index() == judged.index();
  }
}
