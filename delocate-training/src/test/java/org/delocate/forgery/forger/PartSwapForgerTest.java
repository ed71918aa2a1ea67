package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class PartSwapForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new PartSwapForger(List.of(donor()));
  }

  /** Another face: the portrait with other colours, turned a little. */
  private static StoredFace donor() {
    return Donors.tinted(0.95, -0.1, 14, -6);
  }

  @Test
  void needsADonor() {
    assertThatThrownBy(() -> new PartSwapForger(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSimilarityIsFoundAgain() {
    AffineTransform truth = new AffineTransform(0.8, -0.3, 12, 0.3, 0.8, -7);
    AffineTransform found =
        PartSwapForger.similarity(FACE.landmarks().xy(), FACE.landmarks().transformed(truth).xy());
    assertThat(found.a()).isCloseTo(truth.a(), within(1e-4));
    assertThat(found.d()).isCloseTo(truth.d(), within(1e-4));
    assertThat(found.c()).isCloseTo(truth.c(), within(1e-2));
    assertThat(found.f()).isCloseTo(truth.f(), within(1e-2));
  }

  @Test
  void takesOnTheColourOfItsNewFace() {
    for (int seed = 0; seed < 10; seed++) {
      Forgery forgery = forge(seed);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(mean(forgery.face(), channel, forgery.mask()))
            .isCloseTo(mean(FACE.crop(), channel, forgery.mask()), within(14.0));
      }
    }
  }

  private static double mean(Image image, int channel, float[] mask) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < mask.length; i++) {
      sum += mask[i] * (image.rgb()[3 * i + channel] & 0xFF);
      total += mask[i];
    }
    return sum / total;
  }
}
