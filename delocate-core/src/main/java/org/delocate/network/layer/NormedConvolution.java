package org.delocate.network.layer;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;

/**
 * A convolution, the batch normalisation behind it, if there is one, and an activation. They are
 * layers of the module that owns them.
 *
 * <p>For inference the three become one operation ({@link #prepare}): with fixed statistics,
 * normalising is a factor and an addend for each channel, which weights and bias can take over, and
 * oneDNN applies the activation while a value is still in a register.
 */
public final class NormedConvolution implements Preparable {

  private final Conv2dImpl convolution;
  private final BatchNorm2dImpl norm;
  private final Activation activation;
  private FusedOperator fused;

  /**
   * Joins layers.
   *
   * @param norm null for none
   */
  public NormedConvolution(Conv2dImpl convolution, BatchNorm2dImpl norm, Activation activation) {
    this.convolution = convolution;
    this.norm = norm;
    this.activation = activation;
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  public Tensor forward(Tensor features) {
    if (fused != null) {
      return fused.apply(features);
    }
    try (Intermediates passing = new Intermediates()) {
      Tensor filtered = convolution.forward(features);
      return passing.keep(activated(norm == null ? filtered : norm.forward(filtered)));
    }
  }

  private Tensor activated(Tensor values) {
    return switch (activation) {
      case NONE -> values;
      case RELU -> values.relu_();
      case RELU6 -> torch.relu6(values);
      case GELU -> torch.gelu(values);
    };
  }

  @Override
  public void prepare(torch.ScalarType type) {
    if (fused != null) {
      return;
    }
    try (NoGradGuard guard = new NoGradGuard();
        Intermediates passing = new Intermediates()) {
      Tensor weight = convolution.weight();
      Tensor bias = convolution.bias();
      Tensor addend =
          bias != null && bias.defined() ? bias : weight.new_zeros(new long[] {weight.size(0)});
      if (norm != null) {
        Tensor deviation = norm.running_var().add(epsilon()).sqrt();
        Tensor factor = norm.weight().div(deviation);
        addend = addend.sub(norm.running_mean()).mul(factor).add(norm.bias());
        weight = weight.mul(factor.reshape(-1, 1, 1, 1));
      }
      fused = FusedOperator.convolution(convolution, weight, addend, type, activation);
      convolution.weight().set_data(torch.empty(0));
    }
  }

  private Scalar epsilon() {
    return new Scalar(norm.options().eps().get());
  }
}
