package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.junit.jupiter.api.Test;

final class FaceSwapForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new FaceSwapForger(List.of(Donors.tinted(0.95, -0.1, 14, -6)));
  }

  @Override
  void theTracesLieAtManyPlaces() {
    // A swapped face is a whole one; the traces' outline changes.
    assertThat(IntStream.range(0, 40).mapToObj(seed -> forge(seed).tamperedFraction()))
        .allMatch(fraction -> fraction > 0.15)
        .anyMatch(fraction -> fraction < 0.38)
        .anyMatch(fraction -> fraction > 0.42);
  }

  @Test
  void needsADonor() {
    assertThatThrownBy(() -> new FaceSwapForger(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFaceIsNotSwappedForItselfWhileThereIsAnother() {
    StoredFace other = Donors.tinted(0.9, -0.1, 14, -6);
    Forger both = new FaceSwapForger(List.of(FACE, other));
    Forger alone = new FaceSwapForger(List.of(other));
    for (int seed = 0; seed < 5; seed++) {
      // As many draws are made for one donor as for two.
      Forgery one = both.forge(FACE, new SplittableRandom(seed));
      assertThat(one.mask()).isEqualTo(alone.forge(FACE, new SplittableRandom(seed)).mask());
      assertThat(one.face()).isEqualTo(alone.forge(FACE, new SplittableRandom(seed)).face());
    }
  }

  @Test
  void theDonorOfTheLikeliestPoseIsTaken() {
    // The same face, once seen frontally as it is, once squeezed as if turned far aside.
    StoredFace like = Donors.tinted(1, 0, 3, 2);
    StoredFace unlike = Donors.changed(new AffineTransform(0.55, 0.3, 20, 0, 1.1, -5));
    for (int seed = 0; seed < 5; seed++) {
      assertThat(
              new FaceSwapForger(List.of(like, unlike))
                  .forge(FACE, new SplittableRandom(seed))
                  .face())
          .isEqualTo(
              new FaceSwapForger(List.of(like)).forge(FACE, new SplittableRandom(seed)).face());
    }
  }
}
