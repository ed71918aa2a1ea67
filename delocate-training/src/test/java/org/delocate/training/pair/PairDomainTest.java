package org.delocate.training.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.store.Portrait;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.forger.Forgers;
import org.junit.jupiter.api.Test;

final class PairDomainTest {

  @Test
  void theRealFaceOfAPairIsWhatItsForgerySaysItIs() {
    StoredFace face = Portrait.stored(96);
    List<StoredFace> faces = List.of(face);
    for (double sharper : new double[] {0, 0.5}) {
      PairDomain domain =
          new PairDomain.OfForger(
              "hulls", Forgers.named("self-blended-hulls", faces), faces, sharper);
      int changed = 0;
      for (int seed = 0; seed < 30; seed++) {
        PairDomain.Pair pair = domain.pair(0, new SplittableRandom(seed));
        byte[] real = pair.original().crop().rgb();
        byte[] forged = pair.forged().crop().rgb();
        assertThat(pair.original().mask()).isNull();
        for (int i = 0; i < real.length; i++) {
          if (pair.forged().mask()[i / 3] == 0) {
            assertThat(forged[i]).as("seed %d, sample %d", seed, i).isEqualTo(real[i]);
          }
        }
        assertThat(forged).isNotEqualTo(real);
        changed += pair.original().crop().equals(face.crop()) ? 0 : 1;
      }
      // Every other picture; with softened ones among the rest, more.
      assertThat(changed).isBetween(sharper == 0 ? 8 : 15, sharper == 0 ? 22 : 30);
    }
  }
}
