package org.delocate.media.read;

import java.util.Optional;
import org.delocate.media.container.CodedPackets;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.library.MediaException;
import org.delocate.media.picture.PictureFacts;
import org.delocate.media.picture.WebpChunks;

/**
 * What reading a file through once tells, before anything is decoded.
 *
 * @param facts what the first bytes of a picture say
 * @param index the frames that the file really holds
 * @param coded how the packets lean on each other; nothing if that is not known, or not to be used
 */
record FirstPass(PictureFacts facts, FrameIndex index, Optional<CodedPackets> coded) {

  /**
   * Reads it through.
   *
   * @param leavingOut whether frames on which nothing depends may be left out in decoding
   * @throws MediaException if the file is no readable video or picture within the limits
   */
  static FirstPass through(VideoToRead video, boolean leavingOut) {
    video.checkFile();
    PictureFacts facts = PictureFacts.of(video.file());
    try (Demuxer demuxer = video.demuxer()) {
      if (facts.halvings(video.limits()) == 0 && demuxer.grid().isEmpty()) {
        checkSize(video, demuxer);
      }
      CodedPackets packets = new CodedPackets(demuxer);
      FrameIndex index =
          facts.animation().map(WebpChunks::index).orElseGet(() -> FrameIndex.of(demuxer, packets));
      boolean use = leavingOut && packets.known();
      return new FirstPass(facts, index, use ? Optional.of(packets) : Optional.empty());
    }
  }

  /** Refuses a stream whose stated size is outside the limits, if it states one. */
  private static void checkSize(VideoToRead video, Demuxer demuxer) {
    int width = demuxer.width();
    int height = demuxer.height();
    if (width > 0 && height > 0) {
      video.limits().check(video.name(), width, height);
    }
  }
}
