package org.delocate.training.pair;

import static org.delocate.setting.Source.OURS;

import java.util.List;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;

/** How pairs of a forged and a real face are drawn: from the dataset, or forged by us. */
public record PairSettings(
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of the pairs whose forged face is made on the fly by forgers; with"
                    + " meta-learning every domain has the same share, and only 0 and 1 keep their"
                    + " meaning")
        double ownForgeries,
    @Setting(
            source = OURS,
            value =
                "names of our own forgers, drawn evenly; one that is named twice, twice as often")
        List<String> forgers,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of our forgeries that are laid over a softer picture than they were made"
                    + " in: a forged face can be the sharper part of a picture, too")
        double sharper,
    @Setting(
            source = OURS,
            value =
                "whether the dataset's domains (source and method) are drawn evenly, however many"
                    + " pairs each has")
        boolean balanced,
    @Flat Spoiling spoiling) {

  public PairSettings {
    forgers = List.copyOf(forgers);
    if (ownForgeries > 0 && forgers.isEmpty()) {
      throw new IllegalArgumentException("ownForgeries needs forgers");
    }
  }

  /** The same pairs, spoilt in another way. */
  public PairSettings spoilt(Spoiling other) {
    return new PairSettings(ownForgeries, forgers, sharper, balanced, other);
  }
}
