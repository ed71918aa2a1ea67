package org.delocate.forgery.forger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.delocate.dataset.store.StoredFace;

/**
 * Our forgers by their names in configurations and on the command line. A new one is a line here.
 */
public final class Forgers {

  private static final Map<String, Function<List<StoredFace>, Forger>> NAMED =
      new TreeMap<>(
          Map.of(
              "self-blended",
              donors -> new SelfBlendedForger(),
              "self-blended-hulls",
              donors -> new SelfBlendedHullsForger(),
              "mouth-blended",
              donors -> new MouthBlendedForger(),
              "whole-resampled",
              donors -> new WholeResampledForger(),
              "part-swap",
              PartSwapForger::new,
              "wandering-parts",
              PartSwapForger::wandering,
              "face-swap",
              FaceSwapForger::new,
              "reenactment",
              donors -> new ReenactmentForger(),
              "resynthesis",
              donors -> new ResynthesisForger()));

  private static final Set<String> DONORS = Set.of("part-swap", "wandering-parts", "face-swap");

  private Forgers() {}

  /** Whether a forger takes something from another face. */
  public static boolean needsDonor(String name) {
    return DONORS.contains(name);
  }

  /** The known names, in order. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /**
   * A forger.
   *
   * @param donors real faces, for forgers that take something from another face
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Forger named(String name, List<StoredFace> donors) {
    Function<List<StoredFace>, Forger> maker = NAMED.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "there is no forger '" + name + "'; there are " + String.join(", ", NAMED.keySet()));
    }
    return maker.apply(donors);
  }
}
