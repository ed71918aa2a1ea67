package org.delocate.training.pair;

import java.util.List;
import org.delocate.training.configuration.Check;

/**
 * What stage 2 learns from clips of many worlds: pages, cameras and generators, of which no dataset
 * has as many [ours, after ScaleDF: the error falls with the number of worlds, not of pictures].
 *
 * @param store folder of prepared clips whose faces say which page and family they are of; empty:
 *     none
 * @param splits which of its splits to learn from, such as {@code fold1}; what is left out measures
 *     what carries over
 * @param share of all pairs whose forged face is of these clips: families by the root of their
 *     number of clips, generators of a family evenly, clips of a generator evenly
 * @param ownShare share of our own forgeries whose real face is of these clips, every page alike
 */
public record WorldPairs(String store, List<String> splits, double share, double ownShare) {

  public WorldPairs {
    splits = List.copyOf(splits);
    Check.range("worlds.share", share, 0, 1);
    Check.range("worlds.ownShare", ownShare, 0, 1);
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
