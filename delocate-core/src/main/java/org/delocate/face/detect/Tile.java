package org.delocate.face.detect;

import java.util.ArrayList;
import java.util.List;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.HalvedPicture;
import org.delocate.media.image.Image;

/** A part of a frame that a detector looks at alone; black where it reaches over the border. */
record Tile(int x, int y, int width, int height) {

  /**
   * Squares that cover a frame, evenly spread; none if one would do.
   *
   * @param side of the tiles in pixels, larger if more than {@code most} would be needed
   * @param overlap least overlap of neighbours, at the given side
   */
  static List<Tile> covering(int width, int height, int side, int overlap, int most) {
    if (Math.max(width, height) <= side) {
      return List.of();
    }
    double growth = 1;
    int columns = count(width, side, overlap);
    int rows = count(height, side, overlap);
    while (columns * rows > most) {
      growth *= 1.1;
      columns = count(width, side * growth, overlap * growth);
      rows = count(height, side * growth, overlap * growth);
    }
    int grown = (int) Math.ceil(side * growth);
    List<Tile> tiles = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int tileWidth = Math.min(grown, width);
        int tileHeight = Math.min(grown, height);
        tiles.add(
            new Tile(
                start(column, columns, width - tileWidth),
                start(row, rows, height - tileHeight),
                tileWidth,
                tileHeight));
      }
    }
    return tiles;
  }

  private static int count(int length, double side, double overlap) {
    return length <= side ? 1 : (int) Math.ceil((length - overlap) / (side - overlap));
  }

  private static int start(int index, int count, int room) {
    return count == 1 ? 0 : Math.round((float) room * index / (count - 1));
  }

  /** A square around a box, {@code times} as large as its longer side. */
  static Tile around(Box box, double times) {
    int side = (int) Math.round(Math.max(box.width(), box.height()) * times);
    return new Tile(
        (int) Math.round(box.centerX() - side / 2.0),
        (int) Math.round(box.centerY() - side / 2.0),
        side,
        side);
  }

  /** What a detector finds here, in pixels of the frame. */
  List<DetectedFace> detect(FaceDetector detector, Image frame) {
    return detector.detect(cutFrom(frame)).stream().map(face -> face.moved(x, y)).toList();
  }

  /** The same of a frame that is looked at several times. */
  List<DetectedFace> detect(BlazeFaceDetector detector, HalvedPicture frame) {
    try (HalvedPicture part = frame.part(x, y, width, height)) {
      return detector.detect(part).stream().map(face -> face.moved(x, y)).toList();
    }
  }

  Image cutFrom(Image frame) {
    Image cut = Image.black(width, height);
    int left = Math.max(x, 0);
    int right = Math.min(x + width, frame.width());
    if (left < right) {
      for (int row = Math.max(y, 0); row < Math.min(y + height, frame.height()); row++) {
        System.arraycopy(
            frame.rgb(),
            (row * frame.width() + left) * 3,
            cut.rgb(),
            ((row - y) * width + left - x) * 3,
            (right - left) * 3);
      }
    }
    return cut;
  }
}
