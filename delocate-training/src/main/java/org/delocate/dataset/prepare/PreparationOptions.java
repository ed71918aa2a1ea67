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
 * @param framesPerVideo how many frames to take of each video, spread evenly
 * @param minimumFace narrowest face that is kept, in pixels of the picture
 * @param minimumMask smallest mask of a fake that is kept, as a share of the stored crop
 * @param recordsPerShard how many pictures share a shard; of videos so many fewer as they have
 *     frames
 * @param threads at least 1
 * @param neighbours whether each frame of a video is followed by the one a moment later, cut in the
 *     same place
 */
public record PreparationOptions(
    String data,
    Path store,
    CropConvention crop,
    int margin,
    int framesPerVideo,
    double minimumFace,
    double minimumMask,
    int recordsPerShard,
    int threads,
    boolean neighbours) {

  public PreparationOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(crop, "crop");
    if (margin < 0 || margin > crop.size()) {
      throw new IllegalArgumentException("margin " + margin + " is not within 0 to " + crop.size());
    }
    if (framesPerVideo < 1 || recordsPerShard < 1 || threads < 1) {
      throw new IllegalArgumentException("frames, records per shard and threads are at least 1");
    }
    if (!(minimumFace >= 0) || !(minimumMask >= 0 && minimumMask < 1)) {
      throw new IllegalArgumentException(
          "a minimum face of " + minimumFace + " pixels or mask of " + minimumMask);
    }
  }

  /** Without neighbours. */
  public PreparationOptions(
      String data,
      Path store,
      CropConvention crop,
      int margin,
      int framesPerVideo,
      double minimumFace,
      double minimumMask,
      int recordsPerShard,
      int threads) {
    this(
        data,
        store,
        crop,
        margin,
        framesPerVideo,
        minimumFace,
        minimumMask,
        recordsPerShard,
        threads,
        false);
  }

  /** The values that the shipped checkpoint was trained with. [ours] */
  public static PreparationOptions standard(String data, Path store) {
    return new PreparationOptions(
        data,
        store,
        CropConvention.standard(160),
        16,
        32,
        32,
        0.005,
        256,
        Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  public PreparationOptions withThreads(int newThreads) {
    return new PreparationOptions(
        data,
        store,
        crop,
        margin,
        framesPerVideo,
        minimumFace,
        minimumMask,
        recordsPerShard,
        newThreads,
        neighbours);
  }

  public PreparationOptions withNeighbours(boolean newNeighbours) {
    return new PreparationOptions(
        data,
        store,
        crop,
        margin,
        framesPerVideo,
        minimumFace,
        minimumMask,
        recordsPerShard,
        threads,
        newNeighbours);
  }

  /** Everything that decides what the store will hold, and nothing else. */
  String fingerprint() {
    return crop
        + " "
        + margin
        + " "
        + framesPerVideo
        + " "
        + minimumFace
        + " "
        + minimumMask
        + " "
        + recordsPerShard
        + " "
        + DerivedMask.STANDARD
        + " masks end at the border"
        + (neighbours ? " neighbours " + RecordFrames.NEIGHBOUR_SECONDS + " s later" : "");
  }
}
