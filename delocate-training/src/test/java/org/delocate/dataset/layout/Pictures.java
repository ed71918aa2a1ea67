package org.delocate.dataset.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** Small pictures and landmarks that the tests make. */
public final class Pictures {

  private Pictures() {}

  /** Smooth colours with some noise: decodable, and different for each seed. */
  public static Image textured(int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double phase = random.nextDouble(6);
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % side;
      int y = i / 3 / side;
      double wave = Math.sin(phase + x / 9.0 + i % 3) + Math.cos(y / 7.0);
      rgb[i] = (byte) Math.round(Math.max(0, Math.min(255, 128 + 45 * wave + random.nextInt(9))));
    }
    return new Image(side, side, rgb);
  }

  static Path write(Path file, long seed) throws java.io.IOException {
    Files.createDirectories(file.getParent());
    ImageFiles.write(file, textured(32, seed));
    return file;
  }

  /** 468 points inside an ellipse around the middle, on rings: a face's hull without a face. */
  public static Landmarks ellipse(
      double centreX, double centreY, double halfWidth, double halfHeight) {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double radius = (i % 9 + 1) / 9.0;
      int spoke = i / 9;
      double angle = 2 * Math.PI * spoke / 52.0;
      xy[2 * i] = (float) (centreX + radius * halfWidth * Math.cos(angle));
      xy[2 * i + 1] = (float) (centreY + radius * halfHeight * Math.sin(angle));
    }
    return new Landmarks(xy, 0.97);
  }

  /** Mean absolute difference of two pictures of one size, of 255. */
  public static double meanDifference(Image one, Image two) {
    long sum = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      sum += Math.abs((one.rgb()[i] & 0xFF) - (two.rgb()[i] & 0xFF));
    }
    return (double) sum / one.rgb().length;
  }
}
