package org.delocate.network.recovering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.layer.Layers;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.Test;

/** The linear expectation of hidden patches, beside plain arithmetic. */
class EigenfacesTest {

  private static final int SIZE = 32;
  private static final int GRID = 4;
  private static final int COUNT = 3;

  /** Pictures that differ in three smooth directions, and nothing else. */
  private static List<Image> pictures(int number, Random random) {
    List<Image> pictures = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      pictures.add(picture(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()));
    }
    return pictures;
  }

  private static Image picture(double first, double second, double third) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int c = 0; c < 3; c++) {
          double value =
              128
                  + 14 * first * Math.sin(x / 5.0)
                  + 10 * second * Math.cos(y / 4.0 + c)
                  + 6 * third * Math.sin((x + y) / 9.0 + 2 * c);
          rgb[3 * (y * SIZE + x) + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    return new Image(SIZE, SIZE, rgb);
  }

  private static Eigenfaces fitted() {
    Engine.seed(1);
    Eigenfaces eigenfaces = new Eigenfaces(SIZE, GRID, COUNT);
    eigenfaces.fit(pictures(200, new Random(1)));
    return eigenfaces;
  }

  @Test
  void whatIsHiddenFollowsFromWhatIsSeen() {
    Eigenfaces eigenfaces = fitted();
    try (PointerScope scope = new PointerScope();
        PatchIds ids = PatchIds.of(new int[][] {{5, 6, 9, 10}, {0, 1, 2, 3}}, GRID * GRID)) {
      Tensor faces = FaceTensors.images(pictures(2, new Random(2)));
      Tensor expected = eigenfaces.expected(faces, ids.visible());
      assertThat(expected.shape()).containsExactly(2, 3, SIZE, SIZE);
      // Half the resolution, a little noise and rounding: two levels of 255.
      assertThat(expected.sub(faces).abs().mean().item_double()).isLessThan(2 / 255.0);
    }
  }

  @Test
  void hiddenPatchesAreNotLookedAt() {
    Eigenfaces eigenfaces = fitted();
    try (PointerScope scope = new PointerScope();
        PatchIds ids = PatchIds.of(new int[][] {{0, 1, 2, 3}}, GRID * GRID)) {
      Tensor face = FaceTensors.images(pictures(1, new Random(3)));
      Tensor other = face.clone();
      other.narrow(2, 0, SIZE / GRID).fill_(new Scalar(0.9));
      assertThat(
              torch.equal(
                  eigenfaces.expected(face, ids.visible()),
                  eigenfaces.expected(other, ids.visible())))
          .isTrue();
      other.narrow(2, SIZE - 4, 4).fill_(new Scalar(0.9));
      assertThat(
              torch.equal(
                  eigenfaces.expected(face, ids.visible()),
                  eigenfaces.expected(other, ids.visible())))
          .isFalse();
    }
  }

  @Test
  void theCoefficientsSolveTheSystemOfEquations() {
    Eigenfaces eigenfaces = new Eigenfaces(SIZE, GRID, COUNT);
    Random random = new Random(4);
    int half = SIZE / 2;
    int values = 3 * half * half;
    double[] mean = random.doubles(values, 0.3, 0.7).toArray();
    double[][] faces = new double[COUNT][];
    for (int k = 0; k < COUNT; k++) {
      faces[k] = random.doubles(values, -0.1, 0.1).toArray();
    }
    int[] hidden = {1, 4, 7, 15};
    try (PointerScope scope = new PointerScope();
        PatchIds ids = PatchIds.of(new int[][] {hidden}, GRID * GRID)) {
      var state = Weights.state(eigenfaces);
      state.get("mean").copy_(tensor(mean));
      for (int k = 0; k < COUNT; k++) {
        state.get("faces").select(0, k).copy_(tensor(faces[k]));
      }
      state.get("noise").fill_(new Scalar(0.25));
      Tensor face = torch.rand(1, 3, SIZE, SIZE);
      float[] seen = FaceTensors.floats(torch.avg_pool2d(face, 2, 2));

      double[][] system = new double[COUNT][COUNT + 1];
      for (int i = 0; i < values; i++) {
        int patch = i % (half * half) / half / (half / GRID) * GRID + i % half / (half / GRID);
        if (java.util.Arrays.stream(hidden).anyMatch(each -> each == patch)) {
          continue;
        }
        for (int row = 0; row < COUNT; row++) {
          for (int column = 0; column < COUNT; column++) {
            system[row][column] += faces[row][i] * faces[column][i];
          }
          system[row][COUNT] += faces[row][i] * (seen[i] - mean[i]);
        }
      }
      for (int row = 0; row < COUNT; row++) {
        system[row][row] += 0.25;
      }
      double[] coefficients = solved(system);
      float[] expected =
          FaceTensors.floats(torch.avg_pool2d(eigenfaces.expected(face, ids.visible()), 2, 2));
      float[] plain = new float[values];
      for (int i = 0; i < values; i++) {
        double value = mean[i];
        for (int k = 0; k < COUNT; k++) {
          value += coefficients[k] * faces[k][i];
        }
        plain[i] = (float) value;
      }
      Tensor enlarged = Layers.enlarge(Tensor.create(plain, 1, 3, half, half), SIZE, SIZE);
      float[] again = FaceTensors.floats(torch.avg_pool2d(enlarged, 2, 2));
      for (int i = 0; i < values; i++) {
        assertThat(expected[i]).isCloseTo(again[i], within(1e-5f));
      }
    }
  }

  private static Tensor tensor(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.create(floats, values.length);
  }

  /** Gauss and Jordan, without a search for pivots: the matrix is positive definite. */
  private static double[] solved(double[][] system) {
    for (int pivot = 0; pivot < system.length; pivot++) {
      for (int row = 0; row < system.length; row++) {
        if (row != pivot) {
          double factor = system[row][pivot] / system[pivot][pivot];
          for (int column = pivot; column <= system.length; column++) {
            system[row][column] -= factor * system[pivot][column];
          }
        }
      }
    }
    double[] solution = new double[system.length];
    for (int row = 0; row < system.length; row++) {
      solution[row] = system[row][system.length] / system[row][row];
    }
    return solution;
  }

  @Test
  void precisionAndInferenceChangeNothing() {
    Eigenfaces eigenfaces = fitted();
    try (PointerScope scope = new PointerScope();
        PatchIds ids = PatchIds.of(new int[][] {{5, 6}}, GRID * GRID)) {
      Tensor face = FaceTensors.images(pictures(1, new Random(5)));
      Tensor first;
      try (Precision.Scope bf16 = Precision.BF16.enter();
          InferenceMode mode = new InferenceMode()) {
        first = eigenfaces.expected(face, ids.visible());
      }
      Tensor second = eigenfaces.expected(face, ids.visible());
      assertThat(torch.equal(first, second)).isTrue();
      // Weights that are loaded later count at once.
      Weights.state(eigenfaces).get("faces").mul_(new Scalar(0.5));
      assertThat(torch.equal(second, eigenfaces.expected(face, ids.visible()))).isFalse();
    }
  }

  /** Threads begin at once: whoever comes first calculates, and all others wait for that. */
  @Test
  void theirProductsAreCalculatedOnceForAllThreads() throws Exception {
    Eigenfaces eigenfaces = fitted();
    Eigenfaces alike = fitted();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (PointerScope scope = new PointerScope();
        PatchIds ids = PatchIds.of(new int[][] {{5, 6}}, GRID * GRID)) {
      Tensor face = FaceTensors.images(pictures(1, new Random(7)));
      for (int wave = 1; wave <= 3; wave++) {
        float[] wanted = FaceTensors.floats(alike.expected(face, ids.visible()));
        List<Future<float[]>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          all.add(
              threads.submit(
                  () -> {
                    try (PointerScope own = new PointerScope()) {
                      return FaceTensors.floats(eigenfaces.expected(face, ids.visible()));
                    }
                  }));
        }
        for (Future<float[]> each : all) {
          assertThat(each.get()).containsExactly(wanted);
        }
        assertThat(eigenfaces.calculations()).isEqualTo(wave);
        for (Eigenfaces both : List.of(eigenfaces, alike)) {
          Weights.state(both).get("faces").mul_(new Scalar(0.5));
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aFreshNetworkRecoversWhatTheyExpect() {
    Engine.seed(2);
    NetworkConfiguration configuration =
        SmallNetworks.configuration().with("recovering.eigenfaces", 4);
    RecoveringNetwork network = new RecoveringNetwork(configuration);
    List<Image> crops = new ArrayList<>();
    Random random = new Random(6);
    for (int i = 0; i < 20; i++) {
      byte[] rgb = new byte[64 * 64 * 3];
      java.util.Arrays.fill(rgb, (byte) random.nextInt(60, 200));
      crops.add(new Image(64, 64, rgb));
    }
    network.fitEigenfaces(crops);
    PatchIds ids = SmallNetworks.partIds(1, new Random(1));
    try (PointerScope scope = new PointerScope()) {
      Tensor face = FaceTensors.images(crops.subList(0, 1)).expand(3, -1, -1, -1);
      // Of one colour each: the seen patches tell the hidden ones.
      assertThat(network.loss(face, ids).item_double()).isLessThan(1e-3);
    }
    assertThatThrownBy(() -> network.fitEigenfaces(crops.subList(0, 4)))
        .hasMessageContaining("4 faces are too few");
    RecoveringNetwork without = new RecoveringNetwork(SmallNetworks.configuration());
    assertThatThrownBy(() -> without.fitEigenfaces(crops)).hasMessageContaining("no eigenfaces");
  }
}
