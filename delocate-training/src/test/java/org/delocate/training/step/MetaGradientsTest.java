package org.delocate.training.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.CropConvention;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.MetaLearning;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.Test;

/** Meta-learning's gradients against their definitions, in double precision. */
class MetaGradientsTest {

  private static final double ALPHA = 0.3;
  private static final double BETA = 0.7;

  /** A perceptron of smooth functions: {@code mean((tanh(x a + b) c − y)²)}. */
  private static final class Perceptron {
    private final Random random = new Random(3);
    private final Tensor a = leaf(3, 4);
    private final Tensor b = leaf(1, 4);
    private final Tensor c = leaf(4, 1);

    /** Takes no part in any loss. */
    private final Tensor unused = leaf(2, 2);

    private final Tensor trainX = numbers(6, 3);
    private final Tensor trainY = numbers(6, 1);
    private final Tensor testX = numbers(4, 3);
    private final Tensor testY = numbers(4, 1);

    private Tensor numbers(long rows, long columns) {
      double[] values = random.doubles(rows * columns, -1, 1).toArray();
      return Tensor.create(values, rows, columns);
    }

    private Tensor leaf(long rows, long columns) {
      return numbers(rows, columns).set_requires_grad(true);
    }

    List<Tensor> parameters() {
      return List.of(a, unused, b, c);
    }

    private Tensor loss(Tensor x, Tensor y) {
      Tensor hidden = x.matmul(a).add(b).tanh();
      return hidden.matmul(c).sub(y).square().mean();
    }

    Tensor train() {
      return loss(trainX, trainY);
    }

    Tensor test() {
      return loss(testX, testY);
    }
  }

  private static MetaLearning settings(String mode, double alpha, double beta) {
    return new MetaLearning(mode, alpha, beta, 0.7);
  }

  /** {@code L_train(θ) + β L_test(θ − α∇L_train(θ))}, as it stands. */
  private static double objective(
      List<Tensor> parameters, Supplier<Tensor> train, Supplier<Tensor> test, double alpha) {
    Tensor loss = train.get();
    List<Tensor> gradients = gradients(loss, parameters);
    move(parameters, gradients, -alpha);
    double after = test.get().item_double();
    move(parameters, gradients, alpha);
    return loss.item_double() + BETA * after;
  }

  private static List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    TensorVector found =
        torch.grad(
            new TensorVector(loss),
            new TensorVector(parameters.toArray(new Tensor[0])),
            new TensorVector(),
            new org.bytedeco.pytorch.BoolOptional(false),
            false,
            true);
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor gradient = new Tensor(found.get(i));
      gradients.add(gradient.defined() ? gradient : torch.zeros_like(parameters.get(i)).detach());
    }
    return gradients;
  }

  private static void move(List<Tensor> parameters, List<Tensor> directions, double distance) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).add_(directions.get(i), new Scalar(distance));
      }
    }
  }

  @Test
  void secondOrderIsTheSlopeOfTheObjectiveInEveryCoordinate() {
    try (PointerScope scope = new PointerScope()) {
      Perceptron net = new Perceptron();
      new MetaGradients(settings("second-order", ALPHA, BETA), net.parameters(), List.of())
          .add(net::train, net::test, 1);
      int checked = 0;
      for (Tensor parameter : net.parameters()) {
        Tensor gradient = parameter.grad().clone();
        for (long i = 0; i < parameter.numel(); i++) {
          Tensor direction = torch.zeros_like(parameter).detach();
          direction.view(-1).select(0, i).fill_(new Scalar(1.0));
          List<Tensor> one = List.of(parameter);
          double step = 1e-5;
          move(one, List.of(direction), step);
          double above = objective(net.parameters(), net::train, net::test, ALPHA);
          move(one, List.of(direction), -2 * step);
          double below = objective(net.parameters(), net::train, net::test, ALPHA);
          move(one, List.of(direction), step);
          double slope = (above - below) / (2 * step);
          assertThat(gradient.view(-1).select(0, i).item_double()).isCloseTo(slope, within(1e-8));
          checked++;
        }
      }
      assertThat(checked).isEqualTo(24);
    }
  }

  @Test
  void firstOrderAddsTheTestGradientAtTheMovedWeights() {
    try (PointerScope scope = new PointerScope()) {
      Perceptron net = new Perceptron();
      List<Tensor> before = gradients(net.train(), net.parameters());
      move(net.parameters(), before, -ALPHA);
      List<Tensor> after = gradients(net.test(), net.parameters());
      move(net.parameters(), before, ALPHA);

      new MetaGradients(settings("first-order", ALPHA, BETA), net.parameters(), List.of())
          .add(net::train, net::test, 1);
      for (int i = 0; i < before.size(); i++) {
        Tensor expected = before.get(i).add(after.get(i), new Scalar(BETA));
        assertThat(distance(net.parameters().get(i).grad(), expected)).isLessThan(1e-12);
      }
    }
  }

  @Test
  void theTwoDifferByTheHessianAndMeetWhereNothingMoves() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(difference(ALPHA)).isGreaterThan(1e-3);
      assertThat(difference(0)).isLessThan(1e-12);
    }
  }

  private static double difference(double alpha) {
    Perceptron first = new Perceptron();
    Perceptron second = new Perceptron();
    new MetaGradients(settings("first-order", alpha, BETA), first.parameters(), List.of())
        .add(first::train, first::test, 1);
    new MetaGradients(settings("second-order", alpha, BETA), second.parameters(), List.of())
        .add(second::train, second::test, 1);
    return distance(first.a.grad(), second.a.grad());
  }

  @Test
  void gradientsAddUpAndWeightsStayBitForBit() {
    try (PointerScope scope = new PointerScope()) {
      Perceptron net = new Perceptron();
      List<Tensor> weights = net.parameters().stream().map(Tensor::clone).toList();
      MetaGradients meta =
          new MetaGradients(settings("second-order", ALPHA, BETA), net.parameters(), List.of());
      MetaGradients.Losses losses = meta.add(net::train, net::test, 0.25);
      Tensor quarter = net.a.grad().clone();
      meta.add(net::train, net::test, 0.75);
      assertThat(distance(net.a.grad(), quarter.mul(new Scalar(4.0)))).isLessThan(1e-12);
      for (int i = 0; i < weights.size(); i++) {
        assertThat(torch.equal(weights.get(i), net.parameters().get(i))).isTrue();
      }
      assertThat(losses.train().item_double()).isEqualTo(net.train().item_double());
      assertThat(losses.test().item_double()).isNotEqualTo(net.test().item_double());
    }
  }

  private static double distance(Tensor one, Tensor other) {
    return one.sub(other).abs().max().item_double();
  }

  /** The method's own networks, batch normalisation included, along a random direction. */
  @Test
  void theNetworksOfStageTwoAgreeWithFiniteDifferencesToo() {
    torch.manual_seed(4);
    DelocateNetworks networks = new DelocateNetworks(small());
    networks.to(torch.ScalarType.Double, false);
    networks.train(true);
    Map<String, Tensor> named =
        networks.parameters(
            List.of(
                DelocateNetworks.Component.MAPPING,
                DelocateNetworks.Component.LOCALIZATION,
                DelocateNetworks.Component.CLASSIFIER));
    List<Tensor> parameters = List.copyOf(named.values());
    Map<String, Tensor> statistics = new LinkedHashMap<>(Weights.state(networks));
    statistics.keySet().removeAll(Weights.parameters(networks).keySet());
    try (PointerScope scope = new PointerScope()) {
      Tensor[] faces = new Tensor[4];
      for (int i = 0; i < faces.length; i++) {
        faces[i] = torch.rand(4, 3, 32, 32).to(torch.ScalarType.Double);
      }
      Supplier<Tensor> train = () -> loss(networks, faces[0], faces[1]);
      Supplier<Tensor> test = () -> loss(networks, faces[2], faces[3]);
      double alpha = 0.01;
      // The mapping's last layer starts at zero, which would hide what lies before it.
      List<Tensor> shake =
          parameters.stream().map(p -> torch.randn_like(p).mul(new Scalar(0.05)).detach()).toList();
      move(parameters, shake, 1);

      List<Tensor> fresh = statistics.values().stream().map(Tensor::clone).toList();
      assertThat(train.get().item_double()).isFinite();
      List<Tensor> afterTrain = statistics.values().stream().map(Tensor::clone).toList();
      restore(statistics, fresh);
      new MetaGradients(
              settings("second-order", alpha, BETA), parameters, List.copyOf(statistics.values()))
          .add(train, test, 1);
      int at = 0;
      for (Tensor statistic : statistics.values()) {
        assertThat(torch.equal(statistic, afterTrain.get(at++))).isTrue();
      }

      List<Tensor> direction = parameters.stream().map(p -> torch.randn_like(p).detach()).toList();
      double analytic = 0;
      for (int i = 0; i < parameters.size(); i++) {
        analytic += parameters.get(i).grad().mul(direction.get(i)).sum().item_double();
      }
      // So small that no rectifier is crossed, where the gradient itself would jump.
      double step = 1e-9;
      move(parameters, direction, step);
      double above = objective(parameters, train, test, alpha);
      move(parameters, direction, -2 * step);
      double below = objective(parameters, train, test, alpha);
      double slope = (above - below) / (2 * step);
      assertThat(Math.abs(slope)).isGreaterThan(1e-2);
      assertThat(analytic).isCloseTo(slope, within(1e-3 * Math.abs(slope)));
    }
  }

  private static void restore(Map<String, Tensor> statistics, List<Tensor> values) {
    int at = 0;
    for (Tensor statistic : statistics.values()) {
      statistic.copy_(values.get(at++));
    }
  }

  private static Tensor loss(DelocateNetworks networks, Tensor images, Tensor recovered) {
    DelocateNetworks.Judgement judged = networks.judge(images, recovered);
    return judged
        .logits()
        .sigmoid()
        .mean()
        .add(judged.maskLogits().sigmoid().mean())
        .add(judged.mapped().sub(recovered).square().mean());
  }

  private static NetworkConfiguration small() {
    return SmallRuns.networks().with("crop", CropConvention.standard(32));
  }
}
