package org.delocate.forgery.forger;

import java.util.Optional;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;

/** Other faces for tests: the portrait in another colour and at another place. */
public final class Donors {

  private Donors() {}

  public static StoredFace tinted(double scale, double turn, double shiftX, double shiftY) {
    return changed(new AffineTransform(scale, turn, shiftX, -turn, scale, shiftY));
  }

  static StoredFace changed(AffineTransform map) {
    StoredFace portrait = ForgerContract.FACE;
    Image crop =
        ColourChange.contrasted(0.7, 20)
            .after(ColourChange.shifted(-30, 5, 25))
            .of(Warp.affine(map.inverse()).of(portrait.crop()));
    return new StoredFace(
        "donor",
        crop,
        portrait.landmarks().transformed(map),
        Optional.empty(),
        new FaceOrigin(Label.REAL, "camera", "train", "test"),
        Optional.empty());
  }
}
