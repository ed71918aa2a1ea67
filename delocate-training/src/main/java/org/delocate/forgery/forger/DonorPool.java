package org.delocate.forgery.forger;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.shape.FaceAspect;

/** Faces to take something from. */
final class DonorPool {

  private record Donor(StoredFace face, FaceAspect aspect) {}

  private final List<Donor> donors;

  /**
   * @throws IllegalArgumentException if there is none
   */
  DonorPool(List<StoredFace> faces) {
    if (faces.isEmpty()) {
      throw new IllegalArgumentException("no donor to take a face from");
    }
    donors =
        faces.stream()
            .map(face -> new Donor(face, FaceAspect.of(face.crop(), face.landmarks())))
            .toList();
  }

  /**
   * The most alike in pose, mouth, size and light of some drawn by chance; the face itself only if
   * nothing else is drawn. As many draws whatever the face: equal seeds stay in step.
   */
  StoredFace likest(FaceAspect aspect, int candidates, RandomGenerator random) {
    Donor best = donors.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < candidates; i++) {
      Donor donor = donors.get(random.nextInt(donors.size()));
      double distance = aspect.distance(donor.aspect());
      double unlike = distance < 1e-6 ? 1e6 : distance;
      if (unlike < least) {
        least = unlike;
        best = donor;
      }
    }
    return best.face();
  }
}
