package org.delocate.training.pair;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import java.util.List;
import org.delocate.setting.Setting;

/**
 * What stage 2 learns from clips of many worlds: pages, cameras and generators, of which no dataset
 * has as many [ours, after ScaleDF: the error falls with the number of worlds, not of pictures].
 */
public record WorldPairs(
    @Setting(
            source = RUN,
            value =
                "folder of prepared clips whose faces say which page and family they are of;"
                    + " empty: none")
        String store,
    @Setting(
            source = OURS,
            value =
                "which of its splits to learn from, such as fold1; what is left out measures what"
                    + " carries over")
        List<String> splits,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of all pairs whose forged face is of these clips: families by the root of"
                    + " their number of clips, generators of a family evenly, clips of a generator"
                    + " evenly")
        double share,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of our own forgeries whose real face is of these clips, every page alike")
        double ownShare) {

  public WorldPairs {
    splits = List.copyOf(splits);
    if (!store.isEmpty() && splits.isEmpty()) {
      throw new IllegalArgumentException("worlds.store needs worlds.splits");
    }
    if (store.isEmpty() && (share > 0 || ownShare > 0)) {
      throw new IllegalArgumentException("worlds.share and worlds.ownShare need worlds.store");
    }
  }

  public static WorldPairs none() {
    return new WorldPairs("", List.of(), 0, 0);
  }
}
