package org.delocate.forgery.degrade;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.change.Looks;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.write.VideoCodec;

/**
 * What uploads suffer, by name and strength: for robustness sweeps, and in training by {@link
 * Uploads}: a new kind is one more line here. The strengths are ours [ours]; lengths are in pixels
 * of the picture.
 */
public final class NamedDegradations {

  /** The greatest strength; the least is 1. */
  public static final int STRONGEST = 5;

  private static final String HEVC = "hevc";
  private static final double[] BITS_PER_PIXEL = {0.25, 0.12, 0.06, 0.03, 0.015};
  private static final int[] QUALITY = {80, 60, 40, 25, 12};
  private static final double[] SHRUNK = {1.33, 2, 3, 4, 6};
  private static final double[] SMALL = {0.85, 0.7, 0.55, 0.45, 0.35};
  private static final int QUALITY_OF_SMALL = 85;
  private static final double[] BLUR = {0.7, 1.2, 2, 3, 4.5};
  private static final double[] NOISE = {4, 8, 14, 22, 32};
  private static final double[] BRIGHTNESS = {12, 25, 40, 58, 80};
  private static final double[] CONTRAST = {0.85, 0.7, 0.55, 0.4, 0.25};
  private static final double[] SATURATION = {0.75, 0.5, 0.3, 0.15, 0};
  private static final double[] RENDITION = {0.85, 0.75, 0.65, 0.55, 0.45};
  private static final double[] ON_SCREEN = {1.15, 1.3, 1.5, 1.7, 1.9};
  private static final double[] RANGE = {0.4, 0.7, 1, 1.5, 2};
  private static final double[] FILTER = {0.25, 0.5, 0.75, 1, 1.4};
  private static final double[] SHARPENED = {0.4, 0.8, 1.3, 2, 3};
  private static final double[] UPSCALED = {1.3, 1.7, 2.2, 3, 4};
  private static final double[] SMOOTHED = {6, 10, 16, 26, 45};
  private static final double SMOOTHED_OVER = 3;

  private static final Map<String, IntFunction<Degradation>> NAMED =
      new TreeMap<>(
          Map.ofEntries(
              picture(
                  "jpeg",
                  i ->
                      (image, random) ->
                          ImageFiles.decode(ImageFiles.encodeJpeg(image, QUALITY[i]))),
              picture("resize", i -> (image, random) -> DetailChange.downscaled(image, SHRUNK[i])),
              picture("small", i -> (image, random) -> small(image, SMALL[i])),
              picture("blur", i -> (image, random) -> Pixels.blurred(image, BLUR[i])),
              noise(),
              picture(
                  "brightness",
                  i -> (image, random) -> ColourChange.contrasted(1, BRIGHTNESS[i]).of(image)),
              picture(
                  "darkness",
                  i -> (image, random) -> ColourChange.contrasted(1, -BRIGHTNESS[i]).of(image)),
              picture(
                  "contrast",
                  i -> (image, random) -> ColourChange.contrasted(CONTRAST[i], 0).of(image)),
              picture(
                  "saturation",
                  i ->
                      (image, random) ->
                          ColourChange.saturatedAndTurned(SATURATION[i], 0).of(image)),
              picture(
                  "range",
                  i -> (image, random) -> Looks.range(RANGE[i], random.nextBoolean()).of(image)),
              picture(
                  "filter",
                  i -> (image, random) -> Looks.filter(FILTER[i], random.nextBoolean()).of(image)),
              picture("sharpen", i -> (image, random) -> Pixels.sharpened(image, 1, SHARPENED[i])),
              picture(
                  "upscale",
                  i -> (image, random) -> Looks.upscaled(image, UPSCALED[i], 0.3 + 0.1 * i)),
              picture(
                  "smooth",
                  i -> (image, random) -> Looks.smoothed(image, SMOOTHED_OVER, SMOOTHED[i])),
              codec("h264", VideoCodec.H264),
              codec(HEVC, VideoCodec.HEVC),
              codec("mpeg4", VideoCodec.MPEG4),
              codec("vp9", VideoCodec.VP9),
              codec("av1", VideoCodec.AV1),
              Map.entry("h264-twice", NamedDegradations::twice),
              Map.entry("platform", NamedDegradations::platform),
              Map.entry("screen", NamedDegradations::screen)));

  private NamedDegradations() {}

  /** The names of those that this build can carry out, in order. */
  public static List<String> names() {
    return NAMED.keySet().stream().filter(NamedDegradations::isAvailable).toList();
  }

  private static boolean isAvailable(String name) {
    return !name.equals(HEVC) || VideoCodec.HEVC.isAvailable();
  }

  /**
   * A degradation.
   *
   * @param strength 1 to {@value #STRONGEST}
   * @throws IllegalArgumentException if there is none, or this build cannot carry it out; the
   *     message lists the known ones
   */
  public static Degradation named(String name, int strength) {
    IntFunction<Degradation> maker = NAMED.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "there is no degradation '" + name + "'; there are " + String.join(", ", names()));
    }
    if (!isAvailable(name)) {
      throw new IllegalArgumentException(
          "this build has no encoder for '"
              + name
              + "' (the Maven profile gpl brings one); there are "
              + String.join(", ", names()));
    }
    checkStrength(strength);
    return maker.apply(strength);
  }

  /**
   * @throws IllegalArgumentException if there is no such strength
   */
  static void checkStrength(int strength) {
    if (strength < 1 || strength > STRONGEST) {
      throw new IllegalArgumentException(
          "a strength of " + strength + " is not within 1 to " + STRONGEST);
    }
  }

  /**
   * A degradation as it is written on the command line.
   *
   * @param text {@code NAME:STRENGTH}, such as {@code jpeg:3}
   * @throws IllegalArgumentException if it is not of that form, or there is none
   */
  public static Degradation parse(String text) {
    return parse(text, NamedDegradations::named, names());
  }

  /** What a text of the form {@code NAME:STRENGTH} stands for. */
  static <T> T parse(String text, BiFunction<String, Integer, T> named, List<String> names) {
    int colon = text.indexOf(':');
    String strength = colon < 0 ? "" : text.substring(colon + 1);
    if (!strength.matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no NAME:STRENGTH, such as jpeg:3; names are "
              + String.join(", ", names));
    }
    return named.apply(text.substring(0, colon), Integer.parseInt(strength));
  }

  /**
   * A picture as soft as one that was small and was enlarged, or was compressed, or both: what
   * forgers find before they lay a face over it that is neither.
   */
  public static Image softened(Image picture, RandomGenerator random) {
    boolean compressed = random.nextDouble() < 0.5;
    boolean enlarged = !compressed || random.nextBoolean();
    double factor = random.nextDouble(1.25, 3);
    int quality = random.nextInt(40, 90);
    Image soft = enlarged ? DetailChange.downscaled(picture, factor) : picture;
    return compressed ? ImageFiles.decode(ImageFiles.encodeJpeg(soft, quality)) : soft;
  }

  /** Shared when it was smaller, as a JPEG of good quality, and enlarged by whoever looks at it. */
  private static Image small(Image image, double size) {
    Image there =
        ImageFiles.resize(
            image,
            (int) Math.max(1, Math.round(size * image.width())),
            (int) Math.max(1, Math.round(size * image.height())));
    Image shared = ImageFiles.decode(ImageFiles.encodeJpeg(there, QUALITY_OF_SMALL));
    return ImageFiles.resize(shared, image.width(), image.height());
  }

  private static Map.Entry<String, IntFunction<Degradation>> picture(
      String name, IntFunction<PictureDegradation.Change> change) {
    return Map.entry(
        name, strength -> new PictureDegradation(name, strength, true, change.apply(strength - 1)));
  }

  /** Of a sensor: other noise in every frame. */
  private static Map.Entry<String, IntFunction<Degradation>> noise() {
    return Map.entry(
        "noise",
        strength ->
            new PictureDegradation(
                "noise",
                strength,
                false,
                (image, random) -> Pixels.noisy(image, NOISE[strength - 1], random)));
  }

  private static Map.Entry<String, IntFunction<Degradation>> codec(String name, VideoCodec codec) {
    return Map.entry(
        name,
        strength ->
            new CodecDegradation(
                name,
                strength,
                List.of(new CodecDegradation.Pass(codec, BITS_PER_PIXEL[strength - 1], 1))));
  }

  /** Shared, made smaller, and shared again by somebody else. */
  private static Degradation twice(int strength) {
    double bits = BITS_PER_PIXEL[strength - 1];
    return new CodecDegradation(
        "h264-twice",
        strength,
        List.of(
            new CodecDegradation.Pass(VideoCodec.H264, bits, 0.75),
            new CodecDegradation.Pass(VideoCodec.H264, bits, 1)));
  }

  /** A platform's small rendition, which somebody downloads and uploads again at full size. */
  private static Degradation platform(int strength) {
    double bits = BITS_PER_PIXEL[strength - 1];
    return new CodecDegradation(
        "platform",
        strength,
        List.of(
            new CodecDegradation.Pass(VideoCodec.VP9, bits, RENDITION[strength - 1]),
            new CodecDegradation.Pass(VideoCodec.H264, bits, 1)));
  }

  /** Played on a screen at another size, and recorded from it. */
  private static Degradation screen(int strength) {
    double factor = ON_SCREEN[strength - 1];
    return new DegradationSequence(
        "screen",
        strength,
        List.of(
            new PictureDegradation(
                "shown", strength, true, (image, random) -> Looks.shown(image, factor)),
            named("h264", strength)));
  }
}
