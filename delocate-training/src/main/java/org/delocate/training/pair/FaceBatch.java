package org.delocate.training.pair;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;

/**
 * Faces with their truth, ready for the networks of stage 2.
 *
 * @param keys what each face is called, for messages
 * @param faces crops of one size
 * @param masks true mask of each, 0 to 1; all 0 for a real face, and where it is not known
 * @param parts patches of the three facial parts of each, as detection selects them
 * @param forged 1 or 0 for each
 * @param known 1 where the true mask is known, otherwise 0
 */
public record FaceBatch(
    List<String> keys,
    List<Image> faces,
    List<float[]> masks,
    int[][][] parts,
    float[] forged,
    float[] known) {

  public int size() {
    return faces.size();
  }

  /** The true masks, {@code [B, 1, S, S]}. */
  public Tensor truth() {
    int side = faces.get(0).width();
    float[] joined = new float[size() * side * side];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(masks.get(i), 0, joined, i * side * side, side * side);
    }
    return FaceTensors.of(joined, size(), 1, side, side);
  }

  /** Collects the faces of a batch. */
  static final class Builder {

    private final NetworkConfiguration networks;
    private final List<String> keys = new ArrayList<>();
    private final List<Image> faces = new ArrayList<>();
    private final List<float[]> masks = new ArrayList<>();
    private final List<int[][]> parts = new ArrayList<>();
    private final List<Boolean> forged = new ArrayList<>();
    private final List<Boolean> known = new ArrayList<>();

    Builder(NetworkConfiguration networks) {
      this.networks = networks;
    }

    /**
     * @param mask of the crop's size, or null for a real face
     */
    void add(String key, Image face, Landmarks landmarks, float[] mask) {
      add(key, face, landmarks, mask, mask != null, true);
    }

    /** Adds a forged face of which nobody knows where it is forged. */
    void addForged(String key, Image face, Landmarks landmarks) {
      add(key, face, landmarks, null, true, false);
    }

    private void add(
        String key,
        Image face,
        Landmarks landmarks,
        float[] mask,
        boolean isForged,
        boolean isKnown) {
      keys.add(key);
      faces.add(face);
      masks.add(mask == null ? new float[face.width() * face.height()] : mask);
      forged.add(isForged);
      known.add(isKnown);
      parts.add(FaceTensors.parts(landmarks, networks));
    }

    FaceBatch build() {
      return new FaceBatch(
          List.copyOf(keys),
          List.copyOf(faces),
          List.copyOf(masks),
          parts.toArray(int[][][]::new),
          oneOrZero(forged),
          oneOrZero(known));
    }

    private static float[] oneOrZero(List<Boolean> flags) {
      float[] values = new float[flags.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = flags.get(i) ? 1 : 0;
      }
      return values;
    }
  }
}
