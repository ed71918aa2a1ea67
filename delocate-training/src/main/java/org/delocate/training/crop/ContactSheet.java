package org.delocate.training.crop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** Rows of square pictures in one picture, for a look by eye. */
public final class ContactSheet {

  private static final byte GREY = (byte) 128;
  private static final int GAP = 2;

  private final int side;
  private final List<Image[]> rows = new ArrayList<>();

  public ContactSheet(int side) {
    this.side = side;
  }

  public void row(Image... pictures) {
    rows.add(pictures);
  }

  public void write(Path file) {
    int columns = rows.stream().mapToInt(row -> row.length).max().orElse(1);
    int step = side + GAP;
    Image sheet = Image.black(columns * step, Math.max(1, rows.size()) * step);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < rows.get(r).length; c++) {
        Image picture = rows.get(r)[c];
        for (int y = 0; y < side; y++) {
          int to = ((r * step + y) * sheet.width() + c * step) * 3;
          System.arraycopy(picture.rgb(), y * side * 3, sheet.rgb(), to, side * 3);
        }
      }
    }
    try {
      java.nio.file.Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(file + " cannot be written", e);
    }
    ImageFiles.write(file, sheet);
  }

  /** The picture with some patches grey. */
  public static Image hidden(Image face, int[] patches, int patchSize) {
    byte[] rgb = face.rgb().clone();
    int grid = face.width() / patchSize;
    for (int patch : patches) {
      int top = patch / grid * patchSize;
      int left = patch % grid * patchSize;
      for (int y = top; y < top + patchSize; y++) {
        int from = (y * face.width() + left) * 3;
        java.util.Arrays.fill(rgb, from, from + patchSize * 3, GREY);
      }
    }
    return new Image(face.width(), face.height(), rgb);
  }

  /** A mask (0 to 1) as a grey picture. */
  public static Image grey(float[] mask, int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < mask.length; i++) {
      byte value = (byte) Math.round(mask[i] * 255);
      java.util.Arrays.fill(rgb, i * 3, i * 3 + 3, value);
    }
    return new Image(side, side, rgb);
  }
}
