package org.delocate.face.geometry;

/**
 * An axis-aligned rectangle in pixels of a frame; may reach over the border.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {

  public Box {
    if (!(width >= 0) || !(height >= 0)) {
      throw new IllegalArgumentException("a box of " + width + "x" + height);
    }
  }

  public double centerX() {
    return x + width / 2;
  }

  public double centerY() {
    return y + height / 2;
  }

  /** The same box in a picture whose sides are larger by a factor. */
  public Box times(double factor) {
    return new Box(x * factor, y * factor, width * factor, height * factor);
  }

  public double area() {
    return width * height;
  }

  /** Share of the area that lies inside a frame of that many pixels, 0 to 1; 0 for an empty box. */
  public double shareWithin(int frameWidth, int frameHeight) {
    // Integers are pixel centres: the frame reaches half a pixel further.
    double insideWidth = Math.min(x + width, frameWidth - 0.5) - Math.max(x, -0.5);
    double insideHeight = Math.min(y + height, frameHeight - 0.5) - Math.max(y, -0.5);
    return insideWidth > 0 && insideHeight > 0 ? insideWidth * insideHeight / area() : 0;
  }

  /** Area of the overlap over area of the union, 0 to 1; 0 where both are empty. */
  public double intersectionOverUnion(Box other) {
    double overlap = overlap(other);
    return overlap > 0 ? overlap / (area() + other.area() - overlap) : 0;
  }

  /** Whether the smaller of two boxes lies in the larger one by more than half. */
  public boolean covers(Box other) {
    return overlap(other) > 0.5 * Math.min(area(), other.area());
  }

  private double overlap(Box other) {
    double overlapWidth = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double overlapHeight = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return Math.max(0, overlapWidth) * Math.max(0, overlapHeight);
  }
}
