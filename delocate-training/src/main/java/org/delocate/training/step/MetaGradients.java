package org.delocate.training.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.training.configuration.MetaLearning;

/**
 * The gradient of {@code L_train(θ) + β L_test(θ′)} with {@code θ′ = θ − α∇L_train(θ)}.
 *
 * <p>It is {@code g + β (I − αH) g′}, with {@code g = ∇L_train(θ)}, {@code H} the Hessian of {@code
 * L_train} at {@code θ}, and {@code g′ = ∇L_test} at {@code θ′}; first order leaves out {@code H}.
 * {@code θ′} is written into the weights for as long as {@code g′} is computed, so the networks
 * need no second way forward; {@code H g′} is the gradient of {@code g · g′} with {@code g′} held
 * constant, a backward pass through the backward pass.
 *
 * <p>Running statistics of batch normalisation follow the pass at {@code θ} alone: {@code θ′} is
 * thrown away, and statistics of weights that no one keeps would only blur those of the ones that
 * are kept. Both passes normalise by their own batch, so neither depends on those statistics.
 */
final class MetaGradients {

  private final MetaLearning settings;
  private final List<Tensor> parameters;
  private final List<Tensor> statistics;

  /** Both losses, scalars without a gradient. */
  record Losses(Tensor train, Tensor test) {}

  /**
   * @param parameters θ: leaves that want a gradient
   * @param statistics what a forward pass in training mode changes besides
   */
  MetaGradients(MetaLearning settings, List<Tensor> parameters, List<Tensor> statistics) {
    this.settings = settings;
    this.parameters = List.copyOf(parameters);
    this.statistics = List.copyOf(statistics);
  }

  /**
   * Adds the gradient to what lies in the parameters. Weights are afterwards as before, bit for
   * bit. Runs inside a pointer scope.
   *
   * @param train computes the loss of the meta-train batch with the weights in place
   * @param test computes that of the meta-test batch
   * @param scale of the gradient
   */
  Losses add(Supplier<Tensor> train, Supplier<Tensor> test, double scale) {
    boolean exact = settings.isExact();
    Tensor trainLoss = train.get();
    List<Tensor> trainGradients = gradients(trainLoss, exact);
    List<Tensor> weights = copies(parameters);
    List<Tensor> kept = copies(statistics);
    Tensor testLoss;
    List<Tensor> testGradients;
    try {
      move(trainGradients);
      testLoss = test.get();
      testGradients = gradients(testLoss, false);
    } finally {
      restore(parameters, weights);
      restore(statistics, kept);
    }
    List<Tensor> products = exact ? hessianProducts(trainGradients, testGradients) : List.of();
    try (NoGradGuard guard = new NoGradGuard()) {
      Scalar beta = new Scalar(settings.weight());
      Scalar alpha = new Scalar(settings.innerRate());
      for (int i = 0; i < parameters.size(); i++) {
        Tensor whole = torch.zeros_like(parameters.get(i));
        whole.add_(orZero(trainGradients.get(i), whole).detach());
        whole.add_(orZero(testGradients.get(i), whole), beta);
        if (exact) {
          Tensor product = orZero(products.get(i), whole).mul(alpha);
          whole.sub_(product, beta);
        }
        add(parameters.get(i), whole.mul_(new Scalar(scale)));
      }
    }
    return new Losses(trainLoss.detach(), testLoss.detach());
  }

  private void move(List<Tensor> gradients) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        if (gradients.get(i).defined()) {
          // Through data(), which the graph of the train loss does not watch: that graph is used
          // again only after the weights are back.
          parameters
              .get(i)
              .data()
              .sub_(gradients.get(i).detach(), new Scalar(settings.innerRate()));
        }
      }
    }
  }

  /** {@code H g′}, entry by entry; undefined where nothing depends on a parameter twice. */
  private List<Tensor> hessianProducts(List<Tensor> gradients, List<Tensor> directions) {
    Tensor dot = null;
    for (int i = 0; i < parameters.size(); i++) {
      Tensor gradient = gradients.get(i);
      if (gradient.defined() && gradient.requires_grad() && directions.get(i).defined()) {
        Tensor product = gradient.mul(directions.get(i).detach()).sum();
        dot = dot == null ? product : dot.add(product);
      }
    }
    if (dot == null) {
      return parameters.stream().map(torch::zeros_like).toList();
    }
    return gradients(dot, false);
  }

  private List<Tensor> gradients(Tensor scalar, boolean differentiable) {
    TensorVector found =
        torch.grad(
            new TensorVector(scalar),
            new TensorVector(parameters.toArray(Tensor[]::new)),
            new TensorVector(),
            new BoolOptional(differentiable),
            differentiable,
            true);
    List<Tensor> gradients = new ArrayList<>();
    for (long i = 0; i < found.size(); i++) {
      gradients.add(new Tensor(found.get(i)));
    }
    return gradients;
  }

  private static Tensor orZero(Tensor gradient, Tensor like) {
    return gradient.defined() ? gradient : torch.zeros_like(like);
  }

  private static void add(Tensor parameter, Tensor gradient) {
    if (parameter.grad().defined()) {
      parameter.mutable_grad().add_(gradient);
    } else {
      parameter.mutable_grad().put(gradient);
    }
  }

  private static List<Tensor> copies(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.detach().clone()).toList();
  }

  private static void restore(List<Tensor> tensors, List<Tensor> copies) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < tensors.size(); i++) {
        tensors.get(i).data().copy_(copies.get(i));
      }
    }
  }
}
