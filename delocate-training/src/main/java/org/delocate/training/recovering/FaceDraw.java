package org.delocate.training.recovering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.delocate.dataset.store.StoredFace;

/**
 * Draws faces for stage 1: any, or as many of every source; one by one, or a few frames of a clip
 * together.
 */
public final class FaceDraw {

  private final List<StoredFace> faces;
  private final List<List<StoredFace>> bySource;
  private final Map<String, List<StoredFace>> byClip;
  private final Function<StoredFace, String> clipOf;
  private final int framesPerClip;

  /**
   * @param balanced whether every source has the same chance, however many faces it has
   * @param clipOf names the clip of a face
   * @param framesPerClip most frames of a clip that are drawn together, at least 1
   */
  public FaceDraw(
      List<StoredFace> faces,
      boolean balanced,
      Function<StoredFace, String> clipOf,
      int framesPerClip) {
    this.faces = faces;
    this.bySource = balanced ? List.copyOf(grouped(faces, StoredFace::source).values()) : List.of();
    this.byClip = framesPerClip > 1 ? grouped(faces, clipOf) : Map.of();
    this.clipOf = clipOf;
    this.framesPerClip = framesPerClip;
  }

  private static Map<String, List<StoredFace>> grouped(
      List<StoredFace> faces, Function<StoredFace, String> name) {
    Map<String, List<StoredFace>> groups = new LinkedHashMap<>();
    faces.forEach(
        face -> groups.computeIfAbsent(name.apply(face), any -> new ArrayList<>()).add(face));
    return groups;
  }

  /** Faces in groups that belong together, {@code count} of them in all. */
  List<List<StoredFace>> draw(int count, SplittableRandom random) {
    List<List<StoredFace>> groups = new ArrayList<>();
    int drawn = 0;
    while (drawn < count) {
      List<StoredFace> group = group(count - drawn, random);
      groups.add(group);
      drawn += group.size();
    }
    return groups;
  }

  private List<StoredFace> group(int most, SplittableRandom random) {
    List<StoredFace> from =
        bySource.isEmpty() ? faces : bySource.get(random.nextInt(bySource.size()));
    StoredFace face = from.get(random.nextInt(from.size()));
    if (framesPerClip == 1) {
      return List.of(face);
    }
    List<StoredFace> rest = new ArrayList<>(byClip.get(clipOf.apply(face)));
    List<StoredFace> group = new ArrayList<>();
    while (group.size() < Math.min(framesPerClip, most) && !rest.isEmpty()) {
      group.add(rest.remove(random.nextInt(rest.size())));
    }
    return group;
  }
}
