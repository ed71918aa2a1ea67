package org.delocate.face.geometry;

/**
 * {@code x' = a x + b y + c, y' = d x + e y + f}, between pixel coordinates whose integers are
 * pixel centres.
 */
public record AffineTransform(double a, double b, double c, double d, double e, double f) {

  public double applyX(double x, double y) {
    return a * x + b * y + c;
  }

  public double applyY(double x, double y) {
    return d * x + e * y + f;
  }

  /** The same map, and then a step. */
  AffineTransform movedBy(double x, double y) {
    return new AffineTransform(a, b, c + x, d, e, f + y);
  }

  /**
   * The map back.
   *
   * @throws ArithmeticException if there is none
   */
  public AffineTransform inverse() {
    double determinant = a * e - b * d;
    if (determinant == 0 || !Double.isFinite(determinant)) {
      throw new ArithmeticException("the transform has no inverse: " + this);
    }
    return new AffineTransform(
        e / determinant,
        -b / determinant,
        (b * f - c * e) / determinant,
        -d / determinant,
        a / determinant,
        (c * d - a * f) / determinant);
  }

  /** Length in the target of one unit in the source: the root of the area ratio. */
  public double scale() {
    return Math.sqrt(Math.abs(a * e - b * d));
  }
}
