package org.delocate.network.layer;

import java.util.function.Supplier;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LayerNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Precision;

/** The engine's layers with the settings and first weights that all our networks share. */
public final class Layers {

  /** Floats in a vector register of 512 bits. */
  private static final long WIDE = 16;

  /** Whether this thread makes layers whose weights come from a file. */
  private static final ThreadLocal<Boolean> EMPTY = ThreadLocal.withInitial(() -> false);

  private Layers() {}

  /**
   * Makes networks whose layers have the right shapes, but whatever lies in memory as weights, for
   * those who fill them at once: drawing millions of random numbers takes longer than reading them.
   */
  public static <T> T withoutWeights(Supplier<T> networks) {
    boolean before = EMPTY.get();
    EMPTY.set(true);
    try {
      return networks.get();
    } finally {
      EMPTY.set(before);
    }
  }

  /**
   * A convolution with "same" padding and He's initialisation (fan out), as ResNet's authors use.
   */
  public static Conv2dImpl convolution(int in, int out, int kernel, int stride, boolean bias) {
    return convolution(in, out, kernel, stride, kernel / 2, 1, bias);
  }

  /** One with a bias whose kernel need not be a square. */
  public static Conv2dImpl oblongConvolution(int in, int out, int height, int width, int stride) {
    return convolution(
        in, out, new long[] {height, width}, stride, new long[] {height / 2, width / 2}, 1, true);
  }

  /** One whose channels fall into groups that do not see each other, without bias. */
  public static Conv2dImpl groupedConvolution(
      int in, int out, int kernel, int stride, int border, int groups) {
    return convolution(in, out, kernel, stride, border, groups, false);
  }

  private static Conv2dImpl convolution(
      int in, int out, int kernel, int stride, int border, int groups, boolean bias) {
    return convolution(
        in, out, new long[] {kernel, kernel}, stride, new long[] {border, border}, groups, bias);
  }

  private static Conv2dImpl convolution(
      int in, int out, long[] kernel, int stride, long[] border, int groups, boolean bias) {
    // The engine's constructor draws weights too: then those of a channel for each group only.
    boolean empty = EMPTY.get();
    try (LongPointer size = new LongPointer(kernel);
        LongPointer padding = new LongPointer(border);
        Conv2dOptions options =
            empty ? new Conv2dOptions(groups, groups, size) : new Conv2dOptions(in, out, size)) {
      options.stride().put(0, stride).put(1, stride);
      options.padding().put(padding);
      options.groups().put(groups);
      options.bias().put(bias);
      Conv2dImpl layer = new Conv2dImpl(options);
      if (empty) {
        Tensor weight = torch.empty(out, (long) in / groups, kernel[0], kernel[1]);
        layer.weight().set_data(channelsLast(weight));
        if (bias) {
          layer.bias().set_data(torch.empty(out));
        }
        return layer;
      }
      // As the maps lie in memory; otherwise every call would turn the weights first.
      layer.weight().set_data(channelsLast(layer.weight().detach()));
      double deviation = Math.sqrt(2.0 / ((double) out / groups * kernel[0] * kernel[1]));
      torch.normal_(layer.weight(), 0, deviation);
      if (bias) {
        torch.zeros_(layer.bias());
      }
      return layer;
    }
  }

  /**
   * A 3×3 or 1×1 convolution with stride 1 to fewer channels than a vector register holds. In bf16
   * and where its gradients will be asked for, it makes {@link #WIDE} channels, of weight 0 where
   * there are none, and drops them: the engine's bf16 kernels for narrower gradients read memory
   * that nobody wrote, and they then are NaN now and then (seen with 1 and 3 channels out).
   * Forward, narrow ones are right.
   */
  public static Tensor toFewChannels(Conv2dImpl convolution, Tensor features) {
    Tensor weight = convolution.weight();
    long out = weight.size(0);
    if (!GradMode.is_enabled() || !torch.is_autocast_enabled(torch.DeviceType.CPU) || out >= WIDE) {
      return convolution.forward(features);
    }
    long missing = WIDE - out;
    long reach = weight.size(2) / 2;
    Tensor wide =
        torch.conv2d(
            features,
            torch.constant_pad_nd(
                weight, new long[] {0, 0, 0, 0, 0, 0, 0, missing}, new Scalar(0.0)),
            new TensorOptional(
                torch.constant_pad_nd(
                    convolution.bias(), new long[] {0, missing}, new Scalar(0.0))),
            new long[] {1, 1},
            new long[] {reach, reach},
            new long[] {1, 1},
            1);
    return wide.narrow(1, 0, out);
  }

  /**
   * Tokens in bf16 where products are calculated in it and no gradient is asked for. Otherwise
   * every block would add to fp32 tokens, and round them anew for each of its products. Gradients
   * want that; verdicts hardly notice it (docs/benchmarks.md has the numbers).
   */
  public static Tensor roundedForInference(Tensor tokens) {
    return GradMode.is_enabled() || !torch.is_autocast_enabled(torch.DeviceType.CPU)
        ? tokens
        : tokens.to(torch.ScalarType.BFloat16);
  }

  /** Batch normalisation, momentum 0.1, epsilon 1e-5; running statistics are buffers. */
  public static BatchNorm2dImpl batchNorm(int channels) {
    return batchNorm(channels, 1e-5);
  }

  /** Batch normalisation with an epsilon of its own. */
  public static BatchNorm2dImpl batchNorm(int channels, double epsilon) {
    try (BatchNormOptions options = new BatchNormOptions(channels)) {
      options.eps().put(epsilon);
      return new BatchNorm2dImpl(options);
    }
  }

  /** Layer normalisation of the last axis, epsilon 1e-6 as in ViT. */
  public static LayerNormImpl layerNorm(int width) {
    // LongVector(width) would be a vector of that size, not that value.
    try (LongVector shape = new LongVector(new long[] {width});
        LayerNormOptions options = new LayerNormOptions(shape)) {
      options.eps().put(1e-6);
      return new LayerNormImpl(options);
    }
  }

  /** A linear layer with Xavier's uniform weights and a bias of zero, as in MAE. */
  public static LinearImpl linear(int in, int out) {
    if (EMPTY.get()) {
      LinearImpl layer = new LinearImpl(1, 1);
      layer.weight().set_data(torch.empty(out, in));
      layer.bias().set_data(torch.empty(out));
      return layer;
    }
    LinearImpl layer = new LinearImpl(in, out);
    torch.xavier_uniform_(layer.weight());
    torch.zeros_(layer.bias());
    return layer;
  }

  /**
   * The one value of a linear layer, {@code [B, C] -> [B]}, never in bf16: with its eight bits,
   * faces would share their scores.
   */
  public static Tensor toOne(LinearImpl layer, Tensor features) {
    Tensor weighed = exact(features).mul(exact(layer.weight()));
    return weighed
        .sum(new long[] {1}, false, new ScalarTypeOptional())
        .add(exact(layer.bias()).squeeze(0));
  }

  /** A linear layer, {@code [B, C] -> [B, D]}, never in bf16. */
  public static Tensor exactly(LinearImpl layer, Tensor features) {
    try (Precision.Scope exact = Precision.FP32.enter()) {
      return exact(features).matmul(exact(layer.weight()).t()).add(exact(layer.bias()));
    }
  }

  /** The same values, in fp32 where they were in bf16. */
  public static Tensor exact(Tensor values) {
    return values.element_size() < Float.BYTES ? values.to(torch.ScalarType.Float) : values;
  }

  /** Mean over the two last axes: {@code [B, C, H, W] -> [B, C, 1, 1]}. */
  public static Tensor globalMean(Tensor features) {
    return mean(features, 2, 3);
  }

  /** Mean over the named axes, which stay with length 1. */
  public static Tensor mean(Tensor features, long... axes) {
    return features.mean(axes, true, new ScalarTypeOptional());
  }

  /** Sum over the named axes, which stay with length 1. */
  public static Tensor sum(Tensor features, long... axes) {
    return features.sum(axes, true, new ScalarTypeOptional());
  }

  /** Bilinear enlargement to {@code height × width}; pixel centres are aligned, not corners. */
  public static Tensor enlarge(Tensor features, long height, long width) {
    return torch.upsample_bilinear2d(features, new long[] {height, width}, false);
  }

  /** Channels beside each other: {@code [B, C1, …], [B, C2, …] -> [B, C1 + C2, …]}. */
  public static Tensor beside(Tensor... parts) {
    return concatenate(1, parts);
  }

  /** Tensors one after the other along an axis. */
  public static Tensor concatenate(long axis, Tensor... parts) {
    return torch.cat(new TensorVector(parts), axis);
  }

  /** The same values with the channels of a pixel beside each other, which convolutions prefer. */
  public static Tensor channelsLast(Tensor images) {
    return images.contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
