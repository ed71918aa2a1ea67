package org.delocate.dataset.prepare;

import java.nio.file.Path;
import java.util.Objects;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.mask.DerivedMask;
import org.delocate.face.align.CropConvention;

/**
 * How a dataset becomes a store.
 *
 * @param data {@code LAYOUT:PATH}, see {@link org.delocate.dataset.layout.Datasets#open}
 * @param store folder of the store, which may hold the beginning of one
 * @param crop the crop that a network will see
 * @param margin pixels that the stored crops have more on every side, to shift and turn in
 * @param frames which frames of a video are kept
 * @param least what a face must have to be kept
 * @param recordsPerShard how many pictures share a shard; of videos so many fewer as they have
 *     frames
 * @param threads at least 1
 */
public record PreparationOptions(
    String data,
    Path store,
    CropConvention crop,
    int margin,
    Frames frames,
    Least least,
    int recordsPerShard,
    int threads) {

  /**
   * Which frames of a video are kept.
   *
   * @param ofVideo how many frames to take of each video, spread evenly
   * @param neighbours whether each frame of a video is followed by the one a moment later, cut in
   *     the same place
   */
  public record Frames(int ofVideo, boolean neighbours) {

    public Frames {
      if (ofVideo < 1) {
        throw new IllegalArgumentException("frames are at least 1");
      }
    }
  }

  /**
   * What a face must have to be kept.
   *
   * @param face narrowest face that is kept, in pixels of the picture
   * @param mask smallest mask of a fake that is kept, as a share of the stored crop
   */
  public record Least(double face, double mask) {

    public Least {
      if (!(face >= 0) || !(mask >= 0 && mask < 1)) {
        throw new IllegalArgumentException(
            "a minimum face of " + face + " pixels or mask of " + mask);
      }
    }
  }

  public PreparationOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(crop, "crop");
    Objects.requireNonNull(frames, "frames");
    Objects.requireNonNull(least, "least");
    if (margin < 0 || margin > crop.size()) {
      throw new IllegalArgumentException("margin " + margin + " is not within 0 to " + crop.size());
    }
    if (recordsPerShard < 1 || threads < 1) {
      throw new IllegalArgumentException("records per shard and threads are at least 1");
    }
  }

  /**
   * The values that the pictures of the shipped checkpoint were prepared with; of clips it saw
   * fewer frames, and the frames after them. [ours]
   */
  public static PreparationOptions standard(String data, Path store) {
    return new PreparationOptions(
        data,
        store,
        CropConvention.standard(160),
        16,
        new Frames(32, false),
        new Least(32, 0.005),
        256,
        Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  /** Everything that decides what the store will hold, and nothing else. */
  String fingerprint() {
    return crop
        + " "
        + margin
        + " "
        + frames.ofVideo()
        + " "
        + least.face()
        + " "
        + least.mask()
        + " "
        + recordsPerShard
        + " "
        + DerivedMask.STANDARD
        + " masks end at the border"
        + (frames.neighbours() ? " neighbours " + RecordFrames.NEIGHBOUR_SECONDS + " s later" : "");
  }
}
