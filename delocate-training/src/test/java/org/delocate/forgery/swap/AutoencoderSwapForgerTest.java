package org.delocate.forgery.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.delocate.dataset.store.Portrait;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.file.ForgerySheet;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.media.image.Image;
import org.delocate.network.weights.CheckpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutoencoderSwapForgerTest {

  private static final StoredFace FIRST = Portrait.stored(SwapNetwork.SIDE);
  private static final StoredFace SECOND = ForgerySheet.disguised(FIRST);

  @TempDir Path folder;

  @Test
  void itLearnsBothPeopleAndSwapsThemUnderAnExactMask() {
    List<Double> losses = new ArrayList<>();
    SwapNetwork network =
        new SwapTraining(16, 80, 4, 1e-3, 1)
            .run(List.of(FIRST), List.of(SECOND), (done, steps, loss) -> losses.add(loss));
    double early = losses.subList(0, 10).stream().mapToDouble(x -> x).average().orElseThrow();
    double late = losses.subList(70, 80).stream().mapToDouble(x -> x).average().orElseThrow();
    assertThat(late).isLessThan(0.85 * early);

    // Each decoder paints its own person.
    Image face = SwapFace.of(FIRST.crop(), FIRST.landmarks()).face();
    Image asFirst = network.paint(face, SwapNetwork.Person.FIRST);
    Image asSecond = network.paint(face, SwapNetwork.Person.SECOND);
    Region hull =
        Region.hull(FacePoints.FACE.of(FIRST.landmarks()), SwapNetwork.SIDE, SwapNetwork.SIDE);
    float[] inside = hull.toPlane().values();
    assertThat(Pixels.difference(asFirst, face, inside))
        .isLessThan(Pixels.difference(asSecond, face, inside));

    Forger forger = new AutoencoderSwapForger(network);
    Image before = ForgerContract.FACE.crop();
    Forgery forgery = forger.forge(ForgerContract.FACE, new SplittableRandom(1));
    for (int i = 0; i < before.rgb().length; i++) {
      if (forgery.mask()[i / 3] == 0) {
        assertThat(forgery.face().rgb()[i]).isEqualTo(before.rgb()[i]);
      }
    }
    assertThat(forgery.tamperedFraction()).isBetween(0.1, 0.6);
    assertThat(Pixels.difference(before, forgery.face(), forgery.mask())).isGreaterThan(3);
    assertThat(forger.forge(ForgerContract.FACE, new SplittableRandom(1)).face())
        .isEqualTo(forgery.face());

    // An open mouth is left as it was, and the mask says so.
    float[] opening =
        Region.hull(FacePoints.MOUTH_OPENING.of(ForgerContract.FACE.landmarks()), 192, 192)
            .toPlane()
            .values();
    assertThat(mean(forgery.mask(), opening)).isLessThan(0.35);
    float[] lips =
        Region.hull(FacePoints.LIPS.of(ForgerContract.FACE.landmarks()), 192, 192)
            .toPlane()
            .values();
    for (int i = 0; i < lips.length; i++) {
      lips[i] -= opening[i];
    }
    assertThat(mean(forgery.mask(), lips)).isGreaterThan(0.5);

    Path file = folder.resolve("pair.safetensors");
    network.write(file, "two portraits");
    assertThat(SwapNetwork.read(file).paint(face, SwapNetwork.Person.SECOND)).isEqualTo(asSecond);
  }

  private static double mean(float[] mask, float[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < mask.length; i++) {
      sum += weights[i] * mask[i];
      total += weights[i];
    }
    return sum / total;
  }

  @Test
  void whatIsAroundTheFaceIsNeitherSeenNorLearnt() {
    byte[] rgb = FIRST.crop().rgb().clone();
    Region hull =
        Region.hull(FacePoints.FACE.of(FIRST.landmarks()), SwapNetwork.SIDE, SwapNetwork.SIDE)
            .dilated(SwapNetwork.SIDE / 8.0);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = hull.inside()[i / 3] ? rgb[i] : (byte) (37 * i);
    }
    Image elsewhere = new Image(SwapNetwork.SIDE, SwapNetwork.SIDE, rgb);

    SwapFace here = SwapFace.of(FIRST.crop(), FIRST.landmarks());
    assertThat(SwapFace.of(elsewhere, FIRST.landmarks())).isEqualTo(here);
    assertThat(elsewhere).isNotEqualTo(FIRST.crop());
    assertThat(here.mirrored()).isNotEqualTo(here);
    assertThat(here.mirrored().mirrored()).isEqualTo(here);
    assertThat(here.weights().rgb()[0]).isZero();
    assertThat(here.face().rgb()[0]).isEqualTo((byte) 128);
  }

  @Test
  void equalSeedsTrainEqually() {
    SwapTraining training = new SwapTraining(16, 2, 2, 1e-3, 5);
    Image once = trained(training).paint(FIRST.crop(), SwapNetwork.Person.SECOND);
    assertThat(trained(training).paint(FIRST.crop(), SwapNetwork.Person.SECOND)).isEqualTo(once);
  }

  private static SwapNetwork trained(SwapTraining training) {
    return training.run(List.of(FIRST), List.of(SECOND), (done, steps, loss) -> {});
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("no.safetensors"), "no weights at all");
    assertThatThrownBy(() -> SwapNetwork.read(file)).isInstanceOf(CheckpointException.class);
  }
}
