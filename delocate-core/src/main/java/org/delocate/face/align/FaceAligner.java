package org.delocate.face.align;

import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;

/** Brings a face into its canonical crop; see {@link CropConvention}. */
public final class FaceAligner {

  private FaceAligner() {}

  /**
   * Aligns a face.
   *
   * @param image the frame
   * @param landmarks in pixels of the frame
   * @throws IllegalArgumentException if the points coincide, so that no scale can be told
   */
  public static AlignedFace align(Image image, Landmarks landmarks, CropConvention convention) {
    AffineTransform cropToFrame = frameToCrop(landmarks, convention).inverse();
    Image crop = SquareCutter.square(image, cropToFrame, convention.size(), true);
    return new AlignedFace(crop, landmarks.transformed(cropToFrame.inverse()), cropToFrame);
  }

  /** The same cut out of another picture, such as a mask or the original of a fake. */
  public static Image cut(Image image, AffineTransform cropToFrame, int size) {
    return SquareCutter.square(image, cropToFrame, size, true);
  }

  /**
   * The similarity transform that sends eyes and mouth corners closest, in squared distance, to
   * their places (Umeyama, 1991).
   */
  static AffineTransform frameToCrop(Landmarks landmarks, CropConvention convention) {
    double[][] from = {
      mean(landmarks, MeshPoints.rightEye()),
      mean(landmarks, MeshPoints.leftEye()),
      mean(landmarks, MeshPoints.RIGHT_MOUTH_CORNER),
      mean(landmarks, MeshPoints.LEFT_MOUTH_CORNER)
    };
    double halfEyes = convention.eyeDistance() / 2;
    double halfMouth = convention.mouthWidth() / 2;
    double[][] to = {
      place(convention, 0.5 - halfEyes, convention.eyeLine()),
      place(convention, 0.5 + halfEyes, convention.eyeLine()),
      place(convention, 0.5 - halfMouth, convention.mouthLine()),
      place(convention, 0.5 + halfMouth, convention.mouthLine())
    };
    double[] fromCentre = centre(from);
    double[] toCentre = centre(to);
    double dot = 0;
    double cross = 0;
    double spread = 0;
    for (int i = 0; i < from.length; i++) {
      double x = from[i][0] - fromCentre[0];
      double y = from[i][1] - fromCentre[1];
      double u = to[i][0] - toCentre[0];
      double v = to[i][1] - toCentre[1];
      dot += x * u + y * v;
      cross += x * v - y * u;
      spread += x * x + y * y;
    }
    if (!(spread > 1e-9)) {
      throw new IllegalArgumentException("the landmarks of a face coincide");
    }
    double a = dot / spread;
    double b = cross / spread;
    return new AffineTransform(
        a,
        -b,
        toCentre[0] - a * fromCentre[0] + b * fromCentre[1],
        b,
        a,
        toCentre[1] - b * fromCentre[0] - a * fromCentre[1]);
  }

  private static double[] mean(Landmarks landmarks, int... points) {
    double x = 0;
    double y = 0;
    for (int point : points) {
      x += landmarks.x(point);
      y += landmarks.y(point);
    }
    return new double[] {x / points.length, y / points.length};
  }

  /** From a fraction of the side to pixels whose integers are pixel centres. */
  private static double[] place(CropConvention convention, double x, double y) {
    return new double[] {x * convention.size() - 0.5, y * convention.size() - 0.5};
  }

  private static double[] centre(double[][] points) {
    double x = 0;
    double y = 0;
    for (double[] point : points) {
      x += point[0];
      y += point[1];
    }
    return new double[] {x / points.length, y / points.length};
  }
}
