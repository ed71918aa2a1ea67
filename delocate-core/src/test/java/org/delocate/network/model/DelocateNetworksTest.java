package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DelocateNetworksTest {

  private static DelocateNetworks networks;
  private static NetworkConfiguration configuration;

  @BeforeAll
  static void build() {
    Engine.seed(7);
    configuration = SmallNetworks.configuration();
    networks = new DelocateNetworks(configuration);
  }

  @Test
  void everyOutputHasItsShape() {
    networks.eval();
    try (PointerScope scope = new PointerScope()) {
      DelocateNetworks.Output output =
          networks.forward(torch.rand(2, 3, 64, 64), SmallNetworks.partIds(2, new Random(1)));

      assertThat(output.recovered().shape()).containsExactly(2, 3, 64, 64);
      assertThat(output.partErrors().shape()).containsExactly(2, 3);
      assertThat(output.mapped().shape()).containsExactly(2, 3, 64, 64);
      assertThat(output.maskLogits().shape()).containsExactly(2, 1, 64, 64);
      assertThat(output.logits().shape()).containsExactly(2);
      assertThat(output.logits().isfinite().all().item_bool()).isTrue();
    }
  }

  @Test
  void everyTrainableTensorOfStageTwoGetsAGradient() {
    networks.train(true);
    networks.zero_grad(true);
    try (PointerScope scope = new PointerScope()) {
      DelocateNetworks.Output output =
          networks.forward(torch.rand(2, 3, 64, 64), SmallNetworks.partIds(2, new Random(1)));
      output.logits().sum().add(output.maskLogits().mean()).backward();

      Map<String, Tensor> parameters =
          networks.parameters(
              List.of(
                  DelocateNetworks.Component.MAPPING,
                  DelocateNetworks.Component.LOCALIZATION,
                  DelocateNetworks.Component.CLASSIFIER));
      assertThat(parameters).isNotEmpty();
      parameters.forEach(
          (name, tensor) -> {
            assertThat(tensor.grad().defined()).as(name).isTrue();
            assertThat(tensor.grad().isfinite().all().item_bool()).as(name).isTrue();
          });
      networks
          .parameters(List.of(DelocateNetworks.Component.RECOVERING))
          .forEach((name, tensor) -> assertThat(tensor.grad().defined()).as(name).isFalse());
    }
  }

  @Test
  void everyTrainableTensorOfStageOneGetsAGradient() {
    networks.zero_grad(true);
    try (PointerScope scope = new PointerScope()) {
      PatchIds ids = SmallNetworks.partIds(1, new Random(1));
      networks.recovering().loss(torch.rand(3, 3, 64, 64), ids).backward();

      Weights.parameters(networks.recovering())
          .forEach((name, tensor) -> assertThat(tensor.grad().defined()).as(name).isTrue());
    }
    networks.zero_grad(true);
  }

  @Test
  void aFewStepsLowerTheRecoveryLoss() {
    Engine.seed(11);
    RecoveringNetwork network = new RecoveringNetwork(configuration);
    List<Tensor> parameters = List.copyOf(Weights.parameters(network).values());
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(3, 3, 1, 1).expand(3, 3, 64, 64).contiguous();
      PatchIds ids = SmallNetworks.partIds(1, new Random(1));
      double before = network.loss(images, ids).item_float();
      try (var options = new org.bytedeco.pytorch.AdamOptions(1e-3);
          var vector = new org.bytedeco.pytorch.TensorVector(parameters.toArray(new Tensor[0]));
          var optimizer = new org.bytedeco.pytorch.Adam(vector, options)) {
        for (int step = 0; step < 30; step++) {
          optimizer.zero_grad();
          network.loss(images, ids).backward();
          optimizer.step();
        }
      }
      assertThat((double) network.loss(images, ids).item_float()).isLessThan(before / 2);
    }
  }

  @Test
  void bfloat16StaysNearFloat32() {
    networks.eval();
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 64, 64);
      PatchIds ids = SmallNetworks.partIds(2, new Random(1));
      DelocateNetworks.Output exact = networks.forward(images, ids);
      DelocateNetworks.Output rough;
      try (Precision.Scope precision = Precision.BF16.enter()) {
        rough = networks.forward(images, ids);
      }
      assertThat(exact.recovered().sub(rough.recovered()).abs().max().item_float())
          .isGreaterThan(0)
          .isLessThan(0.05f);
      // Numbers of eight bits would make scores equal that are not.
      assertThat(isOfEightBits(rough.logits())).isFalse();
      assertThat(isOfEightBits(rough.maskLogits())).isFalse();
      assertThat(isOfEightBits(rough.logits().to(torch.ScalarType.BFloat16))).isTrue();
    }
  }

  private static boolean isOfEightBits(Tensor values) {
    return values
        .to(torch.ScalarType.BFloat16)
        .to(torch.ScalarType.Float)
        .equal(values.to(torch.ScalarType.Float));
  }
}
