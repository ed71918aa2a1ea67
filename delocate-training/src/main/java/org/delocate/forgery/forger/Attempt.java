package org.delocate.forgery.forger;

import java.util.random.RandomGenerator;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * A plan that was tried on the first frame and is strong enough to be found: a forgery that changes
 * next to nothing teaches next to nothing.
 */
record Attempt(ForgeryPlan plan, Forgery first) {

  private static final int ATTEMPTS = 4;

  /** Makes a plan from a seed of its own. */
  @FunctionalInterface
  interface Planner {
    ForgeryPlan plan(long seed);
  }

  /**
   * The first plan that is strong enough, or the last of a few.
   *
   * @param weakest mean change over the mask, in levels of 255
   */
  static Attempt strong(
      Planner planner, Image face, Landmarks landmarks, RandomGenerator random, double weakest) {
    Attempt attempt = once(planner, face, landmarks, random);
    for (int i = 1; i < ATTEMPTS && attempt.strength(face) < weakest; i++) {
      attempt = once(planner, face, landmarks, random);
    }
    return attempt;
  }

  private static Attempt once(
      Planner planner, Image face, Landmarks landmarks, RandomGenerator random) {
    ForgeryPlan plan = planner.plan(random.nextLong());
    return new Attempt(plan, plan.forge(face, landmarks, 0));
  }

  private double strength(Image face) {
    return Pixels.difference(first.originalOf(face), first.face(), first.mask());
  }
}
