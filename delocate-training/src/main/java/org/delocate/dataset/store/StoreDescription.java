package org.delocate.dataset.store;

import org.delocate.face.align.CropConvention;

/**
 * What a store says of itself, in its {@code store.json}.
 *
 * @param format {@value #FORMAT}
 * @param version of the format: {@value #VERSION}
 * @param data the layout that the faces come from
 * @param crop the convention of the crop without its margin: what a network sees
 * @param margin pixels around it that the stored crops have more, on every side
 * @param framesPerVideo how many frames were taken of each video
 * @param records how many records were planned
 * @param shards how many shards those make
 * @param planDigest SHA-256 of the planned records and the options: two preparations with the same
 *     digest write the same store
 * @param code version of the program that wrote it
 */
public record StoreDescription(
    String format,
    int version,
    String data,
    CropConvention crop,
    int margin,
    int framesPerVideo,
    long records,
    int shards,
    String planDigest,
    String code) {

  public static final String FORMAT = "delocate-faces";
  public static final int VERSION = 1;

  /** Of a store that this program writes. */
  public StoreDescription(
      String data,
      CropConvention crop,
      int margin,
      int framesPerVideo,
      long records,
      int shards,
      String planDigest,
      String code) {
    this(FORMAT, VERSION, data, crop, margin, framesPerVideo, records, shards, planDigest, code);
  }

  /** The convention of the stored crops: with the margin. */
  public CropConvention storedCrop() {
    return crop.withMargin(margin);
  }
}
