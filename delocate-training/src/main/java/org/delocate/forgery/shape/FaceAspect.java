package org.delocate.forgery.shape;

import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * How a face looks into the camera: what has to agree for one face to be laid over another. Lengths
 * are in units of the distance between the outer corners of the eyes, along and across that line.
 *
 * @param yaw how far the nose's tip lies beside the middle of the eyes
 * @param pitch how far it lies below
 * @param length how far the chin lies below the eyes
 * @param mouth how far the mouth is open
 * @param width of the face in pixels
 * @param brightness of forehead and cheeks, 0 to 1
 */
public record FaceAspect(
    double yaw, double pitch, double length, double mouth, double width, double brightness) {

  private static final int[] SKIN = {50, 280, 151, 101, 330, 199};

  public static FaceAspect of(Image image, Landmarks points) {
    double axisX = points.x(263) - points.x(33);
    double axisY = points.y(263) - points.y(33);
    double square = Math.max(1e-6, axisX * axisX + axisY * axisY);
    double middleX = (points.x(263) + points.x(33)) / 2;
    double middleY = (points.y(263) + points.y(33)) / 2;
    double noseX = points.x(1) - middleX;
    double noseY = points.y(1) - middleY;
    double chinX = points.x(152) - middleX;
    double chinY = points.y(152) - middleY;
    double open = Math.hypot(points.x(13) - points.x(14), points.y(13) - points.y(14));
    double brightness = 0;
    for (int point : SKIN) {
      int x = (int) Math.max(0, Math.min(image.width() - 1, Math.rint(points.x(point))));
      int y = (int) Math.max(0, Math.min(image.height() - 1, Math.rint(points.y(point))));
      for (int channel = 0; channel < 3; channel++) {
        brightness += image.sample(x, y, channel) / (255.0 * 3 * SKIN.length);
      }
    }
    return new FaceAspect(
        (noseX * axisX + noseY * axisY) / square,
        (noseY * axisX - noseX * axisY) / square,
        (chinY * axisX - chinX * axisY) / square,
        open / Math.sqrt(square),
        points.bounds().width(),
        brightness);
  }

  /** 0 for the same aspect; about 1 where a swap begins to look wrong. */
  public double distance(FaceAspect other) {
    double larger = Math.max(0, Math.log(width / Math.max(1, other.width)));
    return 6 * Math.abs(yaw - other.yaw)
        + 4 * Math.abs(pitch - other.pitch)
        + 2 * Math.abs(length - other.length)
        + 4 * Math.abs(mouth - other.mouth)
        + larger
        + 2 * Math.abs(brightness - other.brightness);
  }
}
