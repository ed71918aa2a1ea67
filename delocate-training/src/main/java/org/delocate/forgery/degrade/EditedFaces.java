package org.delocate.forgery.degrade;

import static org.delocate.setting.Source.OURS;

import java.util.List;
import java.util.SplittableRandom;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.setting.Setting;

/**
 * What a share of the faces of a training are edited with, after they were forged, if they were,
 * and before anything degrades them: one of the {@link FaceEdits}, by chance and at a strength by
 * chance, whether the face is forged or not. What an edit leaves behind is then no sign of forgery.
 */
public record EditedFaces(
    @Setting(source = OURS, max = 1, value = "share of the faces that are edited") double share,
    @Setting(
            source = OURS,
            value =
                "names of edits, which are drawn evenly; one that is named twice, twice as often")
        List<String> kinds,
    @Setting(source = OURS, min = 1, max = NamedDegradations.STRONGEST, value = "greatest strength")
        int strongest) {

  /** What changes faces without a codec, which would take longer than the step that learns. */
  private static final List<String> USUAL =
      List.of("beauty", "background", "sticker", "blur", "sharpen", "upscale", "filter", "range");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is nothing to edit with, an edit has no such name, or
   *     this build cannot carry it out
   */
  public EditedFaces {
    kinds = List.copyOf(kinds);
    if (share > 0) {
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException("edits need a kind");
      }
      kinds.forEach(kind -> FaceEdits.named(kind, strongest));
    }
  }

  /** None; what there is to be had if there were some. */
  public static EditedFaces none() {
    return new EditedFaces(0, USUAL, NamedDegradations.STRONGEST);
  }

  /** The picture as it is, or edited; of the same size. Draws nothing where there are none. */
  public Image of(Image picture, Landmarks landmarks, SplittableRandom random) {
    return share > 0 && random.nextDouble() < share
        ? any(kinds, strongest, random).of(picture, landmarks, random.nextLong())
        : picture;
  }

  /** One of the kinds, at one of the strengths. */
  public static FaceEdit any(List<String> kinds, int strongest, SplittableRandom random) {
    String kind = kinds.get(random.nextInt(kinds.size()));
    return FaceEdits.named(kind, random.nextInt(1, strongest + 1));
  }
}
