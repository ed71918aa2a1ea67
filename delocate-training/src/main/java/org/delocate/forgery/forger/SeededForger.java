package org.delocate.forgery.forger;

import java.util.random.RandomGenerator;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/** A forger whose plan follows from one number; of a few plans it takes one that can be found. */
public abstract class SeededForger implements Forger {

  private final String method;
  private final double weakest;

  /**
   * @param weakest mean change over the mask, in levels of 255, below which a forgery is none that
   *     one could find
   */
  SeededForger(String method, double weakest) {
    this.method = method;
    this.weakest = weakest;
  }

  /** The plan of a seed: every frame makes the same draws. */
  abstract ForgeryPlan plan(long seed);

  @Override
  public final String method() {
    return method;
  }

  @Override
  public final ForgeryPlan plan(Image face, Landmarks landmarks, RandomGenerator random) {
    return attempt(face, landmarks, random).plan();
  }

  @Override
  public final Forgery forge(Image face, Landmarks landmarks, RandomGenerator random) {
    return attempt(face, landmarks, random).first();
  }

  private Attempt attempt(Image face, Landmarks landmarks, RandomGenerator random) {
    return Attempt.strong(this::plan, face, landmarks, random, weakest);
  }
}
