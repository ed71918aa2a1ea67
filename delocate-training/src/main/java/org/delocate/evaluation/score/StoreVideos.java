package org.delocate.evaluation.score;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;

/**
 * Which faces of a store belong together: the frames of one person in one video, and a fake with
 * the original that it was made from.
 */
final class StoreVideos {

  /** What preparation appends to the keys of frames, of neighbours, of all people but the first. */
  private static final Pattern FRAME = Pattern.compile("_f\\d{6}n?(?:_t(\\d+))?$");

  private final Map<String, String> recordOfKey = new HashMap<>();

  StoreVideos(FaceStore store) {
    for (FaceEntry entry : store.entries()) {
      recordOfKey.put(entry.key(), entry.record());
    }
  }

  /** The number of the person in its video; 1 for a picture. */
  static int person(String key) {
    Matcher frame = FRAME.matcher(key);
    return frame.find() && frame.group(1) != null ? Integer.parseInt(frame.group(1)) : 1;
  }

  /**
   * What the bootstrap draws as one: the original video with everything that was made of it, or the
   * face's own video.
   */
  String group(FaceEntry entry) {
    return entry
        .originalKey()
        .map(key -> recordOfKey.getOrDefault(key, FRAME.matcher(key).replaceFirst("")))
        .orElse(entry.record());
  }
}
