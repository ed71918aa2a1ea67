package org.delocate.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.degrade.HonestEdits;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.training.crop.CropAugmentation;

/**
 * Something done to a face's picture that forges nothing: a model that answers differently after it
 * looks at more than the forgery. Every pixel of the face stays in its place, so landmarks and
 * truth stay true.
 *
 * @param name as in tables
 * @param change of the stored crop with its margin
 */
public record Intervention(String name, Change change) {

  /** Share of the side of what the networks see that each border is wide. [ours] */
  private static final double BORDER = 0.1;

  private static final double DEGREES = 7;

  /** Shorter sides, in pixels of their video, that faces are shrunk to. [ours] */
  private static final List<Integer> SIDES = List.of(112, 96, 80, 64, 56, 48, 40, 32);

  /** Variations of the skin, in levels of 255, that beauty filters even out. [ours] */
  private static final List<Integer> SKIN = List.of(8, 20);

  /** What is done to the picture of a face. */
  public interface Change {
    Image of(StoredFace face, RandomGenerator random);
  }

  /**
   * All of them, in the order of tables.
   *
   * @param margin of stored crops, which the networks do not see
   */
  public static List<Intervention> all(int margin) {
    List<Intervention> all = new ArrayList<>();
    all.add(
        new Intervention("border mirrored", (face, random) -> bordered(face.crop(), margin, true)));
    all.add(
        new Intervention("border black", (face, random) -> bordered(face.crop(), margin, false)));
    all.add(
        new Intervention("turned", (face, random) -> thereAndBack(turn(face.crop()), face.crop())));
    all.add(
        new Intervention(
            "moved",
            (face, random) ->
                thereAndBack(new AffineTransform(1, 0, 0.5, 0, 1, 0.5), face.crop())));
    for (int strength : List.of(1, 3, NamedDegradations.STRONGEST)) {
      all.add(degraded("jpeg", strength));
    }
    all.addAll(honest());
    all.addAll(fading());
    return all;
  }

  /** What people, apps and platforms do to real faces every day. */
  private static List<Intervention> honest() {
    List<Intervention> honest = new ArrayList<>();
    for (int level : SKIN) {
      honest.add(
          new Intervention(
              "beauty " + level,
              (face, random) -> HonestEdits.beautified(face.crop(), face.landmarks(), level)));
    }
    honest.add(
        new Intervention(
            "background blurred",
            (face, random) -> HonestEdits.backgroundBlurred(face.crop(), face.landmarks())));
    honest.add(
        new Intervention(
            "sticker",
            (face, random) -> HonestEdits.stickered(face.crop(), face.landmarks(), random)));
    for (String edit : List.of("upscale", "sharpen", "filter", "range")) {
      honest.add(degraded(edit, 3));
    }
    for (String codec : List.of("h264", "vp9", "av1", "mpeg4", "platform", "screen")) {
      honest.add(degraded(codec, 2));
    }
    return honest;
  }

  /** Those that leave a face with less and less to see. */
  public static List<Intervention> fading() {
    List<Intervention> fading = new ArrayList<>();
    for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
      fading.add(degraded("blur", strength));
    }
    for (int side : SIDES) {
      fading.add(new Intervention(side + " px", (face, random) -> small(face, side)));
    }
    return fading;
  }

  private static Intervention degraded(String degradation, int strength) {
    Degradation change = NamedDegradations.named(degradation, strength);
    return new Intervention(
        degradation + ":" + strength, (face, random) -> change.of(face.crop(), random));
  }

  /**
   * As if the face had been so small in its frame, by the shorter side of its landmarks' box, which
   * is what detection abstains by: shrunk with an area filter, then enlarged as detection cuts its
   * crops, between the four nearest pixels.
   */
  private static Image small(StoredFace face, int side) {
    Box bounds = face.landmarks().bounds();
    int size = face.size();
    int fewer = (int) Math.round(size * side / Math.min(bounds.width(), bounds.height()));
    if (fewer >= size) {
      return face.crop();
    }
    double shrink = (double) fewer / size;
    double shift = 0.5 * shrink - 0.5;
    return new CropAugmentation.View(
            size, new AffineTransform(shrink, 0, shift, 0, shrink, shift), false)
        .image(ImageFiles.resize(face.crop(), fewer, fewer));
  }

  /** What the networks see near their border mirrored from further in, or black. */
  private static Image bordered(Image stored, int margin, boolean mirrored) {
    int size = stored.width();
    int first = margin + (int) Math.round(BORDER * (size - 2 * margin));
    int last = size - 1 - first;
    byte[] in = stored.rgb();
    byte[] out = new byte[in.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int fromX = inside(x, first, last);
        int fromY = inside(y, first, last);
        if (mirrored || (fromX == x && fromY == y)) {
          System.arraycopy(in, (fromY * size + fromX) * 3, out, (y * size + x) * 3, 3);
        }
      }
    }
    return new Image(size, size, out);
  }

  /** A place mirrored at the nearer bound; the place itself if it is within. */
  private static int inside(int at, int first, int last) {
    if (at < first) {
      return Math.min(last, 2 * first - at);
    }
    return at > last ? Math.max(first, 2 * last - at) : at;
  }

  private static AffineTransform turn(Image picture) {
    double cos = Math.cos(Math.toRadians(DEGREES));
    double sin = Math.sin(Math.toRadians(DEGREES));
    double centre = (picture.width() - 1) / 2.0;
    return new AffineTransform(
        cos,
        -sin,
        centre - cos * centre + sin * centre,
        sin,
        cos,
        centre - sin * centre - cos * centre);
  }

  /** Interpolated twice more, as warping a face does, and where it was. */
  private static Image thereAndBack(AffineTransform map, Image picture) {
    int size = picture.width();
    Image there = new CropAugmentation.View(size, map, false).image(picture);
    return new CropAugmentation.View(size, map.inverse(), false).image(there);
  }
}
