package org.delocate.forgery.forger;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.FeatheredMask;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.GeneratorChain;
import org.delocate.forgery.change.GeneratorTrace;
import org.delocate.forgery.pixel.Clips;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.Expression;
import org.delocate.forgery.shape.FacePoints;
import org.delocate.media.image.Image;

/**
 * What lip-sync leaves behind [ours]: mouth and jaw below the nose replaced by the face's own,
 * moved a little, made of fewer pixels and tinted, as generators of mouths do, and blended in.
 * Everything above the nose is the face's own, so that no border around the face and no change of
 * the eyes gives it away.
 */
public final class MouthBlendedForger extends SeededForger {

  /** Points below the nose and along the jaw. */
  private static final int[] BELOW_NOSE = {
    98, 2, 327, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288
  };

  private static final int NOSE_BASE = 2;
  private static final double WARPED = 0.7;
  private static final double TRACED = 0.25;
  private static final double TINTED = 0.6;

  /** Smaller regions than faces have narrower borders. */
  private static final double SOFTNESS = 0.4;

  /** Pixels around the region that the generator sees, so that the region's border is made too. */
  private static final int ROOM = 8;

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 1.5;

  public MouthBlendedForger() {
    super("mouth-blended", WEAKEST);
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> spoken(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery spoken(Image face, Landmarks landmarks, RandomGenerator random) {
    double faceWidth = landmarks.bounds().width();
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    double kind = random.nextDouble();
    double growth = random.nextDouble();
    FeatheredMask softness = FeatheredMask.random(random).times(SOFTNESS);
    Expression mouth = Expression.ofMouth(random);
    boolean warped = random.nextDouble() < WARPED;
    GeneratorChain chain = GeneratorChain.random(1.2, 3.2, random);
    GeneratorTrace trace = GeneratorTrace.random(random);
    boolean traced = random.nextDouble() < TRACED;
    ColourChange colour = ColourChange.random(0.5, random);
    boolean tinted = random.nextDouble() < TINTED;

    Region region = Region.hull(outline(landmarks, kind, growth), face.width(), face.height());
    float[] mask = softness.of(region, faceWidth);
    int[] box = box(mask, face.width(), face.height());
    if (box.length == 0) {
      return new Forgery(face, mask);
    }
    Image moved =
        warped ? mouth.field(landmarks, face.width(), face.height()).applied(face, mask) : face;
    Image patch = Clips.cut(moved, box[0], box[1], box[2], box[3]);
    patch = traced ? trace.of(patch) : chain.of(FloatImage.of(patch)).toImage();
    patch = tinted ? colour.of(patch) : patch;
    byte[] made = face.rgb().clone();
    Clips.paste(patch, made, face.width(), box[0], box[1]);
    return new Forgery(
        Pixels.blended(face, new Image(face.width(), face.height(), made), mask, 1), mask);
  }

  /**
   * Corners of what is replaced: the lips, the mouth with its surroundings, all below the nose down
   * to the jaw, or the lower half of the face's box, which some methods paste as it is.
   */
  private static float[] outline(Landmarks landmarks, double kind, double growth) {
    if (kind < 0.2) {
      return grown(FacePoints.LIPS.of(landmarks), 1.2 + 0.4 * growth);
    } else if (kind < 0.5) {
      return grown(FacePoints.LOWER_FACE.of(landmarks), 0.92 + 0.2 * growth);
    } else if (kind < 0.8) {
      float[] xy = new float[2 * BELOW_NOSE.length];
      for (int i = 0; i < BELOW_NOSE.length; i++) {
        xy[2 * i] = landmarks.x(BELOW_NOSE[i]);
        xy[2 * i + 1] = landmarks.y(BELOW_NOSE[i]);
      }
      return grown(xy, 0.92 + 0.1 * growth);
    }
    var bounds = landmarks.bounds();
    float left = (float) bounds.x();
    float right = (float) (bounds.x() + bounds.width());
    float top = landmarks.y(NOSE_BASE);
    float bottom = (float) (bounds.y() + bounds.height());
    return grown(
        new float[] {left, top, right, top, right, bottom, left, bottom}, 0.85 + 0.2 * growth);
  }

  /** The points farther from their mean, by a factor. */
  private static float[] grown(float[] xy, double factor) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < xy.length; i += 2) {
      x += xy[i] * 2.0 / xy.length;
      y += xy[i + 1] * 2.0 / xy.length;
    }
    float[] out = new float[xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      out[i] = (float) (x + factor * (xy[i] - x));
      out[i + 1] = (float) (y + factor * (xy[i + 1] - y));
    }
    return out;
  }

  /** Left, top, width and height of what has a weight, with room around it; empty if none has. */
  private static int[] box(float[] mask, int width, int height) {
    int left = width;
    int top = height;
    int right = -1;
    int bottom = -1;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] > 0) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
      }
    }
    if (right < 0) {
      return new int[0];
    }
    left = Math.max(0, left - ROOM);
    top = Math.max(0, top - ROOM);
    right = Math.min(width - 1, right + ROOM);
    bottom = Math.min(height - 1, bottom + ROOM);
    return new int[] {left, top, right - left + 1, bottom - top + 1};
  }
}
