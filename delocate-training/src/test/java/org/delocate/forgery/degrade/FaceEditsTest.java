package org.delocate.forgery.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class FaceEditsTest {

  private static final Image FACE = ForgerContract.FACE.crop();
  private static final Landmarks LANDMARKS = ForgerContract.FACE.landmarks();

  private static List<Image> clip(String name, int strength, long seed) {
    return FaceEdits.named(name, strength)
        .of(List.of(FACE, FACE, FACE), List.of(LANDMARKS, LANDMARKS, LANDMARKS), 25, seed);
  }

  private static double changed(Image edited) {
    double sum = 0;
    for (int i = 0; i < edited.rgb().length; i++) {
      sum += Math.abs((edited.rgb()[i] & 0xFF) - (FACE.rgb()[i] & 0xFF));
    }
    return sum / edited.rgb().length;
  }

  @Test
  void everyEditChangesAPictureTheMoreTheStrongerItIs() {
    for (String name : List.of("beauty", "background", "blur", "sharpen", "jpeg")) {
      double before = 0;
      for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
        Image edited = FaceEdits.named(name, strength).of(FACE, LANDMARKS, 7);
        assertThat(edited.width()).isEqualTo(FACE.width());
        assertThat(changed(edited)).as(name + " " + strength).isGreaterThan(before);
        before = changed(edited);
      }
    }
    assertThat(changed(FaceEdits.named("sticker", 3).of(FACE, LANDMARKS, 7))).isPositive();
  }

  /** What somebody chose once stays through the clip; a sensor's noise does not. */
  @Test
  void whatIsChosenOnceIsTheSameInEveryFrame() {
    for (String name : List.of("sticker", "filter", "range")) {
      for (long seed = 0; seed < 6; seed++) {
        assertThat(clip(name, 3, seed)).as(name).containsOnly(clip(name, 3, seed).get(0));
      }
    }
    assertThat(clip("noise", 3, 1)).doesNotHaveDuplicates();
    assertThat(clip("sticker", 3, 1).get(0)).isNotEqualTo(clip("sticker", 3, 2).get(0));
  }

  @Test
  void unknownNamesAndStrengthsAreRefused() {
    assertThatThrownBy(() -> FaceEdits.named("moustache", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moustache")
        .hasMessageContaining("beauty")
        .hasMessageContaining("h264");
    assertThatThrownBy(() -> FaceEdits.named("beauty", 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6");
    assertThatThrownBy(() -> FaceEdits.parse("beauty"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NAME:STRENGTH");
    assertThat(FaceEdits.parse("beauty:2").strength()).isEqualTo(2);
    assertThat(FaceEdits.names()).contains("sticker", "background", "platform");
  }
}
