package org.delocate.network.model;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.CropConvention;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.input.VitSettings;
import org.delocate.network.weights.Weights;

/** Real networks, small enough for tests: 64-pixel crops, 16 patches. */
public final class SmallNetworks {

  public static final int SIZE = 64;
  static final int GRID = 4;
  static final int MASKED = 3;

  public static final AffineTransform IDENTITY = new AffineTransform(1, 0, 0, 0, 1, 0);

  private SmallNetworks() {}

  public static NetworkConfiguration configuration() {
    return configuration(1);
  }

  static NetworkConfiguration configuration(int pixelBlock) {
    return new NetworkConfiguration(
        "test",
        CropConvention.standard(SIZE),
        new RecoveringSettings(16, new VitSettings(16, 2, 2), new VitSettings(8, 1, 2), 2),
        new MappingSettings(4, pixelBlock),
        new LocalizationSettings(8, 4),
        NetworkComponents.all());
  }

  /** Three parts of {@link #MASKED} random patches for each face. */
  public static PatchIds partIds(int faces, Random random) {
    int[][][] parts = new int[faces][PatchSelection.PARTS][];
    for (int[][] face : parts) {
      for (int part = 0; part < PatchSelection.PARTS; part++) {
        face[part] = random.ints(0, GRID * GRID).distinct().limit(MASKED).toArray();
      }
    }
    return PatchIds.ofParts(parts, GRID * GRID);
  }

  /**
   * Networks in evaluation mode whose every tensor is random: no zero hides a term, no running
   * statistic is that of a fresh network.
   */
  public static DelocateNetworks shuffled(long seed) {
    return shuffled(configuration(), seed);
  }

  /** The same of another architecture. */
  public static DelocateNetworks shuffled(NetworkConfiguration configuration, long seed) {
    Engine.seed(seed);
    DelocateNetworks networks = new DelocateNetworks(configuration);
    shuffle(networks);
    networks.eval();
    return networks;
  }

  private static void shuffle(Module module) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      Weights.state(module)
          .forEach(
              (name, tensor) -> {
                if (name.endsWith("running_var")) {
                  tensor.copy_(torch.rand(tensor.shape()).add(new Scalar(0.5)));
                } else if (tensor.dim() == 1 && name.endsWith("weight")) {
                  tensor.copy_(torch.rand(tensor.shape()).add(new Scalar(0.5)));
                } else if (tensor.dim() == 1) {
                  tensor.copy_(torch.randn(tensor.shape()).mul(new Scalar(0.1)));
                } else {
                  double scale = Math.sqrt((double) tensor.size(0) / tensor.numel());
                  tensor.copy_(torch.randn(tensor.shape()).mul(new Scalar(scale)));
                }
              });
    }
  }
}
