package org.delocate.dataset.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.DatasetException;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * Fakes of a store in one picture, to see by eye what their masks are worth: in each cell the fake,
 * its original if the store holds it, the amplified difference, and the fake with the mask's
 * outline.
 */
public final class StoreSheet {

  private static final int CELLS_A_ROW = 2;
  private static final int GAP = 4;
  private static final int AMPLIFIED = 4;

  private StoreSheet() {}

  /**
   * Draws a sheet.
   *
   * @param file PNG to write
   * @param fakes how many at most
   * @param seed chooses them
   * @return how many were drawn
   * @throws DatasetException EMPTY if the store holds no fake with a mask
   */
  public static int draw(FaceStore store, Path file, int fakes, long seed) {
    Map<String, FaceEntry> byKey = new HashMap<>();
    store.entries().forEach(entry -> byKey.put(entry.key(), entry));
    List<FaceEntry> masked =
        new ArrayList<>(
            store.entries().stream().filter(entry -> entry.mask().isPresent()).toList());
    if (masked.isEmpty()) {
      throw new DatasetException(
          DatasetException.Reason.EMPTY, "the store holds no fake with a mask");
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = masked.size() - 1; i > 0; i--) {
      java.util.Collections.swap(masked, i, random.nextInt(i + 1));
    }
    List<FaceEntry> chosen = masked.subList(0, Math.min(fakes, masked.size()));
    int side = store.description().storedCrop().size();
    int rows = (chosen.size() + CELLS_A_ROW - 1) / CELLS_A_ROW;
    Image sheet = Image.black(CELLS_A_ROW * (4 * side + GAP) - GAP, rows * (side + GAP) - GAP);
    for (int i = 0; i < chosen.size(); i++) {
      StoredFace fake = store.read(chosen.get(i));
      Optional<Image> original =
          fake.originalKey().map(byKey::get).map(entry -> store.read(entry).crop());
      int left = i % CELLS_A_ROW * (4 * side + GAP);
      int top = i / CELLS_A_ROW * (side + GAP);
      paste(sheet, fake.crop(), left, top);
      original.ifPresent(image -> paste(sheet, image, left + side, top));
      original.ifPresent(
          image -> paste(sheet, fake.crop().difference(image, AMPLIFIED), left + 2 * side, top));
      paste(sheet, outlined(fake), left + 3 * side, top);
    }
    ImageFiles.write(file, sheet);
    return chosen.size();
  }

  private static void paste(Image sheet, Image picture, int left, int top) {
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(
          picture.rgb(),
          3 * y * picture.width(),
          sheet.rgb(),
          3 * ((top + y) * sheet.width() + left),
          3 * picture.width());
    }
  }

  /** Green where the mask begins. */
  private static Image outlined(StoredFace fake) {
    int side = fake.size();
    float[] truth = fake.truth();
    byte[] rgb = fake.crop().rgb().clone();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean inside = truth[y * side + x] >= 0.5f;
        boolean border =
            inside
                && (x == 0
                    || y == 0
                    || x == side - 1
                    || y == side - 1
                    || truth[y * side + x - 1] < 0.5f
                    || truth[y * side + x + 1] < 0.5f
                    || truth[(y - 1) * side + x] < 0.5f
                    || truth[(y + 1) * side + x] < 0.5f);
        if (border) {
          rgb[3 * (y * side + x)] = 0;
          rgb[3 * (y * side + x) + 1] = (byte) 255;
          rgb[3 * (y * side + x) + 2] = 0;
        }
      }
    }
    return new Image(side, side, rgb);
  }
}
