package org.delocate.dataset.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a dataset knows of where a fake was forged; nothing of a real record.
 *
 * @param original the real picture or video that it was made from, if known
 * @param aligned whether each pixel of the original lies where it lies in the fake, so that their
 *     difference shows what was forged
 * @param mask the picture or video that shows where it was forged, if there is one
 * @param spans of a video, the frames that are forged; empty where all are
 */
public record ForgeryTruth(
    Optional<Path> original, boolean aligned, Optional<MaskFile> mask, List<FrameSpan> spans) {

  public ForgeryTruth {
    spans = List.copyOf(spans);
  }

  /** Whether a frame of a fake is forged. */
  boolean isForged(long frame) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.contains(frame));
  }

  /** Whether nothing is known. */
  boolean isNothing() {
    return original.isEmpty() && mask.isEmpty() && spans.isEmpty();
  }
}
