package org.delocate.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layers against slow, obvious Java. */
class LayersOracleTest {

  @BeforeEach
  void seed() {
    Engine.seed(21);
  }

  @Test
  void attentionIsWhatTheFormulaSays() {
    int tokens = 3;
    int width = 4;
    int heads = 2;
    SelfAttention attention = new SelfAttention(width, heads);
    randomize(attention);
    try (PointerScope scope = new PointerScope()) {
      Tensor input = torch.randn(1, tokens, width);
      float[] found = FaceTensors.floats(attention.forward(input));

      double[][] x = rows(input, tokens, width);
      double[][] joint = linear(attention, "qkv", x, 3 * width);
      double[][] mixed = new double[tokens][width];
      int perHead = width / heads;
      for (int head = 0; head < heads; head++) {
        for (int i = 0; i < tokens; i++) {
          double[] scores = new double[tokens];
          double sum = 0;
          for (int j = 0; j < tokens; j++) {
            double product = 0;
            for (int c = head * perHead; c < (head + 1) * perHead; c++) {
              product += joint[i][c] * joint[j][width + c];
            }
            scores[j] = Math.exp(product / Math.sqrt(perHead));
            sum += scores[j];
          }
          for (int j = 0; j < tokens; j++) {
            for (int c = head * perHead; c < (head + 1) * perHead; c++) {
              mixed[i][c] += scores[j] / sum * joint[j][2 * width + c];
            }
          }
        }
      }
      double[][] expected = linear(attention, "proj", mixed, width);
      for (int i = 0; i < tokens * width; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i / width][i % width], within(1e-5));
      }
    }
  }

  @Test
  void scseIsWhatTheFormulaSays() {
    int channels = 4;
    int pixels = 6;
    SpatialChannelAttention attention = new SpatialChannelAttention(channels, 2);
    randomize(attention);
    try (PointerScope scope = new PointerScope()) {
      Tensor input = torch.randn(1, channels, 2, 3);
      float[] found = FaceTensors.floats(attention.forward(input));

      double[][] x = rows(input, channels, pixels);
      double[] means = new double[channels];
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          means[c] += x[c][p] / pixels;
        }
      }
      double[] squeezed = linear(attention, "channels.squeeze", new double[][] {means}, 2)[0];
      for (int i = 0; i < squeezed.length; i++) {
        squeezed[i] = Math.max(0, squeezed[i]);
      }
      double[] weights =
          linear(attention, "channels.excite", new double[][] {squeezed}, channels)[0];
      for (int p = 0; p < pixels; p++) {
        double[] column = new double[channels];
        for (int c = 0; c < channels; c++) {
          column[c] = x[c][p];
        }
        double place = sigmoid(linear(attention, "places", new double[][] {column}, 1)[0][0]);
        for (int c = 0; c < channels; c++) {
          double expected = x[c][p] * (sigmoid(weights[c]) + place);
          assertThat((double) found[c * pixels + p]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  @Test
  void patchesPutTogetherAreTheImage() {
    RecoveringNetwork network = new RecoveringNetwork(SmallNetworks.configuration());
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 64, 64);
      Tensor patches = network.grid().patchify(images);

      assertThat(patches.shape()).containsExactly(2, 16, 16 * 16 * 3);
      assertThat(torch.equal(network.grid().unpatchify(patches), images)).isTrue();
      // Patch 6 is row 1, column 2; its value (3, 5, blue) is the image's (16 + 3, 32 + 5).
      assertThat(patches.select(0, 1).select(0, 6).select(0, (3 * 16 + 5) * 3 + 2).item_float())
          .isEqualTo(images.select(0, 1).select(0, 2).select(0, 19).select(0, 37).item_float());
    }
  }

  @Test
  void onlyHiddenPatchesAreReplaced() {
    DelocateNetworks networks = SmallNetworks.shuffled(4);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      RecoveringNetwork network = networks.recovering();
      Tensor images = torch.rand(1, 3, 64, 64);
      int[][][] parts = {{{0, 1}, {1, 2}, {9, 10}}};
      Tensor before = network.grid().patchify(images);
      Tensor after =
          network
              .grid()
              .patchify(network.recoverParts(images, PatchIds.ofParts(parts, 16)).faces());
      for (int patch = 0; patch < 16; patch++) {
        boolean kept = torch.equal(before.select(1, patch), after.select(1, patch));
        assertThat(kept).as("patch " + patch).isEqualTo(patch > 2 && patch != 9 && patch != 10);
      }
      // Patch 1 belongs to two parts and gets the mean of what each says.
      Tensor first = network.forward(images, PatchIds.of(new int[][] {{0, 1}}, 16)).select(1, 1);
      Tensor second = network.forward(images, PatchIds.of(new int[][] {{1, 2}}, 16)).select(1, 0);
      double difference =
          first
              .add(second)
              .sub(after.select(1, 1))
              .sub(after.select(1, 1))
              .abs()
              .max()
              .item_float();
      assertThat(difference).isLessThan(1e-5);
    }
  }

  @Test
  void partsHiddenTogetherAreWhatTheNetworkSaysOfAllOfThem() {
    RecoveringNetwork network =
        new RecoveringNetwork(SmallNetworks.configuration().with("recovering.partsTogether", true));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images = torch.rand(2, 3, 64, 64);
      // Five patches of the first face and six of the second: a corner is hidden beside the five.
      int[][][] parts = {{{5, 6}, {6, 9}, {10, 1}}, {{0, 1}, {5, 6}, {9, 10}}};

      RecoveringNetwork.Recovery recovery =
          network.recoverParts(images, PatchIds.ofParts(parts, 16));

      Tensor before = network.grid().patchify(images);
      Tensor after = network.grid().patchify(recovery.faces());
      int[] first = {1, 5, 6, 9, 10};
      assertThat(changed(before.select(0, 0), after.select(0, 0))).containsExactly(first);
      assertThat(changed(before.select(0, 1), after.select(0, 1)))
          .containsExactly(0, 1, 5, 6, 9, 10);
      Tensor said =
          network.forward(
              images, PatchIds.of(new int[][] {{1, 5, 6, 9, 10, 15}, {0, 1, 5, 6, 9, 10}}, 16));
      for (int i = 0; i < first.length; i++) {
        Tensor difference =
            said.select(0, 0).select(0, i).sub(after.select(0, 0).select(0, first[i]));
        assertThat(difference.abs().max().item_float()).isLessThan(1e-4f);
      }
      Tensor squares = after.sub(before).square();
      float expected =
          (squares.select(0, 0).select(0, 6).mean().item_float()
                  + squares.select(0, 0).select(0, 9).mean().item_float())
              / 2;
      assertThat((double) recovery.partErrors().select(0, 0).select(0, 1).item_float())
          .isCloseTo(expected, within(1e-3 * expected));
    }
  }

  private static int[] changed(Tensor before, Tensor after) {
    return IntStream.range(0, (int) before.size(0))
        .filter(patch -> !torch.equal(before.select(0, patch), after.select(0, patch)))
        .toArray();
  }

  private static void randomize(Module module) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      Weights.state(module).values().forEach(t -> t.copy_(torch.randn(t.shape())));
    }
  }

  private static double[][] rows(Tensor tensor, int rows, int columns) {
    float[] values = FaceTensors.floats(tensor);
    double[][] table = new double[rows][columns];
    for (int i = 0; i < values.length; i++) {
      table[i / columns][i % columns] = values[i];
    }
    return table;
  }

  private static double[][] linear(Module module, String name, double[][] input, int out) {
    Map<String, Tensor> state = Weights.state(module);
    float[] weight = FaceTensors.floats(state.get(name + ".weight"));
    float[] bias = FaceTensors.floats(state.get(name + ".bias"));
    int in = input[0].length;
    double[][] result = new double[input.length][out];
    for (int row = 0; row < input.length; row++) {
      for (int o = 0; o < out; o++) {
        result[row][o] = bias[o];
        for (int i = 0; i < in; i++) {
          result[row][o] += weight[o * in + i] * input[row][i];
        }
      }
    }
    return result;
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
