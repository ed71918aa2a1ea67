package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.DisplacementField;
import org.delocate.forgery.shape.Expression;
import org.delocate.media.image.Image;

/**
 * Reenactment, of the kind of Face2Face: mouth, brows and eyes of a face are moved to another
 * expression by smooth warps around its landmarks, and what moved is rendered a little differently.
 * Identity, light and everything that did not move are the face's own.
 */
public final class ReenactmentForger extends SeededForger {

  /**
   * Movements below and above these, as fractions of the face's width, count not at all, wholly.
   */
  private static final double UNNOTICED = 0.003;

  private static final double NOTICED = 0.008;

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 2.5;

  public ReenactmentForger() {
    super("reenactment", WEAKEST);
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) ->
        reenacted(face, landmarks, seconds, new SplittableRandom(seed));
  }

  private static Forgery reenacted(
      Image face, Landmarks landmarks, double seconds, RandomGenerator random) {
    Expression expression = Expression.random(random);
    ColourChange colour = ColourChange.random(random.nextDouble(0.2, 0.5), random);
    boolean coloured = random.nextDouble() < 0.5;
    DetailChange detail = DetailChange.random(random);
    boolean detailed = random.nextDouble() < 0.6;

    double pace = random.nextDouble(0.2, 0.8);

    // The expression comes and goes a few times in ten seconds, and is there in the first frame.
    double amount = 0.65 + 0.35 * Math.cos(2 * Math.PI * pace * seconds);
    double width = landmarks.bounds().width();
    DisplacementField field =
        expression.scaled(amount).field(landmarks, face.width(), face.height());
    float[] weights = field.moved(UNNOTICED * width, NOTICED * width);
    Image moved = field.applied(face, weights);
    if (coloured) {
      moved = colour.of(moved);
    }
    return new Forgery(
        Pixels.blended(face, detailed ? detail.of(moved) : moved, weights, 1), weights);
  }
}
