package org.delocate.forgery.file;

import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * Makes a portrait move: a hand-held camera that drifts, turns and comes nearer, over a face that
 * blinks, raises its brows, speaks and turns a little. Everything is a smooth function of time, so
 * neighbouring frames belong together.
 *
 * <p>The face moves by a field of displacements: a few bumps around groups of landmarks, each with
 * its own course in time. Lengths are fractions of the face's width.
 */
final class SampleMotion {

  private static final int SIDE = 512;

  private final Image portrait;
  private final Landmarks landmarks;
  private final double width;

  /**
   * @param portrait with one face
   * @param landmarks of the face, in pixels of the portrait
   */
  SampleMotion(Image portrait, Landmarks landmarks) {
    this.portrait = portrait;
    this.landmarks = landmarks;
    this.width = landmarks.bounds().width();
  }

  /** Side of the frames in pixels. */
  int side() {
    return SIDE;
  }

  /** The frame at a time, before any noise. */
  Image frame(double seconds) {
    AffineTransform camera = camera(seconds);
    Bump[] bumps = bumps(seconds);
    float lift = (float) (1 + 0.03 * Math.sin(0.9 * seconds) + 0.012 * Math.sin(5.1 * seconds));
    byte[] rgb = new byte[3 * SIDE * SIDE];
    double[] moved = new double[2];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = camera.applyX(x, y);
        double v = camera.applyY(x, y);
        displacement(u, v, bumps, moved);
        for (int channel = 0; channel < 3; channel++) {
          float value = sample(u - moved[0], v - moved[1], channel);
          rgb[3 * (y * SIDE + x) + channel] = Pixels.clipped(value * lift);
        }
      }
    }
    return new Image(SIDE, SIDE, rgb);
  }

  /** Where the landmarks are in that frame, in its pixels. */
  Landmarks landmarks(double seconds) {
    AffineTransform toFrame = camera(seconds).inverse();
    Bump[] bumps = bumps(seconds);
    float[] xy = landmarks.xy().clone();
    double[] moved = new double[2];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double x = landmarks.x(i);
      double y = landmarks.y(i);
      // The frame at p shows the portrait at p - D(p): a few steps find the p of a landmark.
      for (int step = 0; step < 4; step++) {
        displacement(x, y, bumps, moved);
        x = landmarks.x(i) + moved[0];
        y = landmarks.y(i) + moved[1];
      }
      xy[2 * i] = (float) toFrame.applyX(x, y);
      xy[2 * i + 1] = (float) toFrame.applyY(x, y);
    }
    return new Landmarks(xy, landmarks.confidence());
  }

  /** From pixels of the frame to pixels of the portrait. */
  private AffineTransform camera(double seconds) {
    double zoom = 2.6 * width / SIDE * (1 - 0.07 * Math.sin(0.55 * seconds + 0.4));
    double angle = Math.toRadians(2.2 * Math.sin(0.8 * seconds) + 0.5 * Math.sin(2.3 * seconds));
    double centreX =
        landmarks.bounds().centerX()
            + width * (0.10 * Math.sin(0.7 * seconds) + 0.012 * Math.sin(3.7 * seconds));
    double centreY =
        landmarks.bounds().centerY()
            + width * (0.10 + 0.05 * Math.sin(0.9 * seconds + 1) + 0.01 * Math.sin(4.3 * seconds));
    double cos = Math.cos(angle) * zoom;
    double sin = Math.sin(angle) * zoom;
    double half = (SIDE - 1) / 2.0;
    return new AffineTransform(
        cos, -sin, centreX - cos * half + sin * half, sin, cos, centreY - sin * half - cos * half);
  }

  /**
   * A bump of displacement around a place.
   *
   * @param spreadX standard deviation along x, in pixels
   */
  private record Bump(
      double x, double y, double spreadX, double spreadY, double moveX, double moveY) {}

  private Bump[] bumps(double seconds) {
    double speech =
        Math.max(0, Math.sin(7.3 * seconds) + 0.6 * Math.sin(11.9 * seconds + 1))
            * (0.5 + 0.5 * Math.sin(1.3 * seconds));
    double smile = 0.5 + 0.5 * Math.sin(1.1 * seconds + 2);
    double brows = Math.max(0, Math.sin(1.7 * seconds - 1));
    double turn = Math.sin(0.95 * seconds);
    double nod = Math.sin(1.4 * seconds + 0.6);
    double blink = blink(seconds);
    return new Bump[] {
      around(1, 0.42, 0.50, 0.045 * turn, 0.03 * nod),
      around(17, 0.17, 0.10, 0, 0.035 * speech),
      around(152, 0.25, 0.13, 0, 0.028 * speech),
      around(61, 0.07, 0.07, -0.012 * smile, -0.014 * smile),
      around(291, 0.07, 0.07, 0.012 * smile, -0.014 * smile),
      around(105, 0.13, 0.06, 0, -0.020 * brows),
      around(334, 0.13, 0.06, 0, -0.020 * brows),
      around(159, 0.075, 0.026, 0, 0.032 * blink),
      around(386, 0.075, 0.026, 0, 0.032 * blink),
      around(145, 0.075, 0.026, 0, -0.010 * blink),
      around(374, 0.075, 0.026, 0, -0.010 * blink),
    };
  }

  private Bump around(int landmark, double spreadX, double spreadY, double moveX, double moveY) {
    return new Bump(
        landmarks.x(landmark),
        landmarks.y(landmark),
        spreadX * width,
        spreadY * width,
        moveX * width,
        moveY * width);
  }

  /** A blink takes a fifth of a second and comes every 1.9 seconds. */
  private static double blink(double seconds) {
    double since = (seconds + 0.9) % 1.9;
    return since < 0.22 ? Math.pow(Math.sin(Math.PI * since / 0.22), 2) : 0;
  }

  private static void displacement(double x, double y, Bump[] bumps, double[] moved) {
    moved[0] = 0;
    moved[1] = 0;
    for (Bump bump : bumps) {
      double u = (x - bump.x()) / bump.spreadX();
      double v = (y - bump.y()) / bump.spreadY();
      double square = u * u + v * v;
      if (square < 16) {
        double weight = Math.exp(-square / 2);
        moved[0] += weight * bump.moveX();
        moved[1] += weight * bump.moveY();
      }
    }
  }

  /** Catmull-Rom interpolation: an enlarged portrait stays as sharp as it is. */
  private float sample(double x, double y, int channel) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double[] across = weights(x - left);
    double[] down = weights(y - top);
    double sum = 0;
    for (int row = 0; row < 4; row++) {
      int v = Math.max(0, Math.min(portrait.height() - 1, top + row - 1));
      double line = 0;
      for (int column = 0; column < 4; column++) {
        int u = Math.max(0, Math.min(portrait.width() - 1, left + column - 1));
        line += across[column] * portrait.sample(u, v, channel);
      }
      sum += down[row] * line;
    }
    return (float) sum;
  }

  private static double[] weights(double t) {
    return new double[] {
      0.5 * (-t * t * t + 2 * t * t - t),
      0.5 * (3 * t * t * t - 5 * t * t + 2),
      0.5 * (-3 * t * t * t + 4 * t * t + t),
      0.5 * (t * t * t - t * t)
    };
  }
}
