package org.delocate.forgery.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class EditedFacesTest {

  private static final Image FACE = ForgerContract.FACE.crop();
  private static final Landmarks LANDMARKS = ForgerContract.FACE.landmarks();

  private static Image edited(EditedFaces edits, long seed) {
    return edits.of(FACE, LANDMARKS, new SplittableRandom(seed));
  }

  @Test
  void aShareIsEditedAndFollowsTheSeed() {
    EditedFaces half = new EditedFaces(0.5, List.of("filter", "sticker"), 5);
    int changed = 0;
    for (int seed = 0; seed < 100; seed++) {
      assertThat(edited(half, seed)).isEqualTo(edited(half, seed));
      changed += edited(half, seed).equals(FACE) ? 0 : 1;
    }
    assertThat(changed).isBetween(30, 70);
  }

  /** So that a training of before draws the same faces as it did. */
  @Test
  void noneDrawsNothing() {
    SplittableRandom random = new SplittableRandom(3);
    assertThat(EditedFaces.none().of(FACE, LANDMARKS, random)).isSameAs(FACE);
    assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
  }

  @Test
  void everyKindAndStrengthIsDrawn() {
    Set<String> drawn = new HashSet<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      FaceEdit edit = EditedFaces.any(List.of("blur", "beauty"), 3, random);
      drawn.add(edit.name() + edit.strength());
    }
    assertThat(drawn)
        .containsExactlyInAnyOrder("blur1", "blur2", "blur3", "beauty1", "beauty2", "beauty3");
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertThatThrownBy(() -> new EditedFaces(0.5, List.of(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind");
    assertThatThrownBy(() -> new EditedFaces(0.5, List.of("moustache"), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moustache");
  }
}
