package org.delocate.forgery.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.pixel.Clips;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.DisplacementField;
import org.delocate.forgery.shape.Expression;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * A contact sheet, to be looked at: for each forger some rows of the real face, the forged one, the
 * mask, and the difference four times enlarged.
 */
public final class ForgerySheet {

  private static final int COLUMNS = 4;
  private static final int GAP = 4;
  private static final int ENLARGED = 4;

  private ForgerySheet() {}

  /**
   * Writes a sheet.
   *
   * @param faces real faces, all crops of one size; row i forges face i, and begins again
   * @param perForger forgeries of each forger, side by side
   */
  public static void write(
      Path file, List<Forger> forgers, List<StoredFace> faces, int perForger, long seed) {
    int side = faces.get(0).size();
    int block = COLUMNS * side + GAP;
    Image sheet = Image.black(perForger * block, forgers.size() * (side + GAP));
    for (int row = 0; row < forgers.size(); row++) {
      for (int i = 0; i < perForger; i++) {
        StoredFace face = faces.get(i % faces.size());
        Forgery forgery = forgers.get(row).forge(face, new SplittableRandom(seed + i));
        Image original = forgery.originalOf(face.crop());
        Image[] pictures = {
          original,
          forgery.face(),
          Clips.grey(forgery.mask(), side, side),
          original.difference(forgery.face(), ENLARGED)
        };
        for (int column = 0; column < COLUMNS; column++) {
          Clips.paste(
              pictures[column],
              sheet.rgb(),
              sheet.width(),
              i * block + column * side,
              row * (side + GAP));
        }
      }
    }
    ImageFiles.write(file, sheet);
  }

  /**
   * Somebody else for a sheet of a single portrait: the same face, narrower, longer and in other
   * light.
   */
  public static StoredFace disguised(StoredFace face) {
    int side = face.size();
    AffineTransform shape = new AffineTransform(0.9, 0.05, 0.04 * side, -0.05, 1.06, -0.02 * side);
    // Another expression and side light: a warp along the mesh does not undo them as it does a
    // shape.
    Expression expression =
        new Expression(
            List.of(
                new Expression.Move(61, 0.09, 0.08, 0.05, 0.03),
                new Expression.Move(291, 0.09, 0.08, -0.05, 0.03),
                new Expression.Move(17, 0.14, 0.07, 0, -0.03),
                new Expression.Move(105, 0.12, 0.06, 0, -0.045),
                new Expression.Move(334, 0.12, 0.06, 0, -0.045),
                new Expression.Move(159, 0.08, 0.03, 0, 0.02),
                new Expression.Move(386, 0.08, 0.03, 0, 0.02)));
    DisplacementField field = expression.field(face.landmarks(), side, side);
    Image other = sideLit(field.applied(face.crop(), field.moved(0, 0.01)));
    Image crop =
        ColourChange.contrasted(0.9, 12)
            .after(ColourChange.saturatedAndTurned(0.8, 0.08))
            .of(Warp.affine(shape.inverse()).of(other));
    return new StoredFace(
        face.key() + "-disguised",
        crop,
        face.landmarks().transformed(shape),
        Optional.empty(),
        new FaceOrigin(face.label(), face.method(), face.split(), face.source()),
        Optional.empty());
  }

  private static Image sideLit(Image image) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      float across = i / 3 % image.width() / (float) image.width();
      rgb[i] = Pixels.clipped((image.rgb()[i] & 0xFF) * (0.6f + 0.55f * across));
    }
    return new Image(image.width(), image.height(), rgb);
  }
}
