package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.PatchIds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients against finite differences, along random directions, in double precision. */
class GradientTest {

  /** Small: along a direction of 270,000 numbers, kinks of rectifiers are never far. */
  private static final double STEP = 1e-8;

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfFiniteDifferences(LocalizationSettings.Encoder encoder) {
    DelocateNetworks networks = doubles(encoder);
    Map<String, Tensor> parameters =
        networks.parameters(List.of(DelocateNetworks.Component.values()));
    try (PointerScope scope = new PointerScope()) {
      Batch batch = new Batch();
      List<Tensor> directions =
          parameters.values().stream().map(tensor -> torch.randn_like(tensor)).toList();

      batch.loss(networks).backward();
      double analytic = 0;
      int at = 0;
      for (Tensor parameter : parameters.values()) {
        assertThat(parameter.grad().defined()).isTrue();
        analytic += parameter.grad().mul(directions.get(at++)).sum().item_double();
      }

      move(parameters, directions, STEP);
      double above = batch.loss(networks).item_double();
      move(parameters, directions, -2 * STEP);
      double below = batch.loss(networks).item_double();

      double numeric = (above - below) / (2 * STEP);
      assertThat(Math.abs(numeric)).isGreaterThan(1e-3);
      assertThat(analytic).isCloseTo(numeric, within(1e-3 * Math.abs(numeric)));
    }
  }

  /** What second-order meta-learning needs: the gradient of a gradient's norm. */
  @ParameterizedTest
  @EnumSource
  void secondDerivativesExistInEveryNetwork(LocalizationSettings.Encoder encoder) {
    DelocateNetworks networks = doubles(encoder);
    Map<String, Tensor> parameters =
        networks.parameters(List.of(DelocateNetworks.Component.values()));
    try (PointerScope scope = new PointerScope()) {
      TensorVector inputs = new TensorVector(parameters.values().toArray(new Tensor[0]));
      TensorVector gradients =
          torch.grad(
              new TensorVector(new Batch().loss(networks)),
              inputs,
              new TensorVector(),
              new BoolOptional(true),
              true,
              false);
      Tensor norm = torch.zeros(new long[] {}).to(torch.ScalarType.Double);
      for (long i = 0; i < gradients.size(); i++) {
        norm = norm.add(gradients.get(i).square().sum());
      }
      norm.backward();

      for (DelocateNetworks.Component component : DelocateNetworks.Component.values()) {
        if (component == DelocateNetworks.Component.TEXTURE) {
          continue; // nothing tunes it
        }
        double total = 0;
        for (Tensor parameter : networks.parameters(List.of(component)).values()) {
          if (parameter.grad().defined()) {
            total += parameter.grad().abs().sum().item_double();
          }
        }
        assertThat(total).as(component.key()).isFinite().isPositive();
      }
    }
  }

  private static DelocateNetworks doubles(LocalizationSettings.Encoder encoder) {
    DelocateNetworks networks =
        SmallNetworks.shuffled(
            SmallNetworks.configuration().with("localization.encoder", encoder), 13);
    networks.to(torch.ScalarType.Double, false);
    return networks;
  }

  private static void move(
      Map<String, Tensor> parameters, List<Tensor> directions, double distance) {
    try (NoGradGuard guard = new NoGradGuard()) {
      int at = 0;
      for (Tensor parameter : parameters.values()) {
        parameter.add_(directions.get(at++), new Scalar(distance));
      }
    }
  }

  /** One fixed input; the loss touches every output of every network. */
  private static final class Batch {
    private final Tensor images = torch.rand(2, 3, 64, 64).to(torch.ScalarType.Double);
    private final Tensor recovered = torch.rand(2, 3, 64, 64).to(torch.ScalarType.Double);
    private final PatchIds ids =
        PatchIds.of(new int[][] {{1, 5, 9}, {2, 3, 11}}, SmallNetworks.GRID * SmallNetworks.GRID);

    private Tensor loss(DelocateNetworks networks) {
      DelocateNetworks.Judgement judged = networks.judge(images, recovered);
      return networks
          .recovering()
          .loss(images, ids)
          .add(judged.logits().square().sum())
          .add(judged.maskLogits().sigmoid().mean())
          .add(judged.mapped().sub(recovered).square().mean());
    }
  }
}
