package org.delocate.forgery.degrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * Honest edits by name and strength: those that know where the face is, and all {@link
 * NamedDegradations}. The strengths are ours [ours]; lengths are shares of the face's width.
 */
public final class FaceEdits {

  private static final double[] SKIN = {5, 8, 12, 20, 32};
  private static final double[] BACKGROUND = {0.02, 0.04, 0.08, 0.12, 0.16};
  private static final double[] STICKER = {0.06, 0.1, 0.14, 0.18, 0.22};

  private static final Map<String, IntFunction<FaceEdit.Steady>> NAMED =
      new TreeMap<>(
          Map.of(
              "beauty",
              i -> (picture, face, random) -> HonestEdits.beautified(picture, face, SKIN[i]),
              "background",
              i ->
                  (picture, face, random) ->
                      HonestEdits.backgroundBlurred(picture, face, BACKGROUND[i]),
              "sticker",
              i ->
                  (picture, face, random) ->
                      HonestEdits.stickered(picture, face, STICKER[i], random)));

  private FaceEdits() {}

  /** The names of those that this build can carry out: of the face, then degradations. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(NAMED.keySet());
    names.addAll(NamedDegradations.names());
    return names;
  }

  /**
   * An edit.
   *
   * @param strength 1 to {@value NamedDegradations#STRONGEST}
   * @throws IllegalArgumentException if there is none, or this build cannot carry it out; the
   *     message lists the known ones
   */
  public static FaceEdit named(String name, int strength) {
    IntFunction<FaceEdit.Steady> maker = NAMED.get(name);
    if (maker == null) {
      if (!NamedDegradations.names().contains(name)) {
        throw new IllegalArgumentException(
            "there is no edit '" + name + "'; there are " + String.join(", ", names()));
      }
      return new OfPicture(NamedDegradations.named(name, strength));
    }
    NamedDegradations.checkStrength(strength);
    return new OfFace(name, strength, maker.apply(strength - 1));
  }

  /**
   * An edit as it is written on the command line.
   *
   * @param text {@code NAME:STRENGTH}, such as {@code beauty:3}
   * @throws IllegalArgumentException if it is not of that form, or there is none
   */
  public static FaceEdit parse(String text) {
    return NamedDegradations.parse(text, FaceEdits::named, names());
  }

  private record OfFace(String name, int strength, FaceEdit.Steady change) implements FaceEdit {
    @Override
    public List<Image> of(
        List<Image> frames, List<Landmarks> landmarks, double framesPerSecond, long seed) {
      List<Image> edited = new ArrayList<>();
      for (int i = 0; i < frames.size(); i++) {
        edited.add(change.of(frames.get(i), landmarks.get(i), new SplittableRandom(seed)));
      }
      return edited;
    }
  }

  private record OfPicture(Degradation degradation) implements FaceEdit {
    @Override
    public String name() {
      return degradation.name();
    }

    @Override
    public int strength() {
      return degradation.strength();
    }

    @Override
    public List<Image> of(
        List<Image> frames, List<Landmarks> landmarks, double framesPerSecond, long seed) {
      return degradation.of(frames, framesPerSecond, new SplittableRandom(seed));
    }
  }
}
