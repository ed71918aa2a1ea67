package org.delocate.training;

import java.util.ArrayList;
import java.util.List;
import org.delocate.face.FacialPart;
import org.delocate.face.FacialRegions;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;
import org.delocate.network.PatchSelection;

/**
 * Faces with their truth, ready for the networks of stage 2.
 *
 * @param faces crops of one size
 * @param masks true mask of each, 0 to 1; all 0 for a real face
 * @param parts patches of the three facial parts of each, as detection selects them
 * @param forged 1 or 0 for each
 */
record FaceBatch(List<Image> faces, List<float[]> masks, int[][][] parts, float[] forged) {

  int size() {
    return faces.size();
  }

  /** Collects the faces of a batch. */
  static final class Builder {

    private final int cropSize;
    private final int grid;
    private final List<Image> faces = new ArrayList<>();
    private final List<float[]> masks = new ArrayList<>();
    private final List<int[][]> parts = new ArrayList<>();
    private final List<Boolean> forged = new ArrayList<>();

    Builder(int cropSize, int grid) {
      this.cropSize = cropSize;
      this.grid = grid;
    }

    /**
     * @param mask of the crop's size, or null for a real face
     */
    void add(Image face, Landmarks landmarks, float[] mask) {
      faces.add(face);
      masks.add(mask == null ? new float[cropSize * cropSize] : mask);
      forged.add(mask != null);
      int count = PatchSelection.partCount(grid);
      List<int[]> selected = new ArrayList<>();
      for (FacialPart part : FacialPart.values()) {
        selected.add(
            PatchSelection.exactly(FacialRegions.patches(landmarks, part, cropSize, grid), count));
      }
      parts.add(selected.toArray(int[][]::new));
    }

    FaceBatch build() {
      float[] labels = new float[forged.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = forged.get(i) ? 1 : 0;
      }
      return new FaceBatch(
          List.copyOf(faces), List.copyOf(masks), parts.toArray(int[][][]::new), labels);
    }
  }
}
