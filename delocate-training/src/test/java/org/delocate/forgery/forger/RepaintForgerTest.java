package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.network.analysis.PatchPainter;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.input.NetworkSizes;
import org.delocate.network.model.DelocateNetworks;
import org.junit.jupiter.api.Test;

final class RepaintForgerTest {

  @Test
  void theNetworkPaintsUnderTheMaskAndNowhereElse() {
    NativeLibraries.unpack();
    // Fresh weights paint grey: where they paint is what counts here.
    PatchPainter painter = new PatchPainter(new DelocateNetworks(NetworkSizes.named("tiny", 64)));
    Forger forger = new RepaintForger(painter);
    Image before = ForgerContract.FACE.crop();
    for (int seed = 0; seed < 6; seed++) {
      Forgery forgery = forger.forge(ForgerContract.FACE, new SplittableRandom(seed));
      for (int i = 0; i < before.rgb().length; i++) {
        if (forgery.mask()[i / 3] == 0) {
          assertThat(forgery.face().rgb()[i]).isEqualTo(before.rgb()[i]);
        }
      }
      assertThat(forgery.tamperedFraction()).isBetween(0.003, 0.4);
      assertThat(Pixels.difference(before, forgery.face(), forgery.mask())).isGreaterThan(3);
      assertThat(forger.forge(ForgerContract.FACE, new SplittableRandom(seed)).face())
          .isEqualTo(forgery.face());
    }
  }
}
