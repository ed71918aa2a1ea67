package org.delocate.network.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A module's tensors by name, and how to fill them from a file. */
public final class Weights {

  /** Batch normalisation counts its batches only for a moving average that we do not use. */
  private static final String COUNTER = "num_batches_tracked";

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private Weights() {}

  /**
   * The trainable tensors by name, in the order of registration; they share the module's memory.
   */
  public static Map<String, Tensor> parameters(Module module) {
    return copied(module.named_parameters(true));
  }

  /**
   * Everything a checkpoint keeps: the trainable tensors, then batch normalisation's statistics.
   */
  public static Map<String, Tensor> state(Module module) {
    Map<String, Tensor> state = parameters(module);
    copied(module.named_buffers(true))
        .forEach(
            (name, tensor) -> {
              if (!name.endsWith(COUNTER)) {
                state.put(name, tensor);
              }
            });
    return state;
  }

  /**
   * Fills a whole module; its names and shapes must be exactly those of the file.
   *
   * @throws CheckpointException if names or shapes differ, or a value is not finite
   */
  public static void load(Module module, Safetensors file) {
    load(module, file, "");
  }

  /**
   * Fills a module from the tensors whose names begin with a prefix, such as {@code "recovering."}.
   *
   * @throws CheckpointException if, under that prefix, names or shapes differ, or a value is not
   *     finite
   */
  public static void load(Module module, Safetensors file, String prefix) {
    fill(state(module), file, prefix);
  }

  /** The same for some tensors by name. */
  public static void fill(Map<String, Tensor> state, Safetensors file, String prefix) {
    checkNames(state.keySet().stream().map(prefix::concat).toList(), file, prefix);
    for (Map.Entry<String, Tensor> entry : state.entrySet()) {
      checkShape(prefix + entry.getKey(), entry.getValue(), file);
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Map.Entry<String, Tensor> entry : state.entrySet()) {
        try (Tensor values = file.tensor(prefix + entry.getKey())) {
          entry.getValue().copy_(values);
        }
      }
    }
  }

  /** The same for some tensors by name, from a file that may hold others beside them. */
  public static void fillFrom(Map<String, Tensor> state, Safetensors file) {
    List<String> missing =
        state.keySet().stream().filter(name -> !file.names().contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file.origin() + " does not fit the network: " + list("missing", Set.copyOf(missing)));
    }
    state.forEach((name, tensor) -> checkShape(name, tensor, file));
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Map.Entry<String, Tensor> entry : state.entrySet()) {
        try (Tensor values = file.tensor(entry.getKey())) {
          entry.getValue().copy_(values);
        }
      }
    }
  }

  /**
   * Rounds everything that a checkpoint keeps as {@link Safetensors.Type#F16} would, so that a
   * module calculates as it will when it is read from such a file, in fp32.
   */
  public static void roundToHalfPrecision(Module module) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      for (Tensor values : state(module).values()) {
        values.copy_(values.to(torch.ScalarType.Half));
      }
    }
  }

  /**
   * Rounds the weights of convolutions and linear layers to bf16, where {@link
   * org.delocate.network.engine.Precision#BF16} would round them to the same values before every
   * product. Such a module can neither learn nor calculate in fp32 any more.
   */
  public static void round(Module module) {
    Map<String, Tensor> parameters = parameters(module);
    parameters.forEach(
        (name, weight) -> {
          if (name.endsWith(WEIGHT) && weight.dim() > 1) {
            round(weight);
            Tensor bias = parameters.get(name.substring(0, name.length() - WEIGHT.length()) + BIAS);
            if (bias != null) {
              round(bias);
            }
          }
        });
  }

  private static void round(Tensor values) {
    values.set_data(values.detach().to(torch.ScalarType.BFloat16));
  }

  private static void checkNames(List<String> wanted, Safetensors file, String prefix) {
    List<String> found = file.names().stream().filter(name -> name.startsWith(prefix)).toList();
    TreeSet<String> missing = new TreeSet<>(wanted);
    missing.removeAll(new TreeSet<>(found));
    TreeSet<String> unexpected = new TreeSet<>(found);
    unexpected.removeAll(new TreeSet<>(wanted));
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file.origin()
              + " does not fit the network: "
              + list("missing", missing)
              + (missing.isEmpty() || unexpected.isEmpty() ? "" : "; ")
              + list("unexpected", unexpected));
    }
  }

  private static String list(String kind, Set<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> first = new ArrayList<>(names).subList(0, Math.min(3, names.size()));
    return names.size() + " " + kind + ", such as " + String.join(", ", first);
  }

  private static void checkShape(String name, Tensor wanted, Safetensors file) {
    if (!Arrays.equals(wanted.shape(), file.shape(name))) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file.origin()
              + " does not fit the network: "
              + name
              + " has shape "
              + Arrays.toString(file.shape(name))
              + " instead of "
              + Arrays.toString(wanted.shape()));
    }
  }

  /** Elements of the engine's dictionaries are references into them: keep handles of our own. */
  private static Map<String, Tensor> copied(StringTensorDict dictionary) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (dictionary;
        StringVector keys = dictionary.keys();
        TensorVector values = dictionary.values()) {
      for (long i = 0; i < keys.size(); i++) {
        tensors.put(keys.get(i).getString(), new Tensor(values.get(i)));
      }
    }
    return tensors;
  }
}
