package org.delocate.dataset.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.delocate.face.align.CropConvention;

/**
 * What a store says of itself, in its {@code store.json}, whose keys stand side by side as {@link
 * #keys} names them.
 *
 * @param format of the store
 * @param data the layout that the faces come from
 * @param cutting how faces were cut out
 * @param plan what was to be prepared
 * @param code version of the program that wrote it
 */
public record StoreDescription(
    Format format, String data, Cutting cutting, Plan plan, String code) {

  /** A format of stores. */
  public record Format(String name, int version) {

    /** The one that this program reads and writes. */
    public static final Format CURRENT = new Format("delocate-faces", 1);

    @Override
    public String toString() {
      return name + " version " + version;
    }
  }

  /**
   * How faces were cut out.
   *
   * @param crop the convention of the crop without its margin: what a network sees
   * @param margin pixels around it that the stored crops have more, on every side
   * @param framesPerVideo how many frames were taken of each video
   */
  public record Cutting(CropConvention crop, int margin, int framesPerVideo) {}

  /**
   * What was to be prepared.
   *
   * @param records how many records were planned
   * @param shards how many shards those make
   * @param digest SHA-256 of the planned records and the options: two preparations with the same
   *     digest write the same store
   */
  public record Plan(long records, int shards, String digest) {}

  /** Of a store that this program writes. */
  public StoreDescription(String data, Cutting cutting, Plan plan, String code) {
    this(Format.CURRENT, data, cutting, plan, code);
  }

  /** What a file says, key by key; {@link #keys} is the way back. */
  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static StoreDescription ofKeys(
      @JsonProperty("format") String format,
      @JsonProperty("version") int version,
      @JsonProperty("data") String data,
      @JsonProperty("crop") CropConvention crop,
      @JsonProperty("margin") int margin,
      @JsonProperty("framesPerVideo") int framesPerVideo,
      @JsonProperty("records") long records,
      @JsonProperty("shards") int shards,
      @JsonProperty("planDigest") String planDigest,
      @JsonProperty("code") String code) {
    return new StoreDescription(
        new Format(format, version),
        data,
        new Cutting(crop, margin, framesPerVideo),
        new Plan(records, shards, planDigest),
        code);
  }

  /** What a file says, key by key. */
  @JsonValue
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("format", format.name());
    keys.put("version", format.version());
    keys.put("data", data);
    keys.put("crop", cutting.crop());
    keys.put("margin", cutting.margin());
    keys.put("framesPerVideo", cutting.framesPerVideo());
    keys.put("records", plan.records());
    keys.put("shards", plan.shards());
    keys.put("planDigest", plan.digest());
    keys.put("code", code);
    return keys;
  }

  /** See {@link Cutting#crop}. */
  public CropConvention crop() {
    return cutting.crop();
  }

  /** See {@link Cutting#margin}. */
  public int margin() {
    return cutting.margin();
  }

  /** See {@link Plan#digest}. */
  public String planDigest() {
    return plan.digest();
  }

  /** The convention of the stored crops: with the margin. */
  public CropConvention storedCrop() {
    return crop().withMargin(margin());
  }
}
