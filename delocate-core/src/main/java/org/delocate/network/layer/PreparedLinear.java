package org.delocate.network.layer;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;

/** A linear layer of the module that owns it, and GELU behind it or nothing. */
public final class PreparedLinear implements Preparable {

  private final LinearImpl layer;
  private final Activation activation;
  private FusedOperator fused;

  public PreparedLinear(LinearImpl layer, Activation activation) {
    this.layer = layer;
    this.activation = activation;
  }

  /** {@code [..., in] -> [..., out]}. */
  public Tensor forward(Tensor features) {
    if (fused != null) {
      return fused.apply(features);
    }
    Tensor values = layer.forward(features);
    return activation == Activation.GELU ? torch.gelu(values) : values;
  }

  @Override
  public void prepare(torch.ScalarType type) {
    if (fused == null) {
      try (NoGradGuard guard = new NoGradGuard();
          Intermediates passing = new Intermediates()) {
        fused = FusedOperator.linear(layer.weight(), layer.bias(), type, activation);
        layer.weight().set_data(torch.empty(0));
      }
    }
  }
}
