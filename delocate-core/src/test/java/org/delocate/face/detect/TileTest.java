package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileTest {

  @ParameterizedTest
  @CsvSource({"1920, 1080", "1080, 1920", "3840, 2160", "7680, 4320", "1300, 64", "20000, 300"})
  void tilesHoldEveryObjectAsLargeAsTheirOverlap(int width, int height) {
    int overlap = 160;
    List<Tile> tiles = Tile.covering(width, height, 1280, overlap, 8);
    assertThat(tiles).hasSizeBetween(1, 8);
    for (Tile tile : tiles) {
      assertThat(tile.x()).isBetween(0, width - tile.width());
      assertThat(tile.y()).isBetween(0, height - tile.height());
    }
    int objectWidth = Math.min(overlap, width);
    int objectHeight = Math.min(overlap, height);
    for (int y = 0; y + objectHeight <= height; y += 7) {
      for (int x = 0; x + objectWidth <= width; x += 7) {
        int left = x;
        int top = y;
        assertThat(tiles)
            .anyMatch(
                tile ->
                    tile.x() <= left
                        && tile.y() <= top
                        && tile.x() + tile.width() >= left + objectWidth
                        && tile.y() + tile.height() >= top + objectHeight);
      }
    }
  }

  @Test
  void aFrameAsLargeAsATileNeedsNone() {
    assertThat(Tile.covering(1280, 720, 1280, 160, 8)).isEmpty();
  }

  @Test
  void isBlackBeyondTheBorder() {
    Image frame = Scenes.noise(6, 5, 2);
    Tile tile = new Tile(-2, 3, 10, 4);
    Image cut = tile.cutFrom(frame);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 10; x++) {
        boolean inside = x >= 2 && x < 8 && y < 2;
        int expected = inside ? frame.sample(x - 2, y + 3, 1) : 0;
        assertThat(cut.sample(x, y, 1)).isEqualTo(expected);
      }
    }
    assertThat(new Tile(50, 50, 3, 3).cutFrom(frame)).isEqualTo(Image.black(3, 3));
  }
}
