package org.delocate.media.read;

/**
 * How decoding went so far; complete once {@link MediaReader#next()} has returned nothing.
 *
 * @param decoded frames that came out of the decoder, whether they were delivered or not
 * @param damaged frames in which the decoder concealed errors, plus packets that could not be
 *     decoded at all. It is a lower bound: VP8, VP9, Motion JPEG and FFV1 show most damage without
 *     their decoders noticing it, and frames that were predicted from a damaged one are not counted
 * @param missing frames that the container's table lists and the file does not hold, because it was
 *     cut off; 0 where the container keeps no exact table (all but MP4 and MOV)
 * @param skipped frames that are there and were passed over without decoding them, since nothing
 *     that was delivered depends on them; whether they are damaged is not known
 */
public record DecodeCounts(long decoded, long damaged, long missing, long skipped) {

  /** Of a file in which no frame was passed over. */
  public DecodeCounts(long decoded, long damaged, long missing) {
    this(decoded, damaged, missing, 0);
  }
}
