package org.delocate.network.export;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.ElementType;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.weights.Safetensors;

/**
 * The weights of a checkpoint as constants of a graph.
 *
 * <p>For a file they stay under their own names, and what the checkpoint keeps in half precision
 * stays so, and is widened in front of whoever uses it: nothing is lost, and programs do it once,
 * when they read the file. That is also why batch normalisation is not folded into the weights
 * there: the products would be no halves.
 *
 * <p>For a graph that is run at once, they are as they are calculated with: in fp32, with batch
 * normalisation in them, matrices turned. What a program would have to do at each opening takes it
 * several times as long.
 */
final class StoredWeights {

  private final OnnxGraph graph;
  private final Operators operators;
  private final Safetensors file;
  private final boolean ready;
  private final Map<String, Value> taken = new HashMap<>();

  private StoredWeights(OnnxGraph graph, Safetensors file, boolean ready) {
    this.graph = graph;
    this.file = file;
    this.ready = ready;
    operators = new Operators(graph);
  }

  /** Weights as the checkpoint has them. */
  static StoredWeights ofFile(OnnxGraph graph, Safetensors file) {
    return new StoredWeights(graph, file, false);
  }

  /** Weights as they are calculated with. */
  static StoredWeights ready(OnnxGraph graph, Safetensors file) {
    return new StoredWeights(graph, file, true);
  }

  /** Whether batch normalisation is in what {@link #normed} gives. */
  boolean isReady() {
    return ready;
  }

  boolean has(String name) {
    return file.has(name);
  }

  /** Names of those that nobody took. */
  List<String> unused() {
    return file.names().stream().filter(name -> !taken.containsKey(name)).sorted().toList();
  }

  long[] shape(String name) {
    return file.shape(name);
  }

  /**
   * A tensor, in fp32 for whoever uses it.
   *
   * @throws org.delocate.network.weights.CheckpointException if there is none of this name, or a
   *     value is not finite
   */
  Value get(String name) {
    return taken.computeIfAbsent(name, this::read);
  }

  private Value read(String name) {
    long[] shape = file.shape(name);
    if (ready || file.type(name) != Safetensors.Type.F16) {
      return graph.constant(name, ConstantTensor.written(out -> file.write(name, out), shape));
    }
    ByteBuffer stored = file.stored(name);
    Value half =
        graph.constant(
            name,
            new ConstantTensor(
                ElementType.FLOAT16,
                shape,
                stored.remaining(),
                out -> out.put(stored.duplicate())));
    return operators.as(ElementType.FLOAT, half);
  }

  /** A matrix, rows for columns. */
  Value turned(String name) {
    if (!ready) {
      return operators.transpose(get(name), 1, 0);
    }
    long[] shape = file.shape(name);
    return taken.computeIfAbsent(
        name + " turned",
        key ->
            graph.constant(ConstantTensor.floats(() -> turned(name, shape), shape[1], shape[0])));
  }

  private float[] turned(String name, long[] shape) {
    float[] values = file.values(name);
    float[] turned = new float[values.length];
    int columns = (int) shape[1];
    int next = 0;
    for (int column = 0; column < columns; column++) {
      for (int i = column; i < values.length; i += columns) {
        turned[next++] = values[i];
      }
    }
    return turned;
  }

  /**
   * Weights and biases of a convolution.
   *
   * @param weights {@code [out, in / groups, height, width]}
   * @param biases {@code [out]}
   */
  record Convolution(Value weights, Value biases) {}

  /**
   * A convolution with the batch normalisation behind it.
   *
   * @param norm its name
   * @param epsilon added to its variances
   * @throws IllegalStateException if weights are not {@link #isReady}
   */
  Convolution normed(String convolution, String norm, double epsilon) {
    if (!ready) {
      throw new IllegalStateException("weights of a file stay as they are");
    }
    float[] scales = file.values(norm + ".weight");
    float[] shifts = file.values(norm + ".bias");
    float[] means = file.values(norm + ".running_mean");
    float[] variances = file.values(norm + ".running_var");
    String bias = convolution + ".bias";
    float[] biases = has(bias) ? file.values(bias) : new float[scales.length];
    double[] factors = new double[scales.length];
    float[] shifted = new float[scales.length];
    for (int i = 0; i < scales.length; i++) {
      factors[i] = scales[i] / Math.sqrt(variances[i] + epsilon);
      shifted[i] = (float) (shifts[i] + (biases[i] - means[i]) * factors[i]);
    }
    String name = convolution + ".weight";
    return new Convolution(
        graph.constant(ConstantTensor.floats(() -> scaled(name, factors), file.shape(name))),
        graph.constant(ConstantTensor.floats(shifted, shifted.length)));
  }

  private float[] scaled(String name, double[] factors) {
    float[] values = file.values(name);
    int each = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factors[i / each]);
    }
    return values;
  }
}
