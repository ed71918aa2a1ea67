package org.delocate.network;

import java.util.Random;
import org.delocate.face.CropConvention;

/** Real networks, small enough for tests: 64-pixel crops, 16 patches. */
final class SmallNetworks {

  static final int SIZE = 64;
  static final int GRID = 4;
  static final int MASKED = 3;

  private SmallNetworks() {}

  static NetworkConfiguration configuration() {
    return new NetworkConfiguration(
        "test",
        CropConvention.standard(SIZE),
        new NetworkConfiguration.Recovering(16, 16, 2, 2, 8, 1, 2, 2),
        new NetworkConfiguration.Mapping(4),
        new NetworkConfiguration.Localization(8, 4),
        NetworkConfiguration.Components.all());
  }

  /** Three parts of {@link #MASKED} random patches for each face. */
  static PatchIds partIds(int faces, Random random) {
    int[][][] parts = new int[faces][PatchSelection.PARTS][];
    for (int[][] face : parts) {
      for (int part = 0; part < PatchSelection.PARTS; part++) {
        face[part] = random.ints(0, GRID * GRID).distinct().limit(MASKED).toArray();
      }
    }
    return PatchIds.ofParts(parts, GRID * GRID);
  }
}
