package org.delocate.detection.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.delocate.media.read.MediaInfo;

/**
 * What was scanned.
 *
 * @param path as it was given; the name that came with it if it was a stream or a picture in memory
 * @param sha256 of the file's or stream's bytes in hexadecimal; empty if they could not be read,
 *     and for a picture in memory
 * @param media what the file holds; empty if it could not be opened
 * @param framesDecoded frames that were decoded, sampled or not
 * @param framesSkipped frames that were passed over without decoding them, since nothing that was
 *     looked at depends on them; whether they are damaged is not known
 * @param framesDamaged frames in which the decoder concealed errors, or that could not be decoded
 * @param framesMissing frames that the file's own table lists and the file does not hold, because
 *     it was cut off
 * @param streams the videos in the file; none if it could not be opened
 */
public record InputFacts(
    String path,
    Optional<String> sha256,
    Optional<MediaInfo> media,
    long framesDecoded,
    long framesSkipped,
    long framesDamaged,
    long framesMissing,
    List<StreamFacts> streams) {

  /** An input of which no videos are known, and none of whose frames was skipped. */
  public InputFacts(
      String path,
      Optional<String> sha256,
      Optional<MediaInfo> media,
      long framesDecoded,
      long framesDamaged,
      long framesMissing) {
    this(path, sha256, media, framesDecoded, 0, framesDamaged, framesMissing, List.of());
  }

  public InputFacts {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(media, "media");
    streams = List.copyOf(streams);
  }
}
