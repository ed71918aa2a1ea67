package org.delocate.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Chooses the faces of one track that the page shows, while they come by: the most suspicious, the
 * least suspicious, and some spread evenly over the track, whose length nobody knows before its
 * end. Keeps a fixed number of candidates.
 */
final class KeyFrameChoice {

  private static final int MOST_SUSPICIOUS = 2;
  private static final int SHOWN = 6;

  /** When the spread ones reach this number, every second one goes and the stride doubles. */
  private static final int SPREAD_CANDIDATES = 8;

  private static final Comparator<KeyFrame> BY_SUSPICION =
      Comparator.comparingDouble(KeyFrame::probability)
          .thenComparing(Comparator.comparingLong(KeyFrame::index).reversed());

  private final TreeSet<KeyFrame> most = new TreeSet<>(BY_SUSPICION);
  private KeyFrame least;
  private List<KeyFrame> spread = new ArrayList<>();
  private long stride = 1;
  private long seen;

  /**
   * Looks at the next face.
   *
   * @param probability of that face
   * @param keyFrame makes the key frame; called only if it may be shown, since it encodes pictures
   */
  void offer(double probability, Supplier<KeyFrame> keyFrame) {
    boolean high = most.size() < MOST_SUSPICIOUS || probability > most.first().probability();
    boolean low = least == null || probability < least.probability();
    boolean even = seen % stride == 0;
    seen++;
    if (!high && !low && !even) {
      return;
    }
    KeyFrame candidate = keyFrame.get();
    if (high) {
      most.add(candidate);
      if (most.size() > MOST_SUSPICIOUS) {
        most.pollFirst();
      }
    }
    if (low) {
      least = candidate;
    }
    if (even) {
      spread.add(candidate);
      if (spread.size() == SPREAD_CANDIDATES) {
        List<KeyFrame> kept = new ArrayList<>();
        for (int i = 0; i < spread.size(); i += 2) {
          kept.add(spread.get(i));
        }
        spread = kept;
        stride *= 2;
      }
    }
  }

  /** Takes over what another choice, of a later track of the same person, has kept. */
  void add(KeyFrameChoice other) {
    most.addAll(other.most);
    while (most.size() > MOST_SUSPICIOUS) {
      most.pollFirst();
    }
    if (least == null || (other.least != null && other.least.probability() < least.probability())) {
      least = other.least;
    }
    spread.addAll(other.spread);
  }

  /** At most six, in the order of time. */
  List<KeyFrame> chosen() {
    Set<KeyFrame> chosen = new HashSet<>(most);
    if (least != null) {
      chosen.add(least);
    }
    // From those left: a frame that is already shown would waste its place.
    List<KeyFrame> others = spread.stream().filter(frame -> !chosen.contains(frame)).toList();
    int wanted = Math.min(SHOWN - chosen.size(), others.size());
    for (int i = 0; i < wanted; i++) {
      chosen.add(others.get((int) ((i + 0.5) * others.size() / wanted)));
    }
    return chosen.stream().sorted(Comparator.comparingLong(KeyFrame::index)).toList();
  }

  /** The face with the highest probability. */
  KeyFrame mostSuspicious() {
    return most.last();
  }

  /** The face with the lowest probability. */
  KeyFrame leastSuspicious() {
    return least;
  }
}
