package org.delocate.forgery.degrade;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;

/**
 * What befalls a share of the faces of a training on their way through the world: one of the named
 * {@link NamedDegradations}, by chance and at a strength by chance, and sometimes one more. Every
 * kind that has a name there can be had here.
 *
 * @param share probability of one, 0 to 1
 * @param again probability of another one after each, 0 to 1; never more than three
 * @param kinds names that are drawn evenly
 * @param strongest greatest strength, 1 to {@value NamedDegradations#STRONGEST}
 */
public record Uploads(double share, double again, List<String> kinds, int strongest) {

  private static final int MOST = 3;

  /** Video codecs that every build has, what platforms and screens do, colours. */
  private static final List<String> USUAL =
      List.of("h264", "h264-twice", "vp9", "mpeg4", "platform", "screen", "range", "filter");

  public Uploads {
    kinds = List.copyOf(kinds);
    if (!(share >= 0 && share <= 1) || !(again >= 0 && again <= 1)) {
      throw new IllegalArgumentException("uploads with probabilities " + share + ", " + again);
    }
    if (strongest < 1 || strongest > NamedDegradations.STRONGEST) {
      throw new IllegalArgumentException(
          "a strongest upload of "
              + strongest
              + " is not within 1 to "
              + NamedDegradations.STRONGEST);
    }
    if (share > 0) {
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException("uploads need kinds of degradations");
      }
      // Unknown names, and encoders that this build does not have.
      kinds.forEach(kind -> NamedDegradations.named(kind, 1));
    }
  }

  /** None; what there is to be had if there were some. */
  public static Uploads none() {
    return new Uploads(0, 0.3, USUAL, 3);
  }

  /** The picture after none, one or several of them; of the same size. */
  Image of(Image picture, RandomGenerator random) {
    Image uploaded = picture;
    double probability = share;
    // No draw where there is none to be made, so that equal seeds give what they gave before.
    for (int i = 0; i < MOST && probability > 0 && random.nextDouble() < probability; i++) {
      String kind = kinds.get(random.nextInt(kinds.size()));
      int strength = random.nextInt(1, strongest + 1);
      uploaded = NamedDegradations.named(kind, strength).of(uploaded, random);
      probability = again;
    }
    return uploaded;
  }
}
