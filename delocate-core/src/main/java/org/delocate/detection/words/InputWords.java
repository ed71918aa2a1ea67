package org.delocate.detection.words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.delocate.media.file.VideoStream;
import org.delocate.media.read.DecodeCounts;
import org.delocate.media.sampling.FrameSampling;

/** What a message adds of an input that was not looked at as a whole; each begins with a blank. */
public final class InputWords {

  private InputWords() {}

  /** Only a part was asked for. */
  public static String part(FrameSampling.Part part) {
    String from = NumberWords.time(part.from());
    return Double.isFinite(part.to())
        ? " Only the part from " + from + " to " + NumberWords.time(part.to()) + " was examined."
        : " Only the part from " + from + " on was examined.";
  }

  /**
   * What a reader must know of a file that is not whole; nothing of one that is.
   *
   * @param trouble what ended decoding before the end
   */
  public static String damage(DecodeCounts counts, Optional<String> trouble) {
    StringBuilder notes = new StringBuilder();
    if (counts.damaged() > 0) {
      notes.append(" Of ").append(NumberWords.count(counts.decoded(), "frame", "frames"));
      notes.append(counts.skipped() > 0 ? " that were decoded, " : ", ");
      notes.append(counts.damaged()).append(" came out damaged.");
    }
    if (counts.missing() > 0) {
      notes.append(" The file is cut off: ");
      notes.append(NumberWords.count(counts.missing(), "frame", "frames"));
      notes.append(" that it lists are not in it; the rest was examined.");
    }
    trouble.ifPresent(message -> notes.append(" Decoding ended early: ").append(message));
    return notes.toString();
  }

  /**
   * Other videos are in the file.
   *
   * @param others at least one
   */
  public static String otherStreams(List<VideoStream> others) {
    return (others.size() == 1
            ? " There is another video in the file that was not looked at: "
            : " There are other videos in the file that were not looked at: ")
        + others.stream().map(InputWords::described).collect(Collectors.joining("; "))
        + " (--stream all).";
  }

  private static String described(VideoStream stream) {
    String size =
        stream.width() > 0 && stream.height() > 0
            ? ", " + stream.width() + " × " + stream.height() + " pixels"
            : "";
    return "stream " + stream.index() + ", " + stream.codec() + size;
  }
}
