package org.delocate.forgery;

import java.util.random.RandomGenerator;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;

/**
 * Reenactment, of the kind of Face2Face: mouth, brows and eyes of a face are moved to another
 * expression by smooth warps around its landmarks, and what moved is rendered a little differently.
 * Identity, light and everything that did not move are the face's own.
 */
public final class ReenactmentForger implements Forger {

  /**
   * Movements below and above these, as fractions of the face's width, count not at all, wholly.
   */
  private static final double UNNOTICED = 0.003;

  private static final double NOTICED = 0.008;

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 2.5;

  private static final int ATTEMPTS = 4;

  @Override
  public String method() {
    return "reenactment";
  }

  @Override
  public Forgery forge(Image face, Landmarks landmarks, RandomGenerator random) {
    Forgery forgery = attempt(face, landmarks, random);
    for (int i = 1; i < ATTEMPTS && isTooWeak(face, forgery); i++) {
      forgery = attempt(face, landmarks, random);
    }
    return forgery;
  }

  private static boolean isTooWeak(Image face, Forgery forgery) {
    return Pixels.difference(face, forgery.face(), forgery.mask()) < WEAKEST;
  }

  private static Forgery attempt(Image face, Landmarks landmarks, RandomGenerator random) {
    Expression expression = Expression.random(random);
    ColourChange colour = ColourChange.random(random.nextDouble(0.2, 0.5), random);
    boolean coloured = random.nextDouble() < 0.5;
    DetailChange detail = DetailChange.random(random);
    boolean detailed = random.nextDouble() < 0.6;

    double width = landmarks.bounds().width();
    DisplacementField field = expression.field(landmarks, face.width(), face.height());
    float[] weights = field.moved(UNNOTICED * width, NOTICED * width);
    Image moved = field.applied(face, weights);
    if (coloured) {
      moved = colour.of(moved);
    }
    return new Forgery(
        Pixels.blended(face, detailed ? detail.of(moved) : moved, weights, 1), weights);
  }
}
