package org.delocate.forgery.degrade;

import static org.delocate.setting.Source.OURS;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.media.image.Image;
import org.delocate.setting.Setting;

/**
 * What befalls a share of the faces of a training on their way through the world: one of the named
 * {@link NamedDegradations}, by chance and at a strength by chance, and sometimes one more. Every
 * kind that has a name there can be had here.
 */
public record Uploads(
    @Setting(source = OURS, max = 1, value = "probability of one") double share,
    @Setting(
            source = OURS,
            max = 1,
            value = "probability of another one after each; never more than three")
        double again,
    @Setting(source = OURS, value = "names of degradations, which are drawn evenly")
        List<String> kinds,
    @Setting(source = OURS, min = 1, max = NamedDegradations.STRONGEST, value = "greatest strength")
        int strongest) {

  private static final int MOST = 3;

  /** Video codecs that every build has, what platforms and screens do, colours. */
  private static final List<String> USUAL =
      List.of("h264", "h264-twice", "vp9", "mpeg4", "platform", "screen", "range", "filter");

  public Uploads {
    kinds = List.copyOf(kinds);
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
