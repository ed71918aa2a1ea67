package org.delocate.forgery.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.dataset.mask.Region;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class FaceMeshTest {

  private static final StoredFace FACE = ForgerContract.FACE;

  @Test
  void itsTrianglesCoverADiscBoundedByTheFacesOval() {
    // Euler: a disc of V points, B of them on its border, has 2 V - 2 - B triangles.
    assertThat(FaceMesh.triangleCount()).isEqualTo(2 * Landmarks.COUNT - 2 - 36);
  }

  @Test
  void aFaceLaidOverItselfIsItselfAndCoversItsHull() {
    Image black = Image.black(192, 192);
    FaceMesh.Rendering laid =
        FaceMesh.render(FACE.crop(), FACE.landmarks(), FACE.landmarks(), black);
    Region hull = Region.hull(FACE.landmarks(), 192, 192);
    int inside = 0;
    int covered = 0;
    for (int i = 0; i < 192 * 192; i++) {
      inside += hull.inside()[i] ? 1 : 0;
      covered += laid.covered().inside()[i] ? 1 : 0;
      for (int k = 3 * i; k < 3 * i + 3; k++) {
        int expected = laid.covered().inside()[i] ? FACE.crop().rgb()[k] & 0xFF : 0;
        assertThat(laid.image().rgb()[k] & 0xFF).isBetween(expected - 1, expected + 1);
      }
    }
    assertThat(covered / (double) inside).isBetween(0.93, 1.0);
  }

  @Test
  void aMirroredFaceIsCoveredToo() {
    AffineTransform mirror = new AffineTransform(-1, 0, 191, 0, 1, 0);
    Image mirrored = Warp.affine(mirror).of(FACE.crop());
    FaceMesh.Rendering laid =
        FaceMesh.render(
            FACE.crop(),
            FACE.landmarks(),
            FACE.landmarks().transformed(mirror),
            Image.black(192, 192));
    double error = 0;
    for (int i = 0; i < 192 * 192; i++) {
      if (laid.covered().inside()[i]) {
        error += Math.abs((laid.image().rgb()[3 * i] & 0xFF) - (mirrored.rgb()[3 * i] & 0xFF));
      }
    }
    assertThat(laid.covered().area()).isGreaterThan(192 * 192 / 4);
    assertThat(error / laid.covered().area()).isLessThan(2);
  }
}
