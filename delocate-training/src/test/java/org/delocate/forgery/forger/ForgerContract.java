package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.delocate.dataset.store.Portrait;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every forger must do, on a real face. */
public abstract class ForgerContract {

  public static final StoredFace FACE = Portrait.stored(192);

  /** The forger under test. */
  abstract Forger forger();

  /** Of 60 forgeries, how many change the face less than this over their mask, in levels of 255. */
  final long weakerThan(double levels) {
    return LongStream.range(0, 60)
        .mapToObj(this::forge)
        .filter(forgery -> strength(forgery) < levels)
        .count();
  }

  private static double strength(Forgery forgery) {
    return Pixels.difference(forgery.originalOf(FACE.crop()), forgery.face(), forgery.mask());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void changesPixelsInsideTheMaskAndNoneOutside(long seed) {
    Forgery forgery = forge(seed);
    boolean whole = forger().remakesWholePicture();
    byte[] before = forgery.originalOf(FACE.crop()).rgb();
    byte[] after = forgery.face().rgb();
    double inside = 0;
    for (int i = 0; i < before.length; i++) {
      float mask = forgery.mask()[i / 3];
      assertThat(mask).isBetween(0f, 1f);
      if (mask == 0 && !whole) {
        assertThat(after[i]).isEqualTo(before[i]);
      } else if (mask > 0) {
        inside += Math.abs((after[i] & 0xFF) - (before[i] & 0xFF));
      }
    }
    assertThat(inside).isPositive();
    assertThat(forgery.tamperedFraction()).isBetween(0.0, 0.75);
  }

  @Test
  void doesNotChangeItsInput() {
    byte[] before = FACE.crop().rgb().clone();
    float[] points = FACE.landmarks().xy().clone();
    forge(3);
    assertThat(FACE.crop().rgb()).isEqualTo(before);
    assertThat(FACE.landmarks().xy()).isEqualTo(points);
  }

  @Test
  void equalSeedsGiveEqualForgeriesAndOthersDoNot() {
    Forgery first = forge(5);
    assertThat(forge(5).face()).isEqualTo(first.face());
    assertThat(forge(5).mask()).isEqualTo(first.mask());
    assertThat(forge(6).face()).isNotEqualTo(first.face());
  }

  @Test
  void theTracesLieAtManyPlaces() {
    List<Double> fractions =
        IntStream.range(0, 40).mapToObj(seed -> forge(seed).tamperedFraction()).toList();
    assertThat(fractions).anyMatch(fraction -> fraction < smallFraction());
    assertThat(fractions).anyMatch(fraction -> fraction > 0.15);
  }

  /** Share of the crop below which the smallest forgeries are: parts, if the forger knows parts. */
  double smallFraction() {
    return 0.08;
  }

  @Test
  void oneInstanceServesManyThreads() {
    Image[] alone =
        IntStream.range(0, 16).mapToObj(seed -> forge(seed).face()).toArray(Image[]::new);
    Forger shared = forger();
    Image[] together =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(seed -> shared.forge(FACE, new SplittableRandom(seed)).face())
            .toArray(Image[]::new);
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void theSameSeedForgesTheSamePlaceInTheNextFrame() {
    AffineTransform step = new AffineTransform(1, 0, 3, 0, 1, 2);
    Image moved = Warp.affine(step.inverse()).of(FACE.crop());
    for (int seed = 0; seed < 6; seed++) {
      float[] here = forge(seed).mask();
      float[] there =
          forger()
              .forge(moved, FACE.landmarks().transformed(step), new SplittableRandom(seed))
              .mask();
      double both = 0;
      double either = 0;
      for (int y = 0; y < 188; y++) {
        for (int x = 0; x < 188; x++) {
          float a = here[y * 192 + x];
          float b = there[(y + 2) * 192 + x + 3];
          both += Math.min(a, b);
          either += Math.max(a, b);
        }
      }
      assertThat(both / either).isGreaterThan(0.85);
    }
  }

  @Test
  void aPlanForgesTheNextFrameLikeTheFirst() {
    ForgeryPlan plan = forger().plan(FACE.crop(), FACE.landmarks(), new SplittableRandom(2));
    Forgery first = plan.forge(FACE.crop(), FACE.landmarks(), 0);
    assertThat(first.face()).isEqualTo(forge(2).face());
    AffineTransform step = new AffineTransform(1, 0, 1, 0, 1, 0);
    Image moved = Warp.affine(step.inverse()).of(FACE.crop());
    Forgery next = plan.forge(moved, FACE.landmarks().transformed(step), 0.04);
    if (wanders()) {
      assertThat(next.mask()).isNotEqualTo(first.mask());
      return;
    }
    Image back = Warp.affine(step).of(next.face());
    // What differs is the movement of 40 ms: small beside the forgery itself.
    assertThat(Pixels.difference(first.face(), back, first.mask()))
        .isLessThan(unsteadiness() * strength(first));
  }

  /** How much the forgery of the next frame may differ, of what tells it from the original. */
  double unsteadiness() {
    return 0.4;
  }

  /** Whether the forger is meant to change from frame to frame. */
  boolean wanders() {
    return false;
  }

  @Test
  void aFaceThatReachesOverTheBorderIsForgedInsideIt() {
    AffineTransform away = new AffineTransform(1, 0, -110, 0, 1, 60);
    Image moved = Warp.affine(away.inverse()).of(FACE.crop());
    Forgery forgery =
        forger().forge(moved, FACE.landmarks().transformed(away), new SplittableRandom(1));
    assertThat(forgery.mask()).hasSize(192 * 192);
  }

  final Forgery forge(long seed) {
    return forger().forge(FACE, new SplittableRandom(seed));
  }
}
