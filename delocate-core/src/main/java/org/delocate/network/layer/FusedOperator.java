package org.delocate.network.layer;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;

/**
 * A convolution or a linear layer with its bias and its activation as one operation of oneDNN,
 * whose weights lie in the order in which oneDNN reads them. The engine keeps these operations for
 * its compiler, which Java cannot call; they are found by name.
 *
 * <p>May be used by several threads at once. It lives as long as the program.
 */
public final class FusedOperator {

  /** What is applied to every value. */
  public enum Activation {
    NONE("none"),
    RELU("relu"),
    /** Cut off at 0 and 6. */
    RELU6("hardtanh"),
    GELU("gelu");

    private final String attribute;

    Activation(String attribute) {
      this.attribute = attribute;
    }

    private double[] limits() {
      return this == RELU6 ? new double[] {0, 6} : new double[0];
    }
  }

  private static final String CONVOLUTION = "mkldnn::_convolution_pointwise";
  private static final String LINEAR = "mkldnn::_linear_pointwise";
  private static final String REORDER_LINEAR = "mkldnn::_reorder_linear_weight";

  /** Where the numbers of an activation stand among the arguments. */
  private static final int SCALARS_OF_CONVOLUTION = 8;

  private static final int SCALARS_OF_LINEAR = 4;
  private static final int PADDING = 3;

  /** Puts weights into the order that oneDNN prefers for an input. */
  private interface Ordering {
    Tensor ordered(Tensor input);
  }

  private final OperatorHandle operator;
  private final torch.ScalarType type;
  private final IValueVector arguments;
  private Ordering ordering;
  private volatile boolean ordered;

  /**
   * @param ordering asked with the first input: which order is best depends on its size
   * @param others arguments behind input and weight
   */
  private FusedOperator(
      OperatorHandle operator, torch.ScalarType type, Ordering ordering, IValue... others) {
    this.operator = operator;
    this.type = type;
    this.ordering = ordering;
    IValue[] all = new IValue[others.length + 2];
    all[0] = new IValue();
    all[1] = new IValue();
    System.arraycopy(others, 0, all, 2, others.length);
    arguments = lasting(new IValueVector(all));
  }

  /** Whether the engine has these operations here, for numbers of a precision. */
  public static boolean areThere(Precision precision) {
    String capability = Engine.processorCapability();
    boolean fast =
        precision == Precision.BF16
            ? capability.startsWith("AVX512")
            : capability.startsWith("AVX");
    return fast && isThere(CONVOLUTION) && isThere(LINEAR) && isThere(REORDER_LINEAR);
  }

  private static boolean isThere(String name) {
    try (BytePointer text = new BytePointer(name);
        BytePointer none = new BytePointer("");
        OperatorName wanted = new OperatorName(text, none)) {
      return Dispatcher.singleton().findSchema(wanted).has_value();
    }
  }

  /**
   * A convolution that moves as a layer does; copies weight and bias.
   *
   * @param weight {@code [out, in / groups, h, w]}
   * @param bias {@code [out]}
   * @param type of the numbers: fp32 or bf16
   */
  static FusedOperator convolution(
      Conv2dImpl like, Tensor weight, Tensor bias, torch.ScalarType type, Activation activation) {
    long[] stride = {like.options().stride().get(0), like.options().stride().get(1)};
    long[] padding = {
      like.options().padding().get0().get(0), like.options().padding().get0().get(1)
    };
    long groups = like.options().groups().get();
    try (PointerScope scope = new PointerScope()) {
      OperatorHandle operator = operator(CONVOLUTION);
      Type.TypePtr integer = elements(operator, PADDING);
      long[] dilation = {1, 1};
      Tensor plain = lasting(Layers.channelsLast(weight.to(type).detach()));
      Ordering ordering =
          input -> {
            Tensor ordered =
                torch.mkldnn_reorder_conv2d_weight(
                    plain.to_mkldnn(), padding, stride, dilation, groups, input.shape());
            plain.close();
            return ordered;
          };
      return new FusedOperator(
          operator,
          type,
          ordering,
          new IValue(bias.to(type)),
          list(integer, padding),
          list(integer, stride),
          list(integer, dilation),
          new IValue(groups),
          new IValue(activation.attribute),
          limits(operator, SCALARS_OF_CONVOLUTION, activation),
          algorithm(activation));
    }
  }

  /**
   * A linear layer; copies weight and bias.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}
   * @param type of the numbers: fp32 or bf16
   */
  static FusedOperator linear(
      Tensor weight, Tensor bias, torch.ScalarType type, Activation activation) {
    try (PointerScope scope = new PointerScope()) {
      OperatorHandle operator = operator(LINEAR);
      Tensor plain = lasting(weight.to(type).detach());
      Ordering ordering =
          input -> {
            IValue rows = new IValue(input.numel() / input.size(-1));
            IValueVector reordering = new IValueVector(new IValue(plain), rows);
            operator(REORDER_LINEAR).callBoxed(reordering);
            plain.close();
            return new Tensor(reordering.get(0).toTensor());
          };
      return new FusedOperator(
          operator,
          type,
          ordering,
          new IValue(bias.to(type)),
          new IValue(activation.attribute),
          limits(operator, SCALARS_OF_LINEAR, activation),
          algorithm(activation));
    }
  }

  /** Numbers of another type than the weights are rounded first. */
  Tensor apply(Tensor features) {
    Tensor input = features.scalar_type().intern() == type ? features : features.to(type);
    if (!ordered) {
      order(input);
    }
    try (IValue first = new IValue(input);
        IValueVector stack = new IValueVector()) {
      stack.put(arguments);
      stack.put(0, first);
      operator.callBoxed(stack);
      return new Tensor(stack.get(0).toTensor());
    }
  }

  private synchronized void order(Tensor input) {
    if (!ordered) {
      try (PointerScope scope = new PointerScope()) {
        arguments.put(1, new IValue(ordering.ordered(input)));
      }
      ordering = null;
      ordered = true;
    }
  }

  private static OperatorHandle operator(String name) {
    return lasting(Dispatcher.singleton().findSchemaOrThrow(name, ""));
  }

  /** Type of the elements of an argument that is a list. */
  private static Type.TypePtr elements(OperatorHandle operator, int argument) {
    return operator.schema().arguments().getPointer(argument).type().get().containedType(0);
  }

  private static IValue list(Type.TypePtr type, long... values) {
    GenericList list = new GenericList(type);
    for (long value : values) {
      list.push_back(new IValue(value));
    }
    return new IValue(list);
  }

  private static IValue limits(OperatorHandle operator, int argument, Activation activation) {
    GenericList list = new GenericList(elements(operator, argument));
    for (double limit : activation.limits()) {
      list.push_back(new IValue(new Scalar(limit)));
    }
    return new IValue(list);
  }

  /** Of GELU there are two: the exact one is called none. */
  private static IValue algorithm(Activation activation) {
    return activation == Activation.GELU ? new IValue("none") : new IValue();
  }

  /** Survives the scope in which it was made. */
  private static <P extends Pointer> P lasting(P pointer) {
    return pointer.retainReference();
  }
}
