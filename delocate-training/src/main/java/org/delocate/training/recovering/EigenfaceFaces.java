package org.delocate.training.recovering;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.store.Spread;
import org.delocate.dataset.store.StoredFace;
import org.delocate.media.image.Image;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.step.StepRandom;

/** Measures the eigenfaces of stage 1 from real faces of a store. */
final class EigenfaceFaces {

  /** Faces that are looked at: more tell little more, and take memory. */
  static final int MOST = 6000;

  /** Before the first step. */
  private static final long NUMBER = -1;

  private EigenfaceFaces() {}

  /**
   * Measures the eigenfaces of stage 1.
   *
   * @param faces real faces to learn from, at least one
   * @throws ConfigurationException if there are too few
   */
  static void measure(DelocateNetworks networks, List<StoredFace> faces, long seed) {
    int needed = networks.configuration().recovering().eigenfaces() + 1;
    if (faces.size() < needed) {
      throw new ConfigurationException(
          faces.size() + " real faces are too few for eigenfaces=" + (needed - 1));
    }
    // Half of them mirrored, and moved by a pixel at most: as exactly aligned as in detection.
    CropAugmentation view =
        new CropAugmentation(networks.configuration().crop().size(), 1, 0, 0, 0);
    SplittableRandom random = StepRandom.of(seed, NUMBER);
    List<Image> chosen = new ArrayList<>();
    for (StoredFace face : Spread.over(faces, MOST)) {
      chosen.add(view.draw(face.size(), random).image(face.crop()));
    }
    networks.recovering().fitEigenfaces(chosen);
  }
}
