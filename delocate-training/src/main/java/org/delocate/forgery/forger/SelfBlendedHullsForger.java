package org.delocate.forgery.forger;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.blend.BlendChange;
import org.delocate.forgery.blend.FeatheredMask;
import org.delocate.forgery.blend.HullFamily;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/**
 * Self-blended faces as they were published (Shiohara and Yamasaki, "Detecting Deepfakes with
 * Self-Blended Images", CVPR 2022): a face laid over itself in one of {@linkplain HullFamily four
 * families of hulls}, with as often the face as the picture under it {@linkplain BlendChange
 * changed} in colour and detail. Where it is the picture, that changed picture is the forgery's
 * {@linkplain Forgery#original original}: neither a change of colour nor softness as such tells
 * which of the pair is forged, only that they meet.
 *
 * <p>Their lengths are in pixels of pictures of about 256 pixels, about twice as wide as the face;
 * ours are fractions of the face's width, so that crops of every size get the same [ours].
 */
public final class SelfBlendedHullsForger extends SeededForger {

  /** The paper's ratios: half of the forgeries replace the region wholly. */
  private static final float[] RATIOS = {0.25f, 0.5f, 0.75f, 1f, 1f, 1f};

  private static final double NO_FOREHEAD = 0.25;

  /**
   * Standard deviation of the mask's elastic displacements, of the face's width: what random
   * displacements smoothed by 7 pixels and multiplied by 50 come to, 1.2 pixels, where the face is
   * 128 wide.
   */
  private static final double ELASTIC = 0.009;

  /** A change below this, in levels of 255 over the region, is no forgery that one could find. */
  private static final double WEAKEST = 1;

  public SelfBlendedHullsForger() {
    super("self-blended-hulls", WEAKEST);
  }

  @Override
  ForgeryPlan plan(long seed) {
    return (face, landmarks, seconds) -> blended(face, landmarks, new SplittableRandom(seed));
  }

  private static Forgery blended(Image face, Landmarks landmarks, RandomGenerator random) {
    Box bounds = landmarks.bounds();
    // Every draw is made whatever the picture holds: equal seeds stay in step over a clip.
    HullFamily family = HullFamily.random(random);
    boolean forehead = random.nextDouble() >= NO_FOREHEAD;
    AffineTransform moved = moved(bounds, random);
    Warp elastic = Warp.elastic(bounds, ELASTIC, random);
    FeatheredMask softness = FeatheredMask.random(random);
    float ratio = RATIOS[random.nextInt(RATIOS.length)];
    BlendChange change = BlendChange.random(random);
    boolean underneath = random.nextBoolean();

    Region region = family.of(landmarks.transformed(moved), forehead, face.width(), face.height());
    float[] mask = softness.of(elastic.of(region), bounds.width());
    Image changed = change.of(face, bounds.width());
    Image under = underneath ? changed : face;
    Image over = underneath ? face : changed;
    return new Forgery(
        Warp.laid(over, moved.inverse(), under, mask, ratio), mask, Optional.of(under));
  }

  /** Shift by up to 3 % and 1.5 % of the picture, size by up to a twentieth, about the face. */
  private static AffineTransform moved(Box face, RandomGenerator random) {
    double picture = FeatheredMask.FACE_WIDTHS * face.width();
    double right = random.nextDouble(-0.03, 0.03) * picture;
    double down = random.nextDouble(-0.015, 0.015) * picture;
    double scale = random.nextDouble(0.95, 1 / 0.95);
    return new AffineTransform(
        scale,
        0,
        right + (1 - scale) * face.centerX(),
        0,
        scale,
        down + (1 - scale) * face.centerY());
  }
}
